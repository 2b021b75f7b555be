package dev.neonflow.cli.init;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.workflows.ci.Environment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is left to do by hand. */
class NextStepsTest {
  private static final Source SOURCE = new Source("shop-inc/neonflow", "5".repeat(40));

  @TempDir Path root;

  private static CiFiles files(CiSystem ci, Source source, String... features) {
    return new CiFiles(ci, Set.of(features), "", "main", source, Set.of()).preview();
  }

  private NextSteps steps(CiFiles files) {
    Repository repository = Repository.around(root, new Environment(name -> null));
    return new NextSteps(files, repository, "none", "neonflow init --ci x");
  }

  private List<String> lines(CiFiles files) throws IOException {
    return steps(files).lines();
  }

  private static boolean anyStarts(List<String> lines, String start) {
    return lines.stream().anyMatch(line -> line.startsWith(start));
  }

  @ParameterizedTest
  @CsvSource({
    "npm, package-lock.json, npm ci, npm",
    "npm, npm-shrinkwrap.json, npm ci, npm",
    "pnpm, pnpm-lock.yaml, pnpm install --frozen-lockfile, pnpm",
    "yarn, yarn.lock, yarn install --frozen-lockfile, yarn",
    "django, requirements.txt, pip install -r requirements.txt, pip",
  })
  void fileThatInstallingNeeds_isAskedFor_ifItIsNotThere(
      String feature, String file, String command, String cache) throws IOException {
    for (CiSystem ci : CiSystem.values()) {
      CiFiles files = files(ci, SOURCE, feature);
      Files.deleteIfExists(root.resolve(file));
      List<String> said =
          lines(files).stream().filter(line -> line.startsWith("there is no ")).toList();
      assertEquals(1, said.size(), said.toString());
      assertTrue(said.get(0).contains("`" + command + "`"), said.toString());
      String text = files.in(root).get(0).text();
      assertTrue(text.contains(command), text);
      if (ci == CiSystem.GITHUB) {
        assertTrue(said.get(0).endsWith("take out `cache: " + cache + "`"), said.toString());
        assertTrue(text.contains("cache: " + cache + "\n"), text);
      }
      Files.createFile(root.resolve(file));
      assertTrue(!anyStarts(lines(files), "there is no "), file);
    }
  }

  @Test
  void commitThatNobodyMayHavePushed_isNamed_aPlaceholderIsNot() throws IOException {
    assertTrue(
        lines(files(CiSystem.GITHUB, SOURCE))
            .contains(
                "push commit "
                    + SOURCE.commit()
                    + " of your Neonflow to shop-inc/neonflow, if it is not there yet"));
    assertTrue(!anyStarts(lines(files(CiSystem.GITHUB, Source.EXAMPLE)), "push commit "));
  }

  @ParameterizedTest
  @CsvSource({"GITLAB, .m2", "JENKINS, .neonflow"})
  void whatLiesInTheCheckout_isToBeKeptOutOfImages(CiSystem ci, String directory)
      throws IOException {
    String said = "put " + directory + " into .dockerignore";
    assertTrue(lines(files(ci, SOURCE, "fly")).contains(said));
    assertTrue(!lines(files(ci, SOURCE)).contains(said));
    Files.createFile(root.resolve("Dockerfile"));
    assertTrue(lines(files(ci, SOURCE)).contains(said));
  }

  @Test
  void placeholder_isReplacedByALineThatWorksAsTyped() throws IOException {
    String said = "neonflow init --ci x --from OWNER/NAME@COMMIT --write --force   # your copy";
    assertTrue(anyStarts(lines(files(CiSystem.JENKINS, Source.EXAMPLE)), said));
    assertTrue(anyStarts(steps(files(CiSystem.JENKINS, Source.EXAMPLE)).open(), said));
    assertEquals(List.of(), steps(files(CiSystem.JENKINS, SOURCE)).open());
  }

  @ParameterizedTest
  @CsvSource({
    "'', 2",
    "'stages: [deploy]', 1",
    "'# include: .gitlab/neonflow.yml', 1",
    "'include: { local: .gitlab/neonflow.yml }', 0",
    "'include: \".gitlab/*.yml\"', 0",
  })
  void fileThatGitLabDoesNotSee_isOpen(String text, int lines) throws IOException {
    if (!text.isEmpty()) {
      Files.writeString(root.resolve(".gitlab-ci.yml"), "ours:\n" + text + "\n");
    }
    CiFiles files = files(CiSystem.GITLAB, SOURCE);
    assertEquals(lines, steps(files).open().size());
    assertTrue(lines(files).containsAll(steps(files).open()));
  }

  @Test
  void whatAJobNeedsAndIsNotThere_isOpen() throws IOException {
    assertEquals(2, steps(files(CiSystem.GITHUB, SOURCE, "fly", "npm")).open().size());
  }
}
