package dev.neonflow.workflows.liquibase;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.workflows.FakeContext;
import dev.neonflow.workflows.FenceException;
import dev.neonflow.workflows.MigrationFailedException;
import dev.neonflow.workflows.PreconditionException;
import dev.neonflow.workflows.migrate.MigratedBranches;
import dev.neonflow.workflows.migrate.MigrationReport;
import dev.neonflow.workflows.migrate.MigrationTarget;
import dev.neonflow.workflows.migrate.MigrationWatch;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
final class LiquibaseMigratorTest {

  private static MigratedBranches branches;

  /** For those that migrate nothing. */
  private static MigrationTarget untouched;

  @TempDir Path directory;
  private MigrationTarget target = untouched;

  @BeforeAll
  static void start() {
    branches = new MigratedBranches();
    untouched = branches.create();
  }

  @AfterAll
  static void stop() {
    branches.close();
  }

  @BeforeEach
  void includeAll() throws IOException {
    Changelogs.xml(directory);
  }

  @Test
  void whoeverLooksOn_hearsOfEachChangeSet() throws Exception {
    List<String> heard = new ArrayList<>();
    MigrationWatch watch =
        new MigrationWatch() {
          @Override
          public Connection watched(Connection connection) {
            return connection;
          }

          @Override
          public void begins(String migration) {
            heard.add(migration);
          }
        };
    target = branches.create().watchedBy(watch);
    sql(1, "make_fruit", "CREATE TABLE fruit (name text);");
    sql(2, "make_nuts", "CREATE TABLE nuts (name text);");
    migrate();
    assertEquals(List.of("1-make_fruit::alice", "2-make_nuts::alice"), heard);
  }

  @Test
  void reportNamesChangeSetsAndVersions_andTheLockIsReleased() throws Exception {
    target = branches.create();
    sql(1, "make_fruit", "CREATE TABLE fruit (name text);");
    MigrationReport first = migrate();
    assertNull(first.versionBefore());
    assertEquals("1-make_fruit", first.versionAfter());
    assertEquals("1-make_fruit::alice", first.applied().get(0).version());
    assertNotNull(first.applied().get(0).duration());
    sql(2, "more", "--comment: what it is for\nSELECT 1;");
    MigrationReport second = migrate();
    assertEquals("1-make_fruit", second.versionBefore());
    assertEquals("2-more", second.versionAfter());
    assertEquals("what it is for", second.applied().get(0).description());
    assertUnlocked();
  }

  @Test
  @EnabledIfEnvironmentVariable(named = "NEONFLOW_TEST", matches = "full")
  void changelogInYaml_isApplied_andItsTagIsTheVersion() throws Exception {
    target = branches.create();
    Files.writeString(
        directory.resolve("changelog.yaml"),
        """
        databaseChangeLog:
          - changeSet:
              id: 1
              author: alice
              changes:
                - createTable:
                    tableName: fruit
                    columns:
                      - column: {name: name, type: text}
                - tagDatabase: {tag: spring}
        """);
    MigrationReport report =
        LiquibaseMigrator.from("changelog.yaml").in(directory).migrate(target, context());
    assertEquals("spring", report.versionAfter());
    assertEquals(List.of("0"), MigratedBranches.query(target, "SELECT count(*) FROM fruit"));
  }

  @Test
  void error_namesChangeSetFileAndState_butNeitherSqlNorRows_andTheLockIsReleased()
      throws Exception {
    target = branches.create();
    sql(1, "ok", "CREATE TABLE a (name text PRIMARY KEY); INSERT INTO a VALUES ('secret-row');");
    sql(2, "bad", "INSERT INTO a SELECT 'secret-row' WHERE 'hunter2' <> '';");
    MigrationFailedException error = assertThrows(MigrationFailedException.class, this::migrate);
    String message = error.getMessage();
    assertTrue(message.startsWith("2-bad::alice in changes/2-bad.sql failed: ERROR: dup"), message);
    assertTrue(message.endsWith("(SQLSTATE 23505)"), message);
    StringWriter everything = new StringWriter();
    error.printStackTrace(new PrintWriter(everything, true));
    assertFalse(everything.toString().contains("hunter2"), everything.toString());
    assertFalse(everything.toString().contains("secret-row"), everything.toString());
    assertUnlocked();
  }

  @Test
  @EnabledIfEnvironmentVariable(named = "NEONFLOW_TEST", matches = "full")
  void errorOutsideOfTransactions_releasesTheLock() throws Exception {
    target = branches.create();
    Changelogs.changes(
        directory,
        1,
        "index",
        "runInTransaction:false",
        "CREATE TABLE a (id int);\nCREATE INDEX CONCURRENTLY b ON a (id);\nSELECT 1 / 0;");
    MigrationFailedException error = assertThrows(MigrationFailedException.class, this::migrate);
    assertTrue(error.next().contains("neonflow preview down --pr 42,"), error.next());
    assertUnlocked();
  }

  @Test
  @EnabledIfEnvironmentVariable(named = "NEONFLOW_TEST", matches = "full")
  void tablesWithoutHistory_failWithTheWayOut() throws Exception {
    target = branches.create();
    MigratedBranches.execute(target, "CREATE TABLE fruit (name text)");
    sql(1, "make_fruit", "CREATE TABLE fruit (name text);");
    MigrationFailedException error = assertThrows(MigrationFailedException.class, this::migrate);
    assertTrue(error.next().contains("liquibase changelog-sync"), error.next());
  }

