package dev.neonflow.workflows.liquibase;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.neonflow.sdk.ConnectionUri;
import dev.neonflow.workflows.FakeContext;
import dev.neonflow.workflows.LockHeldException;
import dev.neonflow.workflows.Subject;
import dev.neonflow.workflows.branch.BranchRef;
import dev.neonflow.workflows.migrate.MigratedBranches;
import dev.neonflow.workflows.migrate.MigrationReport;
import dev.neonflow.workflows.migrate.MigrationTarget;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/** A changelog that is locked already. */
@Timeout(120)
@EnabledIfEnvironmentVariable(named = "NEONFLOW_TEST", matches = "full")
final class ChangelogLockTest {
  private static final String LOCK =
      "UPDATE databasechangeloglock SET locked = true, lockgranted = localtimestamp, lockedby = ";
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final String OTHER = "'laptop (192.0.2.7)'";

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
  void oneIsApplied() throws Exception {
    target = branches.create();
    Changelogs.xml(directory);
    Changelogs.sql(directory, 1, "a", "CREATE TABLE a (id int);");
    migrate(target, preview());
    Changelogs.sql(directory, 2, "b", "CREATE TABLE b (id int);");
  }

  @Test
  void byARunOfOursThatLives_isWaitedFor() throws Exception {
    Changelogs.sql(directory, 2, "b", "SELECT pg_advisory_xact_lock_shared(77);");
    CountDownLatch began = new CountDownLatch(1);
    FakeContext second = preview();
    second.onPause = duration -> began.countDown();
    CompletableFuture<MigrationReport> one;
    CompletableFuture<MigrationReport> two;
    try (Connection gate = connect();
        Statement statement = gate.createStatement()) {
      statement.execute("SELECT pg_advisory_lock(77)");
      one = CompletableFuture.supplyAsync(() -> migrate(target, preview()));
      awaitOneAt(statement);
      two = CompletableFuture.supplyAsync(() -> migrate(target, second));
      assertTrue(began.await(60, TimeUnit.SECONDS), "the second does not wait");
    }
    assertEquals(1, one.join().applied().size());
    assertEquals(0, two.join().applied().size());
  }

  private static void awaitOneAt(Statement gate) throws SQLException {
    String waiting =
        "SELECT pg_sleep(0.02), count(*) FROM pg_locks"
            + " WHERE locktype = 'advisory' AND objid = 77 AND NOT granted";
    Instant end = Instant.now().plus(PATIENCE);
    while (Instant.now().isBefore(end)) {
      try (ResultSet row = gate.executeQuery(waiting)) {
        if (row.next() && row.getInt(2) > 0) {
          return;
        }
      }
    }
    fail("nobody waits at the gate");
  }

  @Test
  void byAKilledRunOfOurs_isTakenOver() throws Exception {
    MigratedBranches.execute(target, LOCK + "'neonflow:r-1'");
    try (Connection somebody = connect()) {
      assertEquals(1, migrate(reused(), production()).applied().size());
      assertTrue(somebody.isValid(60));
    }
  }

  @Test
  void bySomebodyElse_isWaitedFor() throws Exception {
    MigratedBranches.execute(target, LOCK + OTHER);
    FakeContext context = preview();
    context.skipsPauses = true;
    context.onPause =
        duration -> {
          if (context.pauses.size() == 3) {
            release();
          }
        };
    assertEquals(1, migrate(reused(), context).applied().size());
    assertEquals(3, context.pauses.size());
    assertTrue(context.progress.get(0).endsWith(" is locked"), context.progress.get(0));
  }

  @Test
  void bySomebodyElseForLong_isAnErrorWithTheWayOut_andStaysLocked() throws Exception {
    MigratedBranches.execute(target, LOCK + OTHER);
    for (FakeContext context : List.of(preview(), production())) {
      context.skipsPauses = true;
      LockHeldException error =
          assertThrows(LockHeldException.class, () -> migrate(reused(), context));
      assertTrue(
          error.getMessage().contains(" is locked by laptop (192.0.2.7) since "),
          error.getMessage());
      assertTrue(error.next().contains("liquibase release-locks"), error.next());
    }
    assertEquals(
        List.of("laptop (192.0.2.7)"),
        MigratedBranches.query(target, "SELECT lockedby FROM databasechangeloglock"));
  }

  @Test
  void onTheParentWhenTheBranchWasMade_isTakenOver_unlessSomebodyIsConnected() throws Exception {
    MigratedBranches.execute(target, LOCK + OTHER);
    try (Connection somebody = connect()) {
      FakeContext context = preview();
      context.skipsPauses = true;
      assertThrows(LockHeldException.class, () -> migrate(target, context));
      assertTrue(somebody.isValid(60));
    }
    assertEquals(1, migrate(target, preview()).applied().size());
  }

  @Test
  void onProduction_isNeverTakenForAParents() throws Exception {
    MigratedBranches.execute(target, LOCK + OTHER);
    FakeContext context = production();
    context.skipsPauses = true;
    assertThrows(LockHeldException.class, () -> migrate(target, context));
  }

  private void release() {
    try {
      MigratedBranches.execute(target, "UPDATE databasechangeloglock SET locked = false");
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private Connection connect() throws SQLException {
    ConnectionUri uri = target.direct();
    return DriverManager.getConnection(uri.jdbcUrl(), uri.role(), uri.password().reveal());
  }

  private MigrationReport migrate(MigrationTarget where, FakeContext context) {
    return LiquibaseMigrator.from("changelog.xml").in(directory).migrate(where, context);
  }

  /** The same branch for a run that did not make it. */
  private MigrationTarget reused() {
    BranchRef branch = target.branch();
    BranchRef there =
        new BranchRef(
            branch.branchId(),
            branch.name(),
            false,
            "main",
            null,
            branch.host(),
            branch.database(),
            branch.role(),
            null,
            "");
    return new MigrationTarget(there, target.direct(), target.pooled());
  }

  private static FakeContext preview() {
    return new FakeContext(FakeContext.subject(42, "c1"));
  }

  private static FakeContext production() {
    return new FakeContext(new Subject("production/p", "p", "acme/shop", null, null, "c1"));
  }
}
