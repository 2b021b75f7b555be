package dev.neonflow.workflows.flyway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.workflows.ConnectionLostException;
import dev.neonflow.workflows.FenceException;
import dev.neonflow.workflows.MigrationFailedException;
import dev.neonflow.workflows.PreconditionException;
import dev.neonflow.workflows.WorkflowCancelledException;
import dev.neonflow.workflows.branch.BranchRef;
import dev.neonflow.workflows.migrate.MigrationReport;
import dev.neonflow.workflows.migrate.MigrationTarget;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class FlywayMigratorTest {
  private static final String SLEEPING =
      "SELECT count(*)::text FROM pg_stat_activity WHERE query LIKE '%pg_sleep(600)%'"
          + " AND state = 'active' AND pid <> pg_backend_pid()";

  private static Branches branches;

  @TempDir Path dir;

  @BeforeAll
  static void start() {
    branches = new Branches();
  }

  @AfterAll
  static void stop() {
    branches.close();
  }

  private void sql(String file, String statements) throws IOException {
    Files.writeString(dir.resolve(file), statements);
  }

  private MigrationReport migrate(MigrationTarget target) {
    return FlywayMigrator.from(dir).migrate(target, new RunningStep().context());
  }

  @Test
  void newMigrations_applied_thenNothingToDo() throws Exception {
    MigrationTarget target = branches.create();
    sql("V1__make_fruit.sql", "CREATE TABLE fruit (name text);");
    sql("V2__index_fruit.sql", "CREATE INDEX CONCURRENTLY fruit_name ON fruit (name);");
    MigrationReport first = migrate(target);
    assertEquals(List.of("1", "2"), first.applied().stream().map(a -> a.version()).toList());
    assertEquals("make fruit", first.applied().get(0).description());
    assertNull(first.versionBefore());
    assertEquals("2", first.versionAfter());
    MigrationReport second = migrate(target);
    assertEquals(List.of(), second.applied());
    assertEquals("2", second.versionBefore());
    assertEquals("2", second.versionAfter());
    assertEquals(
        "t",
        Branches.query(
            target,
            "SELECT indisvalid FROM pg_index i JOIN pg_class c"
                + " ON c.oid = i.indexrelid WHERE relname = 'fruit_name'"));
  }

  @Test
  void sqlError_namesFileVersionAndState_butNoSql() throws Exception {
    MigrationTarget target = branches.create();
    sql("V1__ok.sql", "CREATE TABLE a (id int PRIMARY KEY); INSERT INTO a VALUES (1);");
    sql("V2__bad.sql", "SELECT 1;\n\nINSERT INTO a SELECT 1 WHERE 'hunter2' <> '';");
    MigrationFailedException error =
        assertThrows(MigrationFailedException.class, () -> migrate(target));
    String message = error.getMessage();
    assertTrue(message.contains("V2__bad.sql (version 2)"), message);
    assertTrue(message.contains("line 3"), message);
    assertTrue(message.contains("SQLSTATE 23505"), message);
    assertTrue(message.contains("duplicate key"), message);
    StringWriter everything = new StringWriter();
    error.printStackTrace(new PrintWriter(everything, true));
    assertFalse(everything.toString().contains("hunter2"), everything.toString());
    assertFalse(everything.toString().contains(target.direct().password().reveal()));
    assertFalse(error.retryable());
    sql("V2__bad.sql", "INSERT INTO a VALUES (2);");
    assertEquals(1, migrate(target).applied().size());
  }

  @Test
  void twoFilesOfOneVersion_areNamed() throws Exception {
    MigrationTarget target = branches.create();
    sql("V1__a.sql", "CREATE TABLE a (id int);");
    sql("V1__b.sql", "CREATE TABLE b (id int);");
    MigrationFailedException error =
        assertThrows(MigrationFailedException.class, () -> migrate(target));
    assertTrue(error.getMessage().contains("more than one migration"), error.getMessage());
    assertTrue(
        error.getMessage().matches(".*: V1__[ab]\\.sql, V1__[ab]\\.sql"), error.getMessage());
  }

  @Test
  void tablesWithoutHistory_failWithTheWayOut_andStayAsTheyAre() throws Exception {
    MigrationTarget target = branches.create();
    sql("V1__make_fruit.sql", "CREATE TABLE fruit (name text);");
    try (Connection connection = Branches.connect(target);
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE fruit (name text)");
    }
    MigrationFailedException error =
        assertThrows(MigrationFailedException.class, () -> migrate(target));
    assertTrue(error.getMessage().contains("has tables, but no history"), error.getMessage());
    assertTrue(error.next().contains("flyway baseline -baselineVersion=N"), error.next());
    assertEquals("null", Branches.query(target, "SELECT to_regclass('flyway_schema_history')"));
  }

  @Test
  void changedMigration_failsWithTheWayOut() throws Exception {
    MigrationTarget target = branches.create();
    sql("V1__a.sql", "CREATE TABLE a (id int);");
    migrate(target);
    sql("V1__a.sql", "CREATE TABLE a (id bigint);");
    MigrationFailedException error =
        assertThrows(MigrationFailedException.class, () -> migrate(target));
    assertTrue(
        error.getMessage().endsWith(": Migration checksum mismatch for migration version 1"),
        error.getMessage());
    MigrationFailedException asked =
        assertThrows(
            MigrationFailedException.class,
            () -> FlywayMigrator.from(dir).pending(target, new RunningStep().context()));
    assertEquals(error.getMessage(), asked.getMessage());
    assertTrue(error.next().contains("neonflow preview down --pr 42,"), error.next());
  }

  @Test
  void historyThatCannotBeRead_isNotCalledARefusedMigration() throws Exception {
    MigrationTarget target = branches.create();
    sql("V1__a.sql", "CREATE TABLE a (id int);");
    migrate(target);
    try (Connection connection = Branches.connect(target);
        Statement statement = connection.createStatement()) {
      statement.execute("ALTER TABLE flyway_schema_history DROP COLUMN checksum");
    }
    PreconditionException unread =
        assertThrows(
            PreconditionException.class,
            () -> FlywayMigrator.from(dir).pending(target, new RunningStep().context()));
    assertTrue(
        unread.getMessage().startsWith("the database refused a question of Flyway: "),
        unread.getMessage());
    assertTrue(unread.getMessage().contains("42703"), unread.getMessage());
  }

  @Test
  void earlierMigrationFailedHalfway_failsWithTheWayOut() throws Exception {
    MigrationTarget target = branches.create();
    sql("V1__a.sql", "CREATE TABLE a (id int); INSERT INTO a VALUES (1), (1);");
    sql("V2__b.sql", "CREATE UNIQUE INDEX CONCURRENTLY b ON a (id);");
    assertThrows(MigrationFailedException.class, () -> migrate(target));
    MigrationFailedException again =
        assertThrows(MigrationFailedException.class, () -> migrate(target));
    assertFalse(again.getMessage().contains("\n"), again.getMessage());
    assertTrue(again.next().contains("neonflow preview down --pr 42,"), again.next());
  }

  @Test
  void twoAtOnce_eachMigrationAppliedOnce() throws Exception {
    MigrationTarget target = branches.create();
    sql("V1__a.sql", "CREATE TABLE a (id int); SELECT pg_sleep(0.5);");
    sql("V2__b.sql", "CREATE INDEX CONCURRENTLY b ON a (id);");
    CompletableFuture<MigrationReport> one = CompletableFuture.supplyAsync(() -> migrate(target));
    CompletableFuture<MigrationReport> two = CompletableFuture.supplyAsync(() -> migrate(target));
    assertEquals(2, one.join().applied().size() + two.join().applied().size());
    assertEquals("2", Branches.query(target, "SELECT count(*) FROM flyway_schema_history"));
  }

  @Test
  void connectionKilled_isLostAndMayBeRunAgain() throws Exception {
    MigrationTarget target = branches.create();
    sql("V1__a.sql", "SELECT pg_sleep(600);");
    CompletableFuture<MigrationReport> run = CompletableFuture.supplyAsync(() -> migrate(target));
    Branches.await(target, SLEEPING, "1");
    Branches.query(
        target,
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            + " WHERE query LIKE '%pg_sleep(600)%' AND pid <> pg_backend_pid()");
    CompletionException ended = assertThrows(CompletionException.class, run::join);
    ConnectionLostException lost = (ConnectionLostException) ended.getCause();
    assertTrue(lost.retryable());
    sql("V1__a.sql", "SELECT 1;");
    assertEquals(1, migrate(target).applied().size());
  }

  @Test
  void cancelled_statementEndsInTheDatabaseToo() throws Exception {
    MigrationTarget target = branches.create();
    sql("V1__a.sql", "SELECT pg_sleep(600);");
    RunningStep step = new RunningStep();
    CompletableFuture<MigrationReport> run =
        CompletableFuture.supplyAsync(
            () -> FlywayMigrator.from(dir).migrate(target, step.context()));
    Branches.await(target, SLEEPING, "1");
    step.cancelRun();
    CompletionException ended = assertThrows(CompletionException.class, run::join);
    assertEquals(WorkflowCancelledException.class, ended.getCause().getClass());
    Branches.await(target, SLEEPING, "0");
  }

  @Test
  void otherBranchThanPlanned_refusedBeforeAnythingIsWritten() throws Exception {
    MigrationTarget target = branches.create();
    sql("V1__a.sql", "CREATE TABLE a (id int);");
    BranchRef planned =
        new BranchRef(
            "br-other-1",
            "preview/pr-1",
            true,
            null,
            null,
            "ep-a-1.neon.tech",
            "neondb",
            "neondb_owner",
            null,
            "");
    assertThrows(
        FenceException.class,
        () -> migrate(new MigrationTarget(planned, target.direct(), target.pooled())));
    assertEquals("null", Branches.query(target, "SELECT to_regclass('flyway_schema_history')"));
  }

  @Test
  void missingDirectory_isAUsageErrorNamingIt() {
    PreconditionException error =
        assertThrows(
            PreconditionException.class,
            () ->
                FlywayMigrator.from(dir.resolve("none"))
                    .migrate(branches.create(), new RunningStep().context()));
    assertTrue(error.isUsage());
    assertTrue(error.getMessage().contains(dir.resolve("none").toString()));
  }

  @Test
  void unreachableDatabase_isLost() throws Exception {
    MigrationTarget target = branches.create();
    String nowhere = target.direct().uri().reveal().replaceFirst(":[0-9]+/", ":1/");
    dev.neonflow.sdk.ConnectionUri uri =
        dev.neonflow.sdk.ConnectionUri.parse(dev.neonflow.sdk.Secret.of(nowhere));
    sql("V1__a.sql", "SELECT 1;");
    assertThrows(
        ConnectionLostException.class,
        () -> migrate(new MigrationTarget(target.branch(), uri, uri)));
  }

  @Test
  void flyway_logsNothingPastSlf4j() throws Exception {
    List<LogRecord> records = new CopyOnWriteArrayList<>();
    Logger root = Logger.getLogger("org.flywaydb");
    Handler handler =
        new Handler() {
          @Override
          public void publish(LogRecord record) {
            records.add(record);
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    root.addHandler(handler);
    try {
      sql("V1__a.sql", "SELECT 1;");
      migrate(branches.create());
    } finally {
      root.removeHandler(handler);
    }
    assertEquals(List.of(), records);
  }
}
