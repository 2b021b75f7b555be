package dev.neonflow.workflows.liquibase;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.neonflow.workflows.FakeContext;
import dev.neonflow.workflows.migrate.KilledMigration;
import dev.neonflow.workflows.migrate.MigratedBranches;
import dev.neonflow.workflows.migrate.MigrationTarget;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/** What shows only where Liquibase has a process for itself. */
@Timeout(120)
@EnabledIfEnvironmentVariable(named = "NEONFLOW_TEST", matches = "full")
final class OwnProcessTest {
  private static final String SLEEPING =
      "SELECT count(*) FROM pg_stat_activity WHERE query LIKE '%pg_sleep(600)%'"
          + " AND state = 'active' AND pid <> pg_backend_pid()";

  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private static MigratedBranches branches;

  @TempDir Path directory;
  private MigrationTarget target;

  @BeforeAll
  static void start() {
    branches = new MigratedBranches();
  }

  @AfterAll
  static void stop() {
    branches.close();
  }

  @BeforeEach
  void newBranch() throws IOException {
    target = branches.create();
    Changelogs.xml(directory);
  }

  @Test
  void killedWhileAStatementRuns_theServerEndsThatToo_andTheNextRunGoesOn() throws Exception {
    Changelogs.sql(directory, 1, "a", "SELECT pg_sleep(600);");
    Process migration = migration(Map.of());
    try {
      await("1");
    } finally {
      migration.destroyForcibly().waitFor();
    }
    await("0");
    Changelogs.sql(directory, 1, "a", "CREATE TABLE a (id int);");
    assertEquals(
        1,
        LiquibaseMigrator.from("changelog.xml")
            .in(directory)
            .migrate(target, new FakeContext(FakeContext.subject(42, "c1")))
            .applied()
            .size());
  }

  @Test
  void contextsAndLabels_areThoseOfLiquibasesVariables() throws Exception {
    Changelogs.changes(directory, 1, "a", "context:web labels:new", "CREATE TABLE a (id int);");
    Changelogs.changes(directory, 2, "b", "context:batch labels:new", "CREATE TABLE b (id int);");
    Changelogs.changes(directory, 3, "c", "context:web labels:old", "CREATE TABLE c (id int);");
    Map<String, String> settings =
        Map.of("LIQUIBASE_COMMAND_CONTEXT_FILTER", "web", "LIQUIBASE_COMMAND_LABEL_FILTER", "new");
    Process migration = migration(settings);
    assertEquals(0, migration.waitFor());
    assertEquals(
        List.of("1-a"), MigratedBranches.query(target, "SELECT id FROM databasechangelog"));
  }

  private Process migration(Map<String, String> environment) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-cp",
            System.getProperty("java.class.path"),
            KilledMigration.class.getName(),
            LiquibaseContractTest.class.getName(),
            directory.toString(),
            target.branch().branchId(),
            target.branch().name());
    builder.environment().putAll(environment);
    builder.environment().put("NEONFLOW_TEST_KILLED_URL", target.direct().uri().reveal());
    Path log = Files.createTempFile(directory, "migration", ".log");
    return builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
  }

  private void await(String sleeping) throws Exception {
    Instant end = Instant.now().plus(PATIENCE);
    while (Instant.now().isBefore(end) && !sleeping.equals(sleeping())) {
      MigratedBranches.query(target, "SELECT pg_sleep(0.05)");
    }
    assertEquals(sleeping, sleeping());
  }

  private String sleeping() throws SQLException {
    return MigratedBranches.query(target, SLEEPING).get(0);
  }
}
