package dev.neonflow.workflows.branch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.examples.CountRows;
import dev.neonflow.examples.MaintenancePage;
import dev.neonflow.examples.SqlFile;
import dev.neonflow.sdk.ConnectionUri;
import dev.neonflow.sdk.connectionuris.ConnectionUriQuery;
import dev.neonflow.workflows.FailurePolicy;
import dev.neonflow.workflows.FenceException;
import dev.neonflow.workflows.HostedStep;
import dev.neonflow.workflows.InvalidWorkflowException;
import dev.neonflow.workflows.MigrationFailedException;
import dev.neonflow.workflows.Neonflow;
import dev.neonflow.workflows.Peers;
import dev.neonflow.workflows.Plan;
import dev.neonflow.workflows.PlannedStep;
import dev.neonflow.workflows.PreviewWorkflow;
import dev.neonflow.workflows.RunId;
import dev.neonflow.workflows.RunLog;
import dev.neonflow.workflows.StepCall;
import dev.neonflow.workflows.StepOptions;
import dev.neonflow.workflows.StepOutcome;
import dev.neonflow.workflows.WorkflowCancelledException;
import dev.neonflow.workflows.WorkflowEvent;
import dev.neonflow.workflows.WorkflowListener;
import dev.neonflow.workflows.WorkflowResult;
import dev.neonflow.workflows.WorkflowStatus;
import dev.neonflow.workflows.ci.AllClosed;
import dev.neonflow.workflows.contract.TellPassword;
import dev.neonflow.workflows.internal.Interpreter;
import dev.neonflow.workflows.internal.process.ProcessIdentity;
import dev.neonflow.workflows.migrate.CommandMigrator;
import dev.neonflow.workflows.report.FileReporter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A preview whose every step is done by another process, as far as that can tell. */
@Timeout(180)
class StepHostTest {

  @TempDir static Path directory;

  private static Sandbox sandbox;

  @BeforeAll
  static void start() {
    sandbox = new Sandbox(directory);
  }

  @AfterAll
  static void stop() {
    sandbox.close();
  }

  /** Decides as an engine does, and has each step done by a host that knows nothing but a text. */
  private record Driver(Neonflow workers, List<WorkflowEvent> events) {

    WorkflowResult drive(Plan plan) throws InterruptedException {
      RunLog log = RunLog.begin(plan, new RunId("run-1"), Instant.now());
      while (true) {
        Interpreter.Action action = log.next();
        if (action instanceof Interpreter.Run run) {
          Optional<HostedStep.Attempted> done = attempt(run.step(), false, log);
          log =
              done.isEmpty()
                  ? log.pullRequestClosed()
                  : log.plus(RunLog.toJson(done.get().outcome()));
        } else if (action instanceof Interpreter.Skip skip) {
          log = log.plus(new StepOutcome.Skipped<>(skip.step().id(), skip.reason()));
        } else if (action instanceof Interpreter.Compensate undo) {
          log = log.plus(RunLog.toJson(attempt(undo.step(), true, log).orElseThrow().outcome()));
        } else {
          return log.result(Instant.now());
        }
      }
    }

    private Optional<HostedStep.Attempted> attempt(PlannedStep step, boolean undo, RunLog log)
        throws InterruptedException {
      String call = new StepCall(step.id(), undo, log).toJson();
      return workers.stepHost().step(call, events::add).run(1);
    }
  }

  private static Driver driver(Neonflow workers) {
    return new Driver(workers, new ArrayList<>());
  }

  private static Neonflow neonflow() {
    return sandbox.neonflow().build();
  }

  private static SqlFile sql(String text) throws Exception {
    return new SqlFile(Files.writeString(Files.createTempFile(directory, "some", ".sql"), text));
  }