  @Test
  @EnabledIfEnvironmentVariable(named = "NEONFLOW_TEST", matches = "full")
  void changedChangeSet_failsWithTheWayOut() throws Exception {
    target = branches.create();
    sql(1, "a", "CREATE TABLE a (id int);");
    migrate();
    sql(1, "a", "CREATE TABLE a (id bigint);");
    MigrationFailedException error = assertThrows(MigrationFailedException.class, this::migrate);
    assertTrue(
        error
            .getMessage()
            .endsWith(": changes/1-a.sql::1-a::alice was changed after it was applied"),
        error.getMessage());
    MigrationFailedException asked =
        assertThrows(
            MigrationFailedException.class,
            () -> LiquibaseMigrator.from("changelog.xml").in(directory).pending(target, context()));
    assertEquals(error.getMessage(), asked.getMessage());
    assertTrue(error.next().contains("neonflow preview down --pr 42,"), error.next());
  }

  @Test
  void notAChangelog_isSaidInOneLine() throws Exception {
    Files.writeString(directory.resolve("changelog.xml"), "<databaseChangeLog><oops");
    MigrationFailedException error = assertThrows(MigrationFailedException.class, this::migrate);
    assertFalse(error.getMessage().contains("\n"), error.getMessage());
    assertTrue(error.getMessage().contains("changelog.xml"), error.getMessage());
  }

  @Test
  void missingFile_isAUsageErrorNamingIt() {
    PreconditionException error =
        assertThrows(
            PreconditionException.class,
            () -> LiquibaseMigrator.from("none.xml").in(directory).migrate(target, context()));
    assertTrue(error.isUsage());
    assertTrue(error.getMessage().contains(directory.resolve("none.xml").toString()));
  }

  @Test
  void program_isNotRun() throws Exception {
    Files.writeString(
        directory.resolve("changelog.yaml"),
        """
        databaseChangeLog:
          - changeSet:
              id: 1
              author: alice
              changes:
                - executeCommand: {executable: printenv}
        """);
    PreconditionException error =
        assertThrows(
            PreconditionException.class,
            () ->
                LiquibaseMigrator.from("changelog.yaml").in(directory).migrate(target, context()));
    assertTrue(error.getMessage().startsWith("1::alice runs a program"), error.getMessage());
  }

  @Test
  void variablesThatNoToolMaySee_standForNothing() throws Exception {
    target = branches.create();
    // Liquibase takes both kinds alike.
    System.setProperty("FLY_OF_LIQUIBASE", "hunter2");
    System.setProperty("COLOUR_OF_LIQUIBASE", "red");
    try {
      sql(
          1,
          "a",
          "CREATE TABLE a AS SELECT '${FLY_OF_LIQUIBASE} ${COLOUR_OF_LIQUIBASE}'::text AS t;");
      migrate();
    } finally {
      System.clearProperty("FLY_OF_LIQUIBASE");
      System.clearProperty("COLOUR_OF_LIQUIBASE");
    }
    assertEquals(
        List.of("${FLY_OF_LIQUIBASE} red"), MigratedBranches.query(target, "SELECT t FROM a"));
  }

  @Test
  void otherBranchThanPlanned_refusedBeforeAnythingIsWritten() throws Exception {
    sql(1, "a", "CREATE TABLE a (id int);");
    MigrationTarget other = MigratedBranches.target("br-other-1", "preview/pr-1", target.direct());
    assertThrows(
        FenceException.class,
        () -> LiquibaseMigrator.from("changelog.xml").in(directory).migrate(other, context()));
    assertEquals(List.of("null"), MigratedBranches.query(target, "SELECT to_regclass('a')"));
  }

  @Test
  void liquibase_writesToNoStreamAndLogsNothingPastSlf4j() throws Exception {
    target = branches.create();
    List<LogRecord> records = new CopyOnWriteArrayList<>();
    Handler handler = handler(records);
    Logger root = Logger.getLogger("liquibase");
    ByteArrayOutputStream written = new ByteArrayOutputStream();
    PrintStream out = System.out;
    root.addHandler(handler);
    System.setOut(new PrintStream(written, true, StandardCharsets.UTF_8));
    try {
      sql(1, "a", "SELECT 1;");
      migrate();
      migrate();
    } finally {
      System.setOut(out);
      root.removeHandler(handler);
    }
    assertEquals("", written.toString(StandardCharsets.UTF_8));
    assertEquals(List.of(), records);
  }

  private static Handler handler(List<LogRecord> records) {
    return new Handler() {
      @Override
      public void publish(LogRecord record) {
        records.add(record);
      }

      @Override
      public void flush() {}

      @Override
      public void close() {}
    };
  }

  private void sql(int number, String name, String statements) throws IOException {
    Changelogs.sql(directory, number, name, statements);
  }

  private MigrationReport migrate() {
    return LiquibaseMigrator.from("changelog.xml").in(directory).migrate(target, context());
  }

  private void assertUnlocked() throws SQLException {
    assertEquals(
        List.of("false null"),
        MigratedBranches.query(
            target,
            "SELECT locked || ' ' || coalesce(lockedby, 'null') FROM databasechangeloglock"));
  }

  private static FakeContext context() {
    return new FakeContext(FakeContext.subject(42, "c1"));
  }
}
