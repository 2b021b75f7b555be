package dev.neonflow.scripts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Production from the command line. */
class ProductionTest extends AccountTest {

  @BeforeEach
  void prepare() throws Exception {
    account.sql("main", "drop schema public cascade; create schema public");
    migration("V1__a.sql", "create table a (id int)");
    environment.put("NEONFLOW_REHEARSE", "0");
  }

  @AfterEach
  void removeRestorePoints() {
    account.clear();
  }

  @Test
  void secondDeploy_hasNothingToDo() throws Exception {
    environment.put("DATABASE_URL", account.uri("main").uri().reveal());
    environment.remove("NEONFLOW_REHEARSE");
    Ended first = Script.PRODUCTION.json(environment, checkout, "deploy");
    assertEquals("main", first.field("branch_name"));
    assertEquals("false", first.field("created"));
    assertEquals(account.branch("main").id(), first.field("branch_id"));
    assertEquals("null", first.field("preview_url"));
    assertEquals("0", account.sql("main", "select count(*) from a"));
    assertFalse(first.err().contains("repository: "), first.err());
    Ended second = run("deploy", "--comment-file", "report.md");
    assertEquals("main" + System.lineSeparator(), second.out());
    assertTrue(second.err().contains("flyway: up to date at 1"), second.err());
    String report = Files.readString(checkout.resolve("report.md"));
    assertTrue(report.contains("main"), report);
    assertEquals(List.of("main", first.field("restore_point")), account.names());
    assertTrue(first.field("restore_point").startsWith("restore/"), first.out());
    assertTrue(second.err().contains("none: nothing to migrate"), second.err());
  }

  @Test
  void dryRun_changesNothing() throws Exception {
    account.writes();
    Ended dry = run("deploy", "--dry-run");
    assertEquals(0, dry.exitCode(), dry.toString());
    assertTrue(dry.out().contains("would use branch main"), dry.out());
    assertEquals(List.of(), account.writes());
    assertEquals("t", account.sql("main", "select to_regclass('a') is null"));
  }

  @Test
  void otherDatabaseUrl_isRefusedBeforeAnythingIsWritten() throws Exception {
    environment.put("DATABASE_URL", "postgresql://me:hush@ep-other-1.eu.neon.tech/neondb");
    Ended run = run("deploy");
    run.assertRefused(5, "production's DATABASE_URL leads to ep-other-1.eu.neon.tech");
    assertFalse(run.err().contains("hush"), run.err());
    assertEquals("t", account.sql("main", "select to_regclass('a') is null"));
  }

  @Test
  void databaseUrlThatIsNone_isRefusedWithoutItsValue() throws Exception {
    environment.put("DATABASE_URL", "postgres//me:hush@ep-other-1.eu.neon.tech/neondb");
    Ended run = run("deploy");
    run.assertRefused(2, "DATABASE_URL, which is to guard production, is not the URL");
    assertFalse(run.err().contains("hush"), run.err());
    assertEquals("t", account.sql("main", "select to_regclass('a') is null"));
  }

  @Test
  void sqlError_endsWith4() throws Exception {
    migration("V2__broken.sql", "alter table nosuch add column x int");
    Ended run = run("deploy");
    run.assertRefused(4, "nosuch");
    assertFalse(run.err().contains("  left: "), run.err());
  }

  @Test
  void lockThatIsTooLong_endsWith5AndLeavesProductionAlone() throws Exception {
    migration("V1__a.sql", "create table a as select n from generate_series(1, 300000) n");
    assertEquals(0, run("deploy", "--no-restore-point").exitCode());
    migration("V2__b.sql", "alter table a alter column n type bigint");
    environment.put("NEONFLOW_FAIL_ON_REWRITE", "1");
    Ended run = run("deploy", "--rehearse", "--max-lock", "1ms");
    run.assertRefused(5, "V2__b.sql held ACCESS EXCLUSIVE on a for ");
    assertTrue(run.err().contains("V2__b.sql rewrote a"), run.err());
    assertEquals(List.of("main"), account.names());
    environment.remove("NEONFLOW_REHEARSE");
    Ended without = run("deploy", "--no-rehearse");
    assertEquals(0, without.exitCode(), without.toString());
    assertFalse(without.err().contains("rehears"), without.err());
  }

  @Test
  void noRestorePoint_makesNone() throws Exception {
    Ended run = run("deploy", "--no-restore-point");
    assertEquals(0, run.exitCode(), run.toString());
    assertEquals(List.of("main"), account.names());
    migration("V2__b.sql", "create table b (id int)");
    environment.put("NEONFLOW_RESTORE_POINT", "false");
    assertEquals(0, run("deploy").exitCode());
    assertEquals(List.of("main"), account.names());
  }

  @Test
  void nothingToMigrateWith_isSaid() throws IOException {
    Files.delete(checkout.resolve("db/migration/V1__a.sql"));
    Ended run = run("deploy");
    assertEquals(0, run.exitCode(), run.toString());
    assertTrue(run.err().contains("migration: none found"), run.err());
  }

  @Test
  void passwordOfAJob_isMaskedBeforeAToolCanPrintIt() {
    environment.put("GITHUB_ACTIONS", "true");
    Ended run = run("deploy", "--migrate", "env", "-v");
    assertEquals(0, run.exitCode(), run.toString());
    String password = account.uri("main").password().reveal();
    List<String> lines = run.err().lines().filter(line -> line.contains(password)).toList();
    assertEquals("::add-mask::" + password, lines.get(0));
    assertTrue(lines.stream().allMatch(line -> line.startsWith("::add-mask::")), lines.toString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "3 | deploy --project-id nosuch-1     | nosuch-1",
        "3 | deploy --database nosuch         | nosuch",
        "2 | deploy --max-lock soon           | --max-lock is 'soon'",
        "2 | deploy --max-lock 2s             | --max-lock and --no-rehearse exclude each other",
        "2 | deploy --no-rehearse --fail-on-rewrite | --fail-on-rewrite and --no-rehearse",
        "2 | deploy --parent main             | '--parent' is not understood",
        "2 | deploy --flyway db --migrate x   | both --migrate and --flyway",
        "2 | deploy --liquibase x --migrate y | both --migrate and --liquibase",
        "2 | deploy --liquibase nosuch.xml    | --liquibase nosuch.xml is not a file",
        "2 | deploy --lock-url-env NOSUCH     | NOSUCH, which is not set",
        "2 | rollback                         | there is no terminal to ask at",
        "2 | rollback --to before             | there is no terminal to ask at",
        "2 | rollback --again --yes           | --again needs the restore point",
        "3 | rollback --to before --yes       | production has no restore point before",
        "3 | rollback --dry-run               | production has no restore point",
      })
  void wrongOption_isNamed(int code, String line, String named) {
    run(line.split(" +")).assertRefused(code, named);
  }

  private Ended run(String... args) {
    return Script.PRODUCTION.run(environment, checkout, args);
  }

  private void migration(String name, String sql) throws IOException {
    Path directory = Files.createDirectories(checkout.resolve("db/migration"));
    Files.writeString(directory.resolve(name), sql);
  }
}
