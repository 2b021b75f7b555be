package dev.neonflow.workflows.ci.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The workflow files that docs/github-actions gives people to copy have none of the mistakes. */
final class DocumentedWorkflowsTest {
  private static final Path FILES = Path.of("../../docs/github-actions");

  @TempDir Path dir;

  private List<String> written(String from, String to) throws IOException {
    Path place = Files.createDirectories(dir.resolve(".github/workflows"));
    try (Stream<Path> files = Files.list(FILES)) {
      List<Path> all = files.sorted().toList();
      for (Path file : all) {
        Files.writeString(
            place.resolve(file.getFileName()), Files.readString(file).replace(from, to));
      }
      return all.stream().map(file -> file.getFileName().toString()).toList();
    }
  }

  private List<String> rules() throws IOException {
    return WorkflowFiles.check(dir).stream().map(CiFinding::rule).toList();
  }

  @Test
  void files_areFine() throws IOException {
    assertEquals(
        List.of(
            "cleanup-preview.yml",
            "deploy-preview.yml",
            "deploy-production.yml",
            "fork-build.yml",
            "fork-preview.yml",
            "sweep.yml"),
        written("", ""));
    assertEquals(List.of(), WorkflowFiles.check(dir));
  }

  /** That nothing is found means something only if the calls in them are seen. */
  @ParameterizedTest
  @CsvSource({
    "[closed],[synchronize],closed-missing",
    "exec neonflow,neonflow,run-without-exec",
    "neonflow-pr-,pr-,concurrency-group",
    "pull-requests: write,pull-requests: read,permissions",
    "github.event.pull_request.head.repo.full_name == github.repository,always(),secrets-on-forks",
    "cancel-in-progress: false,cancel-in-progress: true,cancel-in-progress",
  })
  void spoiltFile_isFound(String from, String to, String rule) throws IOException {
    List<String> unused = written(from, to);
    assertTrue(rules().contains(rule), rules().toString());
  }
}
