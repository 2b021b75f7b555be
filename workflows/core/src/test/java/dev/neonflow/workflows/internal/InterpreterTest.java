package dev.neonflow.workflows.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.workflows.FailurePolicy;
import dev.neonflow.workflows.Key;
import dev.neonflow.workflows.Plan;
import dev.neonflow.workflows.PlannedStep;
import dev.neonflow.workflows.Policies;
import dev.neonflow.workflows.Runs;
import dev.neonflow.workflows.Step;
import dev.neonflow.workflows.StepContext;
import dev.neonflow.workflows.StepOptions;
import dev.neonflow.workflows.StepOutcome;
import dev.neonflow.workflows.Stop;
import dev.neonflow.workflows.Subject;
import dev.neonflow.workflows.WorkflowStatus;
import dev.neonflow.workflows.internal.Interpreter.Situation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class InterpreterTest {

  record Out() {}

  record Named(String id) implements Step<Out> {
    @Override
    public Key<Out> output() {
      return new Key<>(id, Out.class);
    }

    @Override
    public String describe() {
      return id;
    }

    @Override
    public Out run(StepContext context) {
      return new Out();
    }
  }

  private static final Stop SIGTERM = Stop.cancelled("SIGTERM");

  private static final Situation NORMAL = new Situation(null, false);
  private static final Situation CANCELLED = new Situation(SIGTERM, false);
  private static final Situation DEADLINE =
      new Situation(Stop.deadline(Duration.ofMinutes(1)), false);
  private static final Situation CLOSED = new Situation(null, true);

  private final Plan keep = plan(FailurePolicy.KEEP);
  private final Plan compensate = plan(FailurePolicy.COMPENSATE);

  @Test
  void everythingSucceeds_stepsRunInOrderAndTheReportLast() {
    assertEquals(
        List.of("run a", "run b", "run c", "run always", "run report", "SUCCEEDED"),
        trace(keep, Set.of(), NORMAL));
  }

  @Test
  void aStepFails_theRestIsSkippedButAlwaysAndReportRun() {
    assertEquals(
        List.of("run a", "run b", "skip c", "run always", "run report", "FAILED"),
        trace(keep, Set.of("b"), NORMAL));
  }

  @Test
  void aStepFailsUnderCompensate_undoesInReverseBeforeTheReport() {
    assertEquals(
        List.of(
            "run a",
            "run b",
            "skip c",
            "run always",
            "undo always",
            "undo b without output",
            "undo a",
            "run report",
            "FAILED"),
        trace(compensate, Set.of("b"), NORMAL));
  }

  @Test
  void aLambdaFailed_isNotUndone() {
    Plan local =
        new Plan(
            "preview",
            Plan.FORMAT,
            compensate.subject(),
            Policies.DEFAULT.with(FailurePolicy.COMPENSATE),
            List.of(
                step("a", Runs.ON_SUCCESS),
                new PlannedStep("local", null, "local", Runs.ON_SUCCESS, StepOptions.defaults())));
    assertEquals(
        List.of("run a", "run local", "undo a", "FAILED"), trace(local, Set.of("local"), NORMAL));
  }

  @Test
  void cancelledBeforeItBegins_onlyTheReportRunsAndNothingIsUndone() {
    assertEquals(
        List.of("skip a", "skip b", "skip c", "skip always", "run report", "CANCELLED"),
        trace(compensate, Set.of(), CANCELLED));
  }

  @Test
  void cancelledAfterAFailure_nothingIsUndone() {
    List<StepOutcome<?>> history = new ArrayList<>();
    history.add(done("a"));
    history.add(failed("b"));
    assertEquals(
        "skip c", name(Interpreter.next(compensate, history, CANCELLED)), "no further step starts");
    history.add(new StepOutcome.Skipped<Out>("c", "cancelled"));
    history.add(new StepOutcome.Skipped<Out>("always", "cancelled"));
    assertEquals("run report", name(Interpreter.next(compensate, history, CANCELLED)));
    history.add(done("report"));
    assertEquals(new Interpreter.Finish(), Interpreter.next(compensate, history, CANCELLED));
    assertEquals(WorkflowStatus.CANCELLED, Interpreter.status(compensate, history, CANCELLED));
  }

  @Test
  void onlyTheReportFails_doneWithLeftovers() {
    List<String> trace = trace(compensate, Set.of("report"), NORMAL);
    assertEquals("DONE_WITH_LEFTOVERS", trace.get(trace.size() - 1));
    assertEquals(6, trace.size(), "a failed report undoes nothing: " + trace);
  }

  @Test
  void cancelledWhenAllIsDone_counts() {
    List<StepOutcome<?>> history =
        List.of(done("a"), done("b"), done("c"), done("always"), done("report"));
    assertEquals(WorkflowStatus.SUCCEEDED, Interpreter.status(keep, history, CANCELLED));
  }

  @Test
  void deadline_onlyTheReportRunsAndTheRunFailed() {
    assertEquals(
        List.of("skip a", "skip b", "skip c", "skip always", "run report", "FAILED"),
        trace(compensate, Set.of(), DEADLINE));
  }

  @Test
  void deadlineWhenAllIsDone_counts() {
    List<StepOutcome<?>> history =
        List.of(done("a"), done("b"), done("c"), done("always"), done("report"));
    assertEquals(WorkflowStatus.SUCCEEDED, Interpreter.status(keep, history, DEADLINE));
  }

  @Test
  void closedBeforeItBegins_theRemovalRunsInPlaceOfTheRest() {
    assertEquals(
        List.of(
            "skip a",
            "skip b",
            "skip c",
            "skip always",
            "run remove app",
            "run remove branch",
            "run report",
            "CLOSED"),
        trace(compensate, Set.of(), CLOSED));
  }

  @Test
  void closedAfterAStep_theRestIsSkippedAndNothingIsUndone() {
    List<StepOutcome<?>> history = new ArrayList<>();
    history.add(done("a"));
    assertEquals(
        List.of(
            "skip b",
            "skip c",
            "skip always",
            "run remove app",
            "run remove branch",
            "run report",
            "CLOSED"),
        trace(compensate, Set.of(), CLOSED, history));
  }

  @Test
  void closedAndOneRemovalFails_theNextOneRunsAndSomethingIsLeft() {
    List<String> trace = trace(compensate, Set.of("remove app"), CLOSED);
    assertEquals(
        List.of("run remove app", "run remove branch", "run report", "DONE_WITH_LEFTOVERS"),
        trace.subList(4, trace.size()));
  }

  @Test
  void closedAfterAFailure_isStillAFailure() {
    List<StepOutcome<?>> history = new ArrayList<>();
    history.add(failed("a"));
    List<String> trace = trace(compensate, Set.of(), CLOSED, history);
    assertEquals("FAILED", trace.get(trace.size() - 1));
    assertTrue(trace.contains("run remove branch"), trace.toString());
  }

  @Test
  void cancelledWhileItIsRemoved_theRestOfTheRemovalIsSkipped() {
    List<StepOutcome<?>> history = new ArrayList<>();
    for (String id : List.of("a", "b", "c", "always", "remove app")) {
      history.add(done(id));
    }
    assertEquals(
        List.of("skip remove branch", "run report", "CANCELLED"),
        trace(keep, Set.of(), new Situation(SIGTERM, true), history));
  }

  @Test
  void theSameHistory_alwaysTheSameAction() {
    List<StepOutcome<?>> history = List.of(done("a"), failed("b"));
    assertEquals(
        Interpreter.next(compensate, history, NORMAL),
        Interpreter.next(compensate, history, NORMAL));
  }

  private static List<String> trace(Plan plan, Set<String> failing, Situation situation) {
    return trace(plan, failing, situation, new ArrayList<>());
  }

  private static List<String> trace(
      Plan plan, Set<String> failing, Situation situation, List<StepOutcome<?>> history) {
    List<String> trace = new ArrayList<>();
    while (true) {
      Interpreter.Action action = Interpreter.next(plan, List.copyOf(history), situation);
      trace.add(
          action instanceof Interpreter.Finish
              ? Interpreter.status(plan, history, situation).name()
              : name(action));
      if (action instanceof Interpreter.Run run) {
        String id = run.step().id();
        history.add(failing.contains(id) ? failed(id) : done(id));
      } else if (action instanceof Interpreter.Skip skip) {
        history.add(new StepOutcome.Skipped<Out>(skip.step().id(), skip.reason()));
      } else if (action instanceof Interpreter.Compensate undo) {
        history.add(new StepOutcome.Compensated<Out>(undo.step().id()));
      } else {
        return trace;
      }
    }
  }

  private static String name(Interpreter.Action action) {
    if (action instanceof Interpreter.Run run) {
      return "run " + run.step().id();
    }
    if (action instanceof Interpreter.Skip skip) {
      return "skip " + skip.step().id();
    }
    if (action instanceof Interpreter.Compensate undo) {
      return "undo " + undo.step().id() + (undo.output() == null ? " without output" : "");
    }
    throw new AssertionError(action);
  }

  private static StepOutcome<?> done(String id) {
    return new StepOutcome.Succeeded<>(id, new Out(), Duration.ZERO);
  }

  private static StepOutcome<?> failed(String id) {
    return new StepOutcome.Failed<Out>(id, new IllegalStateException(id), Duration.ZERO);
  }

  private static Plan plan(FailurePolicy policy) {
    return new Plan(
        "preview",
        Plan.FORMAT,
        new Subject("preview/p/acme/shop/pr-1", "p", "acme/shop", 1, null, null),
        Policies.DEFAULT.with(policy),
        List.of(
            step("a", Runs.ON_SUCCESS),
            step("b", Runs.ON_SUCCESS),
            step("c", Runs.ON_SUCCESS),
            step("always", Runs.ALWAYS),
            step("remove app", Runs.WHEN_CLOSED),
            step("remove branch", Runs.WHEN_CLOSED),
            step("report", Runs.REPORT)));
  }

  private static PlannedStep step(String id, Runs runs) {
    return new PlannedStep(id, new Named(id), id, runs, StepOptions.defaults());
  }
}
