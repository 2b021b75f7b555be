package dev.neonflow.workflows.branch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.sdk.ConnectionUri;
import dev.neonflow.sdk.Secret;
import dev.neonflow.workflows.ConnectionLostException;
import dev.neonflow.workflows.InvalidWorkflowException;
import dev.neonflow.workflows.LockHeldException;
import dev.neonflow.workflows.ManualTime;
import dev.neonflow.workflows.OnConflict;
import dev.neonflow.workflows.PreconditionException;
import dev.neonflow.workflows.StepBody;
import dev.neonflow.workflows.TeardownWorkflow;
import dev.neonflow.workflows.WorkflowEvent;
import dev.neonflow.workflows.WorkflowFailedException;
import dev.neonflow.workflows.WorkflowListener;
import dev.neonflow.workflows.WorkflowRun;
import dev.neonflow.workflows.WorkflowStatus;
import dev.neonflow.workflows.internal.Jdbc;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Runs of one key on machines that share nothing but a database for locks. */
@Timeout(120)
class LockDatabaseTest {

  private static final String HELD = "select count(*) from pg_locks where locktype = 'advisory'";
  private static final Duration A_MINUTE = Duration.ofMinutes(1);

  @TempDir static Path directory;

  private static Sandbox sandbox;
  private static ConnectionUri database;

  private final CountDownLatch working = new CountDownLatch(1);
  private final CountDownLatch release = new CountDownLatch(1);
  private final List<String> log = new CopyOnWriteArrayList<>();

  @BeforeAll
  static void start() {
    sandbox = new Sandbox(directory);
    AtomicReference<ConnectionUri> uri = new AtomicReference<>();
    sandbox
        .neonflow()
        .build()
        .preview()
        .named("locks")
        .then("look", context -> uri.set(context.connection(context.get(BranchRef.KEY)).direct()))
        .run();
    database = uri.get();
  }

  @AfterAll
  static void stop() {
    sandbox.close();
  }

  @AfterEach
  void noSessionIsLeft() throws SQLException {
    Instant end = Instant.now().plus(A_MINUTE);
    String held = ask(HELD);
    // A connection is closed before its session has ended.
    while (!held.equals("0") && Instant.now().isBefore(end)) {
      ask("select pg_sleep(0.1)");
      held = ask(HELD);
    }
    assertEquals("0", held);
  }

  /** Each on a machine of its own. */
  private static TeardownWorkflow machine(OnConflict policy, StepBody body) {
    return sandbox
        .neonflow()
        .lockUrl(database.uri())
        .build()
        .teardown()
        .forPr(80)
        .onConflict(policy)
        .then("work", body);
  }

  private WorkflowRun holder() throws InterruptedException {
    WorkflowRun run =
        machine(
                OnConflict.FAIL,
                context -> {
                  working.countDown();
                  context.cancel().onCancel(release::countDown);
                  assertTrue(release.await(60, TimeUnit.SECONDS));
                  context.cancel().throwIfCancelled();
                })
            .start();
    assertTrue(working.await(30, TimeUnit.SECONDS));
    return run;
  }

  private static String sessionOf(WorkflowRun run) {
    return "from pg_stat_activity where application_name = 'neonflow run " + run.runId() + "'";
  }

  private static String ask(String sql) throws SQLException {
    try (Connection connection = Jdbc.open(database);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      return rows.next() ? rows.getString(1) : "";
    }
  }

  @Test
  void heldOnAnotherMachine_isRefusedByItsNameAndFreeAfterwards() throws Exception {
    WorkflowRun first = holder();
    LockHeldException refused =
        assertThrows(LockHeldException.class, () -> machine(OnConflict.FAIL, context -> {}).run());
    assertTrue(
        refused.getMessage().startsWith("run " + first.runId() + " works on "),
        refused.getMessage());
    release.countDown();
    assertEquals(WorkflowStatus.SUCCEEDED, first.await().status());
    machine(OnConflict.FAIL, context -> log.add("again")).run();
    assertEquals(List.of("again"), log);
  }

  @Test
  void heldOnAnotherMachine_isWaitedFor() throws Exception {
    WorkflowRun first = holder();
    CountDownLatch waits = new CountDownLatch(1);
    WorkflowRun second =
        machine(OnConflict.WAIT, context -> log.add("second"))
            .listener(
                event -> {
                  if (event instanceof WorkflowEvent.RunProgress) {
                    waits.countDown();
                  }
                })
            .start();
    assertTrue(waits.await(30, TimeUnit.SECONDS));
    assertEquals(List.of(), log);
    release.countDown();
    assertEquals(WorkflowStatus.SUCCEEDED, first.await().status());
    assertEquals(WorkflowStatus.SUCCEEDED, second.await().status());
    assertEquals(List.of("second"), log);
  }