  @Test
  void stepsOfAPreview_runOneByOneWithWhatEarlierOnesPutOut() throws Exception {
    Path report = directory.resolve("report.md");
    Plan plan =
        neonflow()
            .preview()
            .forPr(401)
            .migrate(sql("CREATE TABLE t AS SELECT generate_series(1, 3)"))
            .then(new CountRows("t"))
            .comment(FileReporter.to(report.toString()))
            .plan();
    Driver driver = driver(neonflow());
    WorkflowResult result = driver.drive(plan);
    assertEquals(WorkflowStatus.SUCCEEDED, result.status());
    assertEquals(3, result.get(CountRows.Counted.KEY).rows());
    assertEquals(1, sandbox.branches("pr-401").size());
    assertTrue(Files.readString(report).contains(result.get(PreviewWorkflow.BRANCH).name()));
    List<String> started =
        driver.events().stream()
            .filter(WorkflowEvent.StepStarted.class::isInstance)
            .map(event -> ((WorkflowEvent.StepStarted) event).stepId())
            .toList();
    assertEquals(List.of("branch", "migration", "count-rows", "comment"), started);
  }

  @Test
  void stepThatIsDoneTwice_makesNothingTwice() throws Exception {
    Plan plan = neonflow().preview().forPr(402).plan();
    RunLog log = RunLog.begin(plan, new RunId("run-1"), Instant.now());
    Driver driver = driver(neonflow());
    for (int i = 0; i < 2; i++) {
      StepOutcome<?> outcome =
          driver.attempt(plan.step("branch").orElseThrow(), false, log).orElseThrow().outcome();
      assertInstanceOf(StepOutcome.Succeeded.class, outcome);
    }
    assertEquals(1, sandbox.branches("pr-402").size());
  }

  @Test
  void failedStep_isUndoneWithAllBeforeIt() throws Exception {
    Path page = directory.resolve("page");
    Plan plan =
        neonflow()
            .preview()
            .forPr(403)
            .then(new MaintenancePage(page))
            .then(new CountRows("no_such_table"), StepOptions.defaults().withAttempts(3))
            .onFailure(FailurePolicy.COMPENSATE)
            .plan();
    Driver driver = driver(neonflow());
    WorkflowResult result = driver.drive(plan);
    assertEquals(WorkflowStatus.FAILED, result.status());
    assertTrue(
        String.valueOf(result.failure().orElseThrow().getMessage()).contains("no_such_table"));
    assertFalse(Files.exists(page), "the page is still up");
    assertEquals(List.of(), sandbox.branches("pr-403"));
    long attempts =
        driver.events().stream()
            .filter(event -> event instanceof WorkflowEvent.StepStarted s)
            .filter(event -> ((WorkflowEvent.StepStarted) event).stepId().equals("count-rows"))
            .count();
    assertEquals(1, attempts, "how often to try is the engine's to decide");
  }

  @Test
  void refusedMigration_isTheSameFailureHere() throws Exception {
    Plan plan = neonflow().preview().forPr(404).migrate(sql("SELECT nonsense")).plan();
    WorkflowResult result = driver(neonflow()).drive(plan);
    MigrationFailedException failed =
        assertInstanceOf(MigrationFailedException.class, result.failure().orElseThrow());
    assertEquals("mend the file and run again", failed.next());
  }

  @Test
  void stepThatQuotesAPassword_tellsItWithoutIt() throws Exception {
    Plan plan = neonflow().preview().forPr(490).then(new TellPassword()).plan();
    Driver driver = driver(neonflow());
    WorkflowResult result = driver.drive(plan);
    assertEquals(
        "the password *** is wrong", String.valueOf(result.failure().orElseThrow().getMessage()));
    assertTrue(
        driver.events().stream()
            .anyMatch(
                event ->
                    event instanceof WorkflowEvent.StepProgress progress
                        && progress.text().equals("with password ***")),
        () -> driver.events().toString());
  }

  /** The worker's own knowledge of production holds, whatever the plan says. */
  @Test
  void fence_isTheWorkersOwn() throws Exception {
    Plan plan = neonflow().preview().forPr(405).plan();
    String branch = driver(neonflow()).drive(plan).get(PreviewWorkflow.BRANCH).branchId();
    ConnectionUri target =
        sandbox
            .neon()
            .connectionUris()
            .get(
                sandbox.projectId(),
                ConnectionUriQuery.of("neondb", "neondb_owner").branchId(branch))
            .direct();
    Neonflow guarded = sandbox.neonflow().productionUrl(target.uri()).build();
    WorkflowResult result = driver(guarded).drive(plan);
    assertInstanceOf(FenceException.class, result.failure().orElseThrow());
  }

