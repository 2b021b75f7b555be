package dev.neonflow.cli.init;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.cli.doctor.CiCheck;
import dev.neonflow.cli.doctor.Finding;
import dev.neonflow.workflows.PreconditionException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The files that {@code init} writes. */
class CiFilesTest {

  @TempDir Path root;

  @Test
  void doctor_acceptsWhatInitWrites() throws IOException {
    int number = 0;
    for (CiFiles files : Renderings.of(CiSystem.GITHUB)) {
      Path each = Files.createDirectories(root.resolve("r" + number++));
      Files.createDirectories(each.resolve(".git"));
      assertEquals(
          List.of(Finding.ok("ci", "4 workflow files, nothing wrong in them")),
          new CiCheck(Renderings.written(files, each)).findings(),
          files.toString());
    }
  }

  @ParameterizedTest
  @EnumSource(CiSystem.class)
  void rendered_nothingIsLeftToFillIn(CiSystem ci) throws IOException {
    for (CiFiles files : Renderings.of(ci)) {
      for (WantedFile file : files.in(root)) {
        assertFalse(file.text().contains("MIGRATE\n"), file.text());
        assertFalse(file.text().matches("(?s).*(#|//) (only )?with[: ].*"), file.text());
        assertFalse(file.text().contains(Source.EXAMPLE.commit()), file.text());
        assertFalse(file.text().contains(Source.EXAMPLE.repository()), file.text());
        assertFalse(file.text().contains("'main'"), file.text());
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "GITHUB, NEONFLOW_MIGRATE: 'it''s $x \\'",
        "GITLAB, NEONFLOW_MIGRATE: 'it''s $$x \\'",
        "JENKINS, NEONFLOW_MIGRATE = 'it\\'s $x \\\\'",
      })
  void command_isQuotedAsItsFileWantsIt(CiSystem ci, String line) throws IOException {
    CiFiles files =
        new CiFiles(ci, Set.of("migrate"), "it's $x \\", "main", Source.EXAMPLE, Set.of());
    String text = files.preview().in(root).get(0).text();
    assertTrue(text.contains(" " + line + "\n"), text);
  }

  @Test
  void filesAsked_areThoseWritten() throws IOException {
    CiFiles none = new CiFiles(CiSystem.GITHUB, Set.of(), "", "main", Source.EXAMPLE, Set.of());
    assertEquals(List.of(), none.in(root));
    assertEquals(
        List.of(".github/workflows/deploy-production.yml", ".github/workflows/sweep.yml"),
        none.production().sweep().in(root).stream().map(WantedFile::path).toList());
  }

  @Test
  void workflowsOfGitHub_haveNoPlaceForAUrl() {
    Source elsewhere = new Source("https://git.example.com/tools/neonflow.git", "5".repeat(40));
    PreconditionException refused =
        assertThrows(
            PreconditionException.class,
            () -> new CiFiles(CiSystem.GITHUB, Set.of(), "", "main", elsewhere, Set.of()));
    assertTrue(refused.next().contains("--from OWNER/NAME@COMMIT"), refused.next());
  }

  /** What comes with Node's image is Yarn 1, which refuses a project of Yarn 2 or newer. */
  @ParameterizedTest
  @EnumSource(value = CiSystem.class, names = "JENKINS", mode = EnumSource.Mode.EXCLUDE)
  void yarn_isTheProjectsOwn_beforeAnythingAsksForIt(CiSystem ci) throws IOException {
    CiFiles files = new CiFiles(ci, Set.of("yarn"), "", "main", Source.EXAMPLE, Set.of());
    String text = files.preview().in(root).get(0).text();
    int enabled = text.indexOf("corepack enable");
    assertTrue(enabled > 0 && enabled < text.indexOf("yarn install"), text);
    assertTrue(ci == CiSystem.GITLAB || enabled < text.indexOf("actions/setup-node@"), text);
  }

  @Test
  void file_isCompared_withoutLineEnds() throws IOException {
    CiFiles sweep =
        new CiFiles(CiSystem.GITHUB, Set.of(), "", "main", Source.EXAMPLE, Set.of()).sweep();
    WantedFile missing = sweep.in(root).get(0);
    assertEquals(WantedFile.Status.MISSING, missing.status());
    assertTrue(
        missing.diff().startsWith("--- /dev/null\n+++ b/.github/workflows/sweep.yml\n@@ -0,0 +1,"));
    missing.write(root);
    Path file = root.resolve(missing.path());
    Files.writeString(file, missing.text().replace("\n", "\r\n"));
    assertEquals(WantedFile.Status.SAME, sweep.in(root).get(0).status());
    Files.writeString(file, missing.text().replace("17 3", "18 4"));
    WantedFile differs = sweep.in(root).get(0);
    assertEquals(WantedFile.Status.DIFFERS, differs.status());
    assertTrue(differs.diff().contains("\n-    - cron: '18 4 * * *'\n+    - cron: '17 3 * * *'\n"));
  }
}
