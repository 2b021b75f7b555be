package dev.neonflow.workflows.migrate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.workflows.FakeContext;
import dev.neonflow.workflows.Subject;
import dev.neonflow.workflows.WorkflowCancelledException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class MigrationLockTest {
  private static MigratedBranches branches;
  private static MigrationTarget target;

  private final FakeContext context = FakeContext.forCommit("c1");

  @BeforeAll
  static void start() {
    branches = new MigratedBranches();
    target = branches.create();
  }

  @AfterAll
  static void stop() {
    branches.close();
  }

  private static CompletableFuture<String> migrated(FakeContext context) {
    return CompletableFuture.supplyAsync(
            () -> CommandMigrator.of("true").migrate(target, context).tool())
        .orTimeout(55, TimeUnit.SECONDS);
  }

  private static MigrationLock taken() throws SQLException {
    FakeContext other = FakeContext.forCommit("c2");
    return MigrationLock.take(new TargetDatabase(target, other), target, other);
  }

  /** Counted down by the first line that says so. */
  private CountDownLatch said(String beginning) {
    CountDownLatch said = new CountDownLatch(1);
    context.onProgress =
        text -> {
          if (text.startsWith(beginning)) {
            said.countDown();
          }
        };
    return said;
  }

  @Test
  void anotherRunMigrates_isWaitedForAndSaid() throws Exception {
    CountDownLatch waiting = said("waiting: another run migrates branch test/");
    CompletableFuture<String> run;
    try (MigrationLock lock = taken()) {
      run = migrated(context);
      assertTrue(waiting.await(30, TimeUnit.SECONDS));
      lock.beat();
    }
    assertEquals("command", run.join());
    assertTrue(context.heartbeats.get() > 0);
  }

  @Test
  void cancelledWhileItWaits_ends() throws Exception {
    CountDownLatch waiting = said("waiting: ");
    try (MigrationLock lock = taken()) {
      CompletableFuture<String> run = migrated(context);
      assertTrue(waiting.await(30, TimeUnit.SECONDS));
      context.cancelRun();
      CompletionException ended = assertThrows(CompletionException.class, run::join);
      assertInstanceOf(WorkflowCancelledException.class, ended.getCause());
      assertTrue(lock.connection().isValid(60));
    }
  }

  @Test
  void commandOfAKilledRunStillWorks_isEnded() throws Exception {
    context.skipsPauses = true;
    try (Connection remains = remains()) {
      assertEquals("command", migrated(context).join());
      assertThrows(SQLException.class, () -> ask(remains));
    }
  }

  @Test
  void commandOfAKilledRunStillWorks_onProduction_isWaitedFor() throws Exception {
    FakeContext production =
        new FakeContext(new Subject("production/p", "p", "acme/shop", null, null, null));
    CountDownLatch waited = new CountDownLatch(60);
    production.skipsPauses = true;
    production.onPause = pause -> waited.countDown();
    CompletableFuture<String> run;
    try (Connection remains = remains()) {
      run = migrated(production);
      assertTrue(waited.await(30, TimeUnit.SECONDS));
      ask(remains);
    }
    assertEquals("command", run.join());
    assertEquals(
        List.of("an earlier run was killed; its command still works in the database"),
        production.progress);
  }

  private static Connection remains() throws SQLException {
    Connection connection = MigratedBranches.connect(target);
    try (Statement statement = connection.createStatement()) {
      statement.execute("set application_name = '" + MigrationLock.SESSIONS + "'");
    }
    return connection;
  }

  private static void ask(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("select 1");
    }
  }
}