  @Test
  void cancelledStep_endsAndItsToolWithIt() throws Exception {
    Peers.need("sh");
    Plan plan =
        neonflow()
            .preview()
            .forPr(406)
            .migrate(CommandMigrator.shell("echo begun; exec sleep 100"))
            .plan();
    RunLog log = RunLog.begin(plan, new RunId("run-1"), Instant.now());
    Driver driver = driver(neonflow());
    PlannedStep branch = plan.step("branch").orElseThrow();
    RunLog made =
        log.plus(RunLog.toJson(driver.attempt(branch, false, log).orElseThrow().outcome()));
    HostedStep[] step = new HostedStep[1];
    WorkflowListener cancelling =
        event -> {
          if (event instanceof WorkflowEvent.StepProgress said && said.text().contains("begun")) {
            step[0].cancel("somebody asked");
          }
        };
    step[0] =
        neonflow().stepHost().step(new StepCall("migration", false, made).toJson(), cancelling);
    HostedStep.Attempted done = step[0].run(1).orElseThrow();
    StepOutcome.Failed<?> failed = assertInstanceOf(StepOutcome.Failed.class, done.outcome());
    assertInstanceOf(WorkflowCancelledException.class, failed.cause());
    assertTrue(failed.cancelled());
  }

  @Test
  void interruptedHost_endsTheToolBeforeItReturns() throws Exception {
    Peers.need("sh");
    Path pid = directory.resolve("tool.pid");
    Plan plan =
        neonflow()
            .preview()
            .forPr(409)
            .migrate(
                CommandMigrator.shell("echo $$ >tool.pid; echo begun; exec sleep 100")
                    .in(directory))
            .plan();
    RunLog log = RunLog.begin(plan, new RunId("run-1"), Instant.now());
    PlannedStep branch = plan.step("branch").orElseThrow();
    RunLog made =
        log.plus(
            RunLog.toJson(driver(neonflow()).attempt(branch, false, log).orElseThrow().outcome()));
    Thread host = Thread.currentThread();
    WorkflowListener interrupting =
        event -> {
          if (event instanceof WorkflowEvent.StepProgress said && said.text().contains("begun")) {
            host.interrupt();
          }
        };
    HostedStep step =
        neonflow().stepHost().step(new StepCall("migration", false, made).toJson(), interrupting);
    assertThrows(InterruptedException.class, () -> step.run(1));
    long tool = Long.parseLong(Files.readString(pid).strip());
    // Its remains may still wait to be noticed by the thread that started it.
    assertTrue(ProcessIdentity.running(tool).isEmpty(), "the tool still runs");
  }

  @Test
  void closedPullRequest_isToldInPlaceOfTheStepAndTheRunRemovesThePreview() throws Exception {
    Plan plan = neonflow().preview().forPr(407).plan();
    driver(neonflow()).drive(plan);
    assertEquals(1, sandbox.branches("pr-407").size());
    Neonflow workers = sandbox.neonflow().pullRequests(new AllClosed()).build();
    assertEquals(WorkflowStatus.CLOSED, driver(workers).drive(plan).status());
    assertEquals(List.of(), sandbox.branches("pr-407"));
  }

  @Test
  void callOfAStepThatThereIsNot_isRefusedBeforeAnythingRuns() {
    Plan plan = neonflow().preview().forPr(408).plan();
    RunLog log = RunLog.begin(plan, new RunId("run-1"), Instant.now());
    String missing = new StepCall("no-such-step", false, log).toJson();
    String unknown =
        new StepCall("branch", false, log)
            .toJson()
            .replace("\"type\": \"branch\"", "\"type\": \"branch-of-tomorrow\"");
    for (String call : List.of(missing, unknown, "{}")) {
      assertThrows(
          InvalidWorkflowException.class, () -> neonflow().stepHost().step(call, event -> {}));
    }
    assertEquals(List.of(), sandbox.branches("pr-408"));
  }
}
