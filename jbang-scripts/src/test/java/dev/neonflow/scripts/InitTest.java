package dev.neonflow.scripts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The CI files that {@code neonflow init} shows and writes. */
class InitTest {
  private static final String FROM = "acme/neonflow@" + "7".repeat(40);
  private static final Path PREVIEW = Path.of(".github/workflows/deploy-preview.yml");

  @TempDir Path home;
  @TempDir Path checkout;
  private final Map<String, String> environment = new HashMap<>();

  @BeforeEach
  void repository() throws IOException {
    environment.put("HOME", home.toString());
    environment.put("NEONFLOW_FROM", FROM);
    write(".git/HEAD", "ref: refs/heads/main\n");
    write(".git/config", "[remote \"origin\"]\n  url = https://github.com/acme/shop.git\n");
    write("fly.toml", "app = 'shop'\n");
    write("package.json", "{\"scripts\": {\"db:migrate\": \"drizzle-kit migrate\"}}");
    write("pnpm-lock.yaml", "");
  }

  private void write(String name, String text) throws IOException {
    Path file = checkout.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private Ended run(String... args) {
    return Script.INIT.run(environment, checkout, args);
  }

  private List<String> files() throws IOException {
    try (Stream<Path> all = Files.walk(checkout)) {
      return all.filter(Files::isRegularFile)
          .map(file -> checkout.relativize(file).toString())
          .filter(name -> !name.startsWith(".git/"))
          .sorted()
          .toList();
    }
  }

  @Test
  void whatWasFound_isSaidWithTheReason_andTheDifferenceIsShown_nothingIsWritten()
      throws IOException {
    List<String> before = files();
    Ended run = run();
    assertEquals(0, run.exitCode(), run.toString());
    assertEquals(
        """
        ci:             github (the git remote is at github.com)
        deploy:         fly (fly.toml is there)
        migrate:        pnpm run db:migrate (`pnpm run db:migrate`, found in package.json)
        default branch: main (the usual name)
        neonflow:       %s (--from)
        nothing was written; to write: neonflow init --write
        """
            .formatted(FROM)
            .replace("main (the usual name)", "main (the branch that is checked out)"),
        run.err());
    assertTrue(run.out().startsWith("--- /dev/null\n+++ b/" + PREVIEW + "\n@@ -0,0 +1,"));
    assertTrue(run.out().contains("\n+      - run: pnpm install --frozen-lockfile\n"), run.out());
    assertEquals(before, files());
  }

  @Test
  void written_isSafeToRunTwice_andWhatTheDoctorAccepts() throws IOException {
    Ended written = run("--write");
    assertEquals(0, written.exitCode(), written.toString());
    assertEquals(
        """
        created .github/workflows/deploy-preview.yml
        created .github/workflows/cleanup-preview.yml
        created .github/workflows/deploy-production.yml
        created .github/workflows/sweep.yml
        """,
        written.out());
    assertTrue(written.err().contains("  gh secret set NEON_API_KEY "), written.err());
    assertTrue(written.err().contains("  gh secret set FLY_API_TOKEN "), written.err());
    assertTrue(
        written.err().endsWith("  neonflow doctor --deploy fly --fly-org ORG\n"), written.err());
    environment.remove("NEONFLOW_FROM");
    Ended again = run("--write");
    assertEquals(0, again.exitCode(), again.toString());
    assertEquals("", again.out());
    assertTrue(again.err().contains(FROM + " (as in " + PREVIEW + ")"), again.err());
    assertTrue(again.err().endsWith("nothing to do: the files are there\n"), again.err());
    Ended doctor = Script.DOCTOR.run(environment, checkout);
    assertTrue(
        doctor.out().contains("ok      ci: 4 workflow files, nothing wrong in them\n"),
        doctor.toString());
  }

  @Test
  void fileWithAnotherText_isNotOverwrittenUnasked() throws IOException {
    run("--write");
    String ours = Files.readString(checkout.resolve(PREVIEW)).replace("30", "45");
    Files.writeString(checkout.resolve(PREVIEW), ours);
    Files.delete(checkout.resolve(".github/workflows/sweep.yml"));
    Ended shown = run();
    assertEquals(0, shown.exitCode(), shown.toString());
    assertTrue(shown.out().contains("\n-    timeout-minutes: 45\n+    timeout-minutes: 30\n"));
    assertTrue(shown.err().endsWith("to write: neonflow init --write --force\n"), shown.err());
    Ended refused = run("--write");
    assertEquals(3, refused.exitCode(), refused.toString());
    assertTrue(refused.err().contains("neonflow init --write --force"), refused.err());
    assertEquals(ours, Files.readString(checkout.resolve(PREVIEW)));
    assertTrue(Files.notExists(checkout.resolve(".github/workflows/sweep.yml")));
    Ended forced = run("--write", "--force");
    assertEquals(
        "overwritten " + PREVIEW + "\ncreated .github/workflows/sweep.yml\n", forced.out());
    assertTrue(Files.readString(checkout.resolve(PREVIEW)).contains("timeout-minutes: 30"));
  }

  @Test
  void json_listsFilesAndStatus_alsoOnFailure() throws IOException {
    Ended shown = Script.INIT.json(environment, checkout);
    assertEquals(PREVIEW.toString(), shown.field("file"));
    assertTrue(shown.out().contains("\"status\":\"missing\",\"diff\":\"--- /dev/null"));
    assertTrue(
        shown.out().contains("\"deploy\":{\"value\":\"fly\",\"why\":\"fly.toml is there\"}"));
    Ended written = Script.INIT.json(environment, checkout, "--write");
    assertTrue(written.out().contains("\"status\":\"created\""), written.out());
    write(PREVIEW.toString(), "name: ours\n");
    Ended refused = run("--write", "--output", "json");
    assertEquals("3", refused.field("exit_code"));
    assertTrue(refused.out().contains("\"status\":\"differs\""), refused.out());
  }

  @ParameterizedTest
  @CsvSource({
    "gitlab, .gitlab/neonflow.yml, 'include: { local: .gitlab/neonflow.yml }'",
    "jenkins, Jenkinsfile.neonflow, a multibranch pipeline",
  })
  void otherCi_isWrittenWhereItDoesNotGetInTheWay(String ci, String file, String next)
      throws IOException {
    write(".gitlab-ci.yml", "ours:\n");
    write("Jenkinsfile", "ours\n");
    Ended run = run("--ci", ci, "--deploy", "vercel", "--migrate", "make migrate", "--write");
    assertEquals(0, run.exitCode(), run.toString());
    assertEquals("created " + file + "\n", run.out());
    assertTrue(run.err().contains("  " + next), run.err());
    String text = Files.readString(checkout.resolve(file));
    assertTrue(text.contains("'make migrate'"), text);
    assertTrue(text.contains("vercel"), text);
    assertTrue(!text.contains("fly") && !text.contains("pnpm"), text);
    String doctor = Script.DOCTOR.run(environment, checkout).out();
    assertTrue(doctor.contains("note    ci: " + file + " is there"), doctor);
  }

  @ParameterizedTest
  @CsvSource({"gitlab, .gitlab/neonflow.yml", "jenkins, Jenkinsfile.neonflow"})
  void placeholder_staysOpen_untilTheLineThatIsSaidWasTyped(String ci, String file)
      throws IOException {
    environment.put("NEONFLOW_FROM", "acme/neonflow@" + "0".repeat(40));
    Files.delete(checkout.resolve(".git/config"));
    Ended written = run("--ci", ci, "--write");
    String step = "neonflow init --ci " + ci + " --from OWNER/NAME@COMMIT --write --force";
    assertTrue(written.err().contains("next:\n  " + step + "   # "), written.err());
    Ended again = run("--write");
    assertEquals(0, again.exitCode(), again.toString());
    assertTrue(again.err().startsWith("ci:             " + ci + " (" + file), again.err());
    assertTrue(
        again
            .err()
            .contains(
                "nothing to write: the files are there; still open:\n"
                    + "  neonflow init --from OWNER/NAME@COMMIT --write --force   # "),
        again.err());
    assertEquals(ci.equals("gitlab"), again.err().contains("make .gitlab-ci.yml"), again.err());
    write(".gitlab-ci.yml", "include: { local: .gitlab/neonflow.yml }\n");
    environment.remove("NEONFLOW_FROM");
    String[] typed = step.replace("OWNER/NAME@COMMIT", FROM).substring(14).split(" ");
    assertEquals("overwritten " + file + "\n", run(typed).out());
    Ended done = run("--ci", ci);
    assertTrue(done.err().endsWith("nothing to do: the files are there\n"), done.err());
  }

  @Test
  void settingsOfTheRepository_areFollowed_andNotRepeatedInItsFiles() throws IOException {
    write("neonflow.properties", "deploy=vercel\nmigrate=npm:up\nwrite=true\n");
    Ended run = run();
    assertTrue(run.err().contains("ignored write in "), run.err());
    assertTrue(run.err().contains("/neonflow.properties:1)\nmigrate:"), run.err());
    assertTrue(run.out().contains("+      - run: npm ci\n"), run.out());
    assertTrue(!run.out().contains("NEONFLOW_MIGRATE"), run.out());
  }

  @ParameterizedTest
  @CsvSource({
    "none, previews get a database and no application",
    "command, neonflow.properties must have deploy = command",
    "vercel, gh variable set VERCEL_PROJECT --body PROJECT",
  })
  void whatIsLeftToDo_dependsOnWhereItRuns(String where, String next) throws IOException {
    write("Dockerfile", "");
    Ended run = run("--deploy", where, "--write");
    assertTrue(run.err().contains("\n  " + next), run.err());
    assertTrue(!run.err().contains("FLY"), run.err());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--ci travis          | --ci is 'travis'",
        "--deploy heroku      | --deploy is 'heroku'",
        "--from acme/neonflow | no REPOSITORY@COMMIT",
        "--from https://git.example.com/x.git@5555555555555555555555555555555555555555 | from GitHub only",
        "--flyway nosuch      | not a directory",
        "--nosuch             | '--nosuch' is not understood",
      })
  void wrongUsage_isSaid(String line, String said) {
    run(line.strip().split(" ")).assertRefused(2, said);
  }

  @Test
  void twoMigrationTools_areAskedFor() throws IOException {
    write("db/migration/V1__a.sql", "");
    write("manage.py", "import django");
    run().assertRefused(2, "more than one tool could migrate");
    assertEquals(0, run("--flyway", "db/migration").exitCode());
  }
}