  @Test
  void heldOnAnotherMachine_cannotBeSuperseded() throws Exception {
    WorkflowRun first = holder();
    assertThrows(
        InvalidWorkflowException.class, () -> machine(OnConflict.SUPERSEDE, context -> {}).run());
    release.countDown();
    assertEquals(WorkflowStatus.SUCCEEDED, first.await().status());
    machine(OnConflict.SUPERSEDE, context -> log.add("free")).run();
    assertEquals(List.of("free"), log);
  }

  @Test
  void connectionThatIsCut_cancelsTheRun() throws Exception {
    WorkflowRun first = holder();
    assertEquals("t", ask("select pg_terminate_backend(pid) " + sessionOf(first)));
    assertEquals(WorkflowStatus.CANCELLED, first.await().status());
    String why = first.await().failure().orElseThrow().getMessage();
    assertTrue(why.startsWith("cancelled: the connection that holds the lock is lost: "), why);
  }

  @Test
  void runThatFails_givesTheLockBack() {
    assertThrows(
        WorkflowFailedException.class,
        () ->
            machine(
                    OnConflict.FAIL,
                    context -> {
                      throw new IllegalStateException("broken");
                    })
                .run());
  }

  @Test
  void held_showsSignsOfLifeByTheScheduler() throws Exception {
    ManualTime time = new ManualTime(Instant.EPOCH);
    WorkflowRun run =
        sandbox
            .neonflow()
            .lockUrl(database.uri())
            .scheduler(time)
            .build()
            .teardown()
            .forPr(81)
            .then("work", context -> assertTrue(release.await(60, TimeUnit.SECONDS)))
            .start();
    time.awaitTimer(Duration.ofSeconds(30));
    time.advance(Duration.ofSeconds(30));
    time.awaitTimer(Duration.ofSeconds(30));
    assertEquals("select 1", ask("select query " + sessionOf(run)));
    release.countDown();
    assertEquals(WorkflowStatus.SUCCEEDED, run.await().status());
  }

  @Test
  void databaseThatIsNotThere_isSaid() {
    Secret nowhere = Secret.of("postgresql://u:p@127.0.0.1:1/locks");
    assertThrows(
        ConnectionLostException.class,
        () ->
            sandbox
                .neonflow()
                .lockUrl(nowhere)
                .build()
                .teardown()
                .forPr(82)
                .then("work", context -> {})
                .run());
  }

  @Test
  void databaseThatNeverAnswers_doesNotKeepARunThatIsCancelled() throws Exception {
    try (StillServer still = StillServer.inFrontOf(database)) {
      still.standStill();
      WorkflowRun run = waiting(still);
      still.awaitBytes();
      run.cancel("stop");
      assertEquals(WorkflowStatus.CANCELLED, run.await().status());
    }
  }

  @Test
  void databaseThatAnswersNoMore_doesNotKeepARunThatIsCancelled() throws Exception {
    WorkflowRun first = holder();
    try (StillServer still = StillServer.inFrontOf(database)) {
      CountDownLatch waits = new CountDownLatch(1);
      WorkflowRun second = waiting(still, event -> waits.countDown());
      assertTrue(waits.await(30, TimeUnit.SECONDS));
      still.standStill();
      still.awaitBytes();
      second.cancel("stop");
      assertEquals(WorkflowStatus.CANCELLED, second.await().status());
    }
    release.countDown();
    assertEquals(WorkflowStatus.SUCCEEDED, first.await().status());
  }

  private static WorkflowRun waiting(StillServer server, WorkflowListener... listeners) {
    TeardownWorkflow workflow =
        sandbox
            .neonflow()
            .lockUrl(server.uri())
            .build()
            .teardown()
            .forPr(80)
            .onConflict(OnConflict.WAIT)
            .then("work", context -> {});
    for (WorkflowListener listener : listeners) {
      workflow = workflow.listener(listener);
    }
    return workflow.start();
  }

  @Test
  void pooler_isRefused() {
    Secret pooler = Secret.of("postgresql://u:p@ep-a-1-pooler.example.com/locks");
    PreconditionException refused =
        assertThrows(PreconditionException.class, () -> sandbox.neonflow().lockUrl(pooler));
    assertTrue(refused.isUsage());
  }
}
