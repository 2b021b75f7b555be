package dev.neonflow.cli.init;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.workflows.NodePackages;
import dev.neonflow.workflows.Peers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/**
 * GitHub's own parser and actionlint find nothing in any workflow file: those of the documents,
 * those that {@code init} writes, and those of this repository.
 */
@EnabledIfEnvironmentVariable(named = "NEONFLOW_TEST", matches = "full")
class WorkflowLintersTest {
  private static final String PACKAGES = "workflow-linters";
  private static final Path ROOT = Path.of("../..");

  @TempDir Path dir;

  /** That they find nothing means something only if both find what is wrong in the last file. */
  @Test
  void allWorkflowFiles_haveNoMistakes_butTheWrongOne() throws Exception {
    List<Path> files = new ArrayList<>();
    for (String place : List.of("docs/github-actions", ".github/workflows")) {
      files.addAll(workflows(ROOT.resolve(place)));
    }
    assertTrue(files.size() >= 6, "the documents lost their files");
    int number = 0;
    for (CiFiles each : Renderings.of(CiSystem.GITHUB)) {
      Path root = Files.createDirectories(dir.resolve("r" + number++));
      files.addAll(workflows(Renderings.written(each, root).resolve(".github/workflows")));
    }
    Path wrong = dir.resolve("wrong.yml");
    Files.writeString(
        wrong,
        Files.readString(ROOT.resolve("docs/github-actions/cleanup-preview.yml"))
            .replace("vars.NEON_PROJECT_ID", "var.NEON_PROJECT_ID"));
    files.add(wrong);
    String said = said(files);
    assertTrue(said.contains(wrong + "\tparser\t"), said);
    assertTrue(said.contains(wrong + "\tactionlint\t"), said);
    assertEquals(
        List.of("done " + files.size()),
        said.lines().filter(line -> !line.startsWith(wrong + "\t")).toList());
  }

  private static List<Path> workflows(Path place) throws IOException {
    if (!Files.isDirectory(place)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(place)) {
      return files
          .filter(file -> file.toString().matches(".*\\.ya?ml"))
          .map(file -> file.toAbsolutePath().normalize())
          .sorted()
          .toList();
    }
  }

  private String said(List<Path> files) throws IOException, InterruptedException {
    Path packages = NodePackages.installed(PACKAGES, false);
    Path program = packages.resolve("check.mjs");
    Files.writeString(program, NodePackages.resource(PACKAGES, "check.mjs"));
    List<String> command = new ArrayList<>();
    command.add(Peers.need("node").toString());
    command.add(program.toString());
    files.forEach(file -> command.add(file.toString()));
    Path out = dir.resolve("said.txt");
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(out.toFile()).start();
    process.getOutputStream().close();
    boolean ended = process.waitFor(10, TimeUnit.MINUTES);
    process.destroyForcibly();
    assertTrue(ended, "the linters hang");
    return Files.readString(out, StandardCharsets.UTF_8);
  }
}
