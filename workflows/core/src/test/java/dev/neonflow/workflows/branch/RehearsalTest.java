package dev.neonflow.workflows.branch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.workflows.GateException;
import dev.neonflow.workflows.InvalidWorkflowException;
import dev.neonflow.workflows.MigrationFailedException;
import dev.neonflow.workflows.PatientScheduler;
import dev.neonflow.workflows.ProductionWorkflow;
import dev.neonflow.workflows.StepContext;
import dev.neonflow.workflows.WorkflowFailedException;
import dev.neonflow.workflows.WorkflowResult;
import dev.neonflow.workflows.WorkflowRun;
import dev.neonflow.workflows.WorkflowStatus;
import dev.neonflow.workflows.migrate.CommandMigrator;
import dev.neonflow.workflows.migrate.MigrationReport;
import dev.neonflow.workflows.migrate.MigrationTarget;
import dev.neonflow.workflows.migrate.Migrator;
import dev.neonflow.workflows.migrate.rehearsal.HeldLock;
import dev.neonflow.workflows.migrate.rehearsal.LockMode;
import dev.neonflow.workflows.migrate.rehearsal.RehearsalReport;
import dev.neonflow.workflows.migrate.rehearsal.TableImpact;
import dev.neonflow.workflows.migrate.rehearsal.Thresholds;
import dev.neonflow.workflows.report.FileReporter;
import dev.neonflow.workflows.report.Leftovers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import okhttp3.Interceptor;
import okhttp3.Protocol;
import okhttp3.Response;
import okhttp3.ResponseBody;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class RehearsalTest {

  private static final String DELETION = "DELETE /projects/{p}/branches/{b}";
  private static final List<String> ONLY_MAIN = List.of("main");

  @TempDir static Path directory;

  private static Sandbox sandbox;
  private static Databases databases;

  @BeforeAll
  static void start() {
    sandbox = new Sandbox(directory);
    databases = new Databases(sandbox);
    databases.execute("main", "create table orders (id int); insert into orders values (1)");
  }

  @AfterAll
  static void stop() {
    sandbox.close();
  }

  private static ProductionWorkflow production(Migrator migrator, Interceptor... interceptors) {
    return sandbox
        .neonflow(interceptors)
        .scheduler(new PatientScheduler())
        .migrator(migrator)
        .build()
        .production();
  }

  /** A run for production, three hours later: it deletes what is left of rehearsals. */
  private static void cleanLater() {
    Clock later = Clock.offset(Clock.systemUTC(), Duration.ofHours(3));
    sandbox
        .neonflow()
        .clock(later)
        .migrator(Transaction.of(""))
        .build()
        .production()
        .rehearse()
        .run();
  }

  @Test
  @EnabledIfEnvironmentVariable(named = "NEONFLOW_TEST", matches = "full")
  void rehearsal_measuresTheCopyAndLeavesProductionAlone() {
    String before = databases.fingerprint("main");
    RehearsalReport report =
        production(Transaction.of("alter table orders alter column id type bigint"))
            .rehearse()
            .run()
            .get(ProductionWorkflow.REHEARSAL);
    assertTrue(report.exact(), report::toString);
    assertEquals("one.sql", report.migrations().get(0).name());
    TableImpact orders = report.migrations().get(0).tables().get(0);
    assertEquals("orders", orders.table());
    assertTrue(orders.rewritten());
    HeldLock lock = orders.strongest().orElseThrow();
    assertEquals(LockMode.ACCESS_EXCLUSIVE, lock.mode());
    assertFalse(lock.sampled());
    assertTrue(lock.held().toNanos() > 0, lock::toString);
    assertEquals(before, databases.fingerprint("main"));
    assertEquals(ONLY_MAIN, databases.named(""));
  }

  @Test
  @EnabledIfEnvironmentVariable(named = "NEONFLOW_TEST", matches = "full")
  void excess_isRefusedWithTableAndLockAndShownInTheReport() throws Exception {
    String before = databases.fingerprint("main");
    Path file = directory.resolve("gate.md");
    WorkflowFailedException refused =
        assertThrows(
            WorkflowFailedException.class,
            () ->
                production(Transaction.of("alter table orders alter column id type bigint"))
                    .rehearse(Thresholds.maxLock(Duration.ofNanos(1)).failingOnRewrite())
                    .migrate()
                    .report(new FileReporter(file))
                    .run());
    assertInstanceOf(GateException.class, refused.getCause());
    String message = refused.getMessage();
    assertTrue(message.contains("one.sql held ACCESS EXCLUSIVE on orders for "), message);
    assertTrue(message.contains("one.sql rewrote orders"), message);
    String report = Files.readString(file);
    assertTrue(report.contains("| one.sql |"), report);
    assertTrue(report.contains("ACCESS EXCLUSIVE on orders, "), report);
    assertEquals(before, databases.fingerprint("main"));
    assertEquals(ONLY_MAIN, databases.named(""));
  }

  @Test
  void migrationThatFails_failsBeforeProductionIsTouched() {
    String before = databases.fingerprint("main");
    WorkflowFailedException failed =
        assertThrows(
            WorkflowFailedException.class,
            () ->
                production(Transaction.of("alter table orders add column id int"))
                    .rehearse()
                    .migrate()
                    .run());
    assertInstanceOf(MigrationFailedException.class, failed.getCause());
    assertTrue(failed.getMessage().contains("in the rehearsal: "), failed.getMessage());
    assertTrue(failed.next().contains("production was not touched"), failed.next());
    assertEquals(List.of(), Leftovers.of(failed.result()));
    assertEquals(before, databases.fingerprint("main"));
    assertEquals(ONLY_MAIN, databases.named(""));
  }

  @Test
  void cancelled_deletesTheCopy() throws Exception {
    String before = databases.fingerprint("main");
    Transaction waiting =
        new Transaction("lock table orders", new CountDownLatch(1), new CountDownLatch(1));
    WorkflowRun run = production(waiting).rehearse().migrate().start();
    waiting.begun().await();
    assertEquals(2, databases.branches().size());
    assertTrue(run.abortable());
    sandbox.count();
    run.cancel("SIGTERM");
    WorkflowResult result = run.await();
    assertEquals(WorkflowStatus.CANCELLED, result.status());
    assertEquals(List.of(), Leftovers.of(result));
    assertTrue(sandbox.counted().contains(DELETION), sandbox.counted().toString());
    // Nobody waited for what Neon does about it; this does.
    cleanLater();
    assertEquals(ONLY_MAIN, databases.named(""));
    assertEquals(before, databases.fingerprint("main"));
  }

  @Test
  @EnabledIfEnvironmentVariable(named = "NEONFLOW_TEST", matches = "full")
  void viewThatIsReplaced_isLockedLikeATable() {
    databases.execute("main", "create view totals as select id from orders");
    RehearsalReport report =
        production(
                Transaction.of("create or replace view totals as select id + 0 as id from orders"))
            .rehearse()
            .run()
            .get(ProductionWorkflow.REHEARSAL);
    databases.execute("main", "drop view totals");
    TableImpact view = report.migrations().get(0).tables().get(0);
    assertEquals("totals", view.table());
    assertEquals(LockMode.ACCESS_EXCLUSIVE, view.strongest().orElseThrow().mode());
    assertFalse(view.rewritten());
  }

  private static final Interceptor NO_DELETION =
      chain ->
          chain.request().method().equals("DELETE")
              ? new Response.Builder()
                  .request(chain.request())
                  .protocol(Protocol.HTTP_1_1)
                  .code(403)
                  .message("Forbidden")
                  .body(ResponseBody.create("{\"message\": \"no\"}", null))
                  .build()
              : chain.proceed(chain.request());

  @Test
  @EnabledIfEnvironmentVariable(named = "NEONFLOW_TEST", matches = "full")
  void copyThatIsLeft_isNamedAndDeletedOnceNobodyCanBeUsingIt() throws Exception {
    Transaction waiting =
        new Transaction("lock table orders", new CountDownLatch(1), new CountDownLatch(1));
    WorkflowRun run = production(waiting, NO_DELETION).rehearse().start();
    waiting.begun().await();
    run.cancel("SIGTERM");
    WorkflowResult result = run.await();
    String copy = databases.named("rehearsal/").get(0);
    assertEquals(1, Leftovers.of(result).size());
    assertTrue(
        Leftovers.of(result).get(0).startsWith("branch " + copy + ", which expires "),
        Leftovers.of(result).toString());
    assertTrue(databases.branch(copy).expiresAt() != null);
    production(Transaction.of("select 1")).rehearse().run();
    assertEquals(List.of(copy), databases.named("rehearsal/"), "another run may be using it");
    cleanLater();
    assertEquals(ONLY_MAIN, databases.named(""));
  }

  @Test
  @EnabledIfEnvironmentVariable(named = "NEONFLOW_TEST", matches = "full")
  void copyThatCannotBeDeleted_isNamedAndHoldsNobodyUp() {
    WorkflowResult result =
        production(Transaction.of("create table carts (id int)"), NO_DELETION)
            .rehearse()
            .then("after", context -> {})
            .run();
    assertEquals(WorkflowStatus.SUCCEEDED, result.status());
    String left = String.valueOf(result.get(ProductionWorkflow.REHEARSAL).left());
    assertTrue(left.startsWith("branch rehearsal/"), left);
    cleanLater();
    assertEquals(ONLY_MAIN, databases.named(""));
  }

  @Test
  void nothingPending_makesNoCopy() {
    sandbox.count();
    WorkflowResult result = production(Transaction.of("")).rehearse().run();
    assertTrue(result.get(ProductionWorkflow.REHEARSAL).isNothing());
    assertFalse(sandbox.counted().toString().contains("POST"), sandbox.counted().toString());
    String dry = production(Transaction.of("")).rehearse().dryRun().toText();
    assertTrue(dry.contains("would do nothing: nothing to migrate"), dry);
  }

  @Test
  void dryRun_saysWhatAndMakesNoCopy() {
    sandbox.count();
    String dry = production(Transaction.of("select 1")).rehearse().dryRun().toText();
    assertTrue(dry.contains("would rehearse select 1 on a copy of production: 1 migration"), dry);
    assertFalse(sandbox.counted().toString().contains("POST"), sandbox.counted().toString());
  }

  @Test
  @EnabledIfEnvironmentVariable(named = "NEONFLOW_TEST", matches = "full")
  void command_isSampledAndSaysAtLeast() throws Exception {
    Path file = directory.resolve("sampled.md");
    String java = ProcessHandle.current().info().command().orElseThrow();
    Migrator command =
        CommandMigrator.of(
            java,
            "-cp",
            System.getProperty("java.class.path"),
            LockingProgram.class.getName(),
            "alter table orders add column note text");
    RehearsalReport report =
        production(command)
            .rehearse()
            .report(new FileReporter(file))
            .run()
            .get(ProductionWorkflow.REHEARSAL);
    assertFalse(report.exact(), report::toString);
    assertEquals("all migrations", report.migrations().get(0).name());
    HeldLock lock = report.migrations().get(0).tables().get(0).strongest().orElseThrow();
    assertEquals(LockMode.ACCESS_EXCLUSIVE, lock.mode());
    assertTrue(lock.sampled());
    String text = Files.readString(file);
    assertTrue(text.contains("ACCESS EXCLUSIVE on orders, at least "), text);
    assertEquals(ONLY_MAIN, databases.named(""));
  }

  @Test
  @EnabledIfEnvironmentVariable(named = "NEONFLOW_TEST", matches = "full")
  void commandThatNeverConnects_isRefusedBeforeARestorePointIsMade() {
    for (Migrator migrator : List.of(new Unseen(false), CommandMigrator.shell("exit 0"))) {
      WorkflowFailedException refused =
          assertThrows(
              WorkflowFailedException.class,
              () -> production(migrator).rehearse().restorePoint().migrate().run());
      assertInstanceOf(GateException.class, refused.getCause());
      String message = refused.getMessage();
      assertTrue(message.contains("never connected to the copy"), message);
      assertFalse(refused.next().contains("was not touched"), refused.next());
      assertEquals(ONLY_MAIN, databases.named(""));
    }
  }

  @Test
  @EnabledIfEnvironmentVariable(named = "NEONFLOW_TEST", matches = "full")
  void commandThatFailsWithoutConnecting_isNotCalledHarmless() {
    WorkflowFailedException failed =
        assertThrows(
            WorkflowFailedException.class,
            () -> production(CommandMigrator.shell("exit 3")).rehearse().run());
    assertInstanceOf(MigrationFailedException.class, failed.getCause());
    assertTrue(failed.next().contains("never connected to the copy"), failed.next());
  }

  @Test
  @EnabledIfEnvironmentVariable(named = "NEONFLOW_TEST", matches = "full")
  void commandThatIsTooShortToBeSeen_isCounted() {
    RehearsalReport report =
        production(new Unseen(true)).rehearse().run().get(ProductionWorkflow.REHEARSAL);
    assertFalse(report.exact(), report::toString);
    assertEquals(ONLY_MAIN, databases.named(""));
  }

  @Test
  @EnabledIfEnvironmentVariable(named = "NEONFLOW_TEST", matches = "full")
  void serializableTransaction_isMeasured() {
    RehearsalReport report =
        production(
                Transaction.of(
                    "set transaction isolation level serializable; select * from orders;"
                        + " lock table orders in share mode"))
            .rehearse()
            .run()
            .get(ProductionWorkflow.REHEARSAL);
    TableImpact orders = report.migrations().get(0).tables().get(0);
    assertEquals(LockMode.SHARE, orders.strongest().orElseThrow().mode());
  }

  @Test
  @EnabledIfEnvironmentVariable(named = "NEONFLOW_TEST", matches = "full")
  void errorOfTheTool_leavesNoCopy() {
    record Broken() implements Migrator {
      @Override
      public String tool() {
        return "broken";
      }

      @Override
      public String describe() {
        return "broken";
      }

      @Override
      public MigrationReport migrate(MigrationTarget target, StepContext context) {
        throw new NoClassDefFoundError("half an installation");
      }
    }

    assertThrows(Throwable.class, () -> production(new Broken()).rehearse().run());
    assertEquals(ONLY_MAIN, databases.named(""));
  }

  @Test
  void withoutAMigrator_isRefusedWithTheRemedy() {
    ProductionWorkflow workflow = sandbox.neonflow().build().production().rehearse();
    InvalidWorkflowException refused = assertThrows(InvalidWorkflowException.class, workflow::plan);
    assertEquals("rehearse() has no migrator", refused.getMessage());
    assertTrue(refused.next().contains(".migrate(migrator)"), refused.next());
  }

  @Test
  void migratorOfTheWrittenMigrate_isRehearsed() {
    Migrator written = Transaction.of("select 2");
    String plan =
        production(Transaction.of("select 1")).rehearse().migrate(written).plan().toText();
    assertTrue(plan.contains("rehearse select 2 on a copy"), plan);
  }

  @Test
  void afterTheMigration_isRefused() {
    ProductionWorkflow migrated = production(Transaction.of("select 1")).migrate();
    InvalidWorkflowException refused =
        assertThrows(InvalidWorkflowException.class, migrated::rehearse);
    assertTrue(refused.next().contains("before .migrate()"), refused.next());
  }
}
