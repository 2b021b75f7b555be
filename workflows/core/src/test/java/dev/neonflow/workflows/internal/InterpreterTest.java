package dev.neonflow.workflows.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

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
import dev.neonflow.workflows.Subject;
import dev.neonflow.workflows.WorkflowStatus;
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

  private final Plan keep = plan(FailurePolicy.KEEP);
  private final Plan compensate = plan(FailurePolicy.COMPENSATE);

  @Test
  void everythingSucceeds_stepsRunInOrderAndTheReportLast() {
    assertEquals(
        List.of("run a", "run b", "run c", "run always", "run report", "SUCCEEDED"),
        trace(keep, Set.of(), false));
  }

  @Test
  void aStepFails_theRestIsSkippedButAlwaysAndReportRun() {
    assertEquals(
        List.of("run a", "run b", "skip c", "run always", "run report", "FAILED"),
        trace(keep, Set.of("b"), false));
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
        trace(compensate, Set.of("b"), false));
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
        List.of("run a", "run local", "undo a", "FAILED"), trace(local, Set.of("local"), false));
  }

  @Test
  void cancelledBeforeItBegins_onlyTheReportRunsAndNothingIsUndone() {
    assertEquals(
        List.of("skip a", "skip b", "skip c", "skip always", "run report", "CANCELLED"),
        trace(compensate, Set.of(), true));
  }

  @Test
  void cancelledAfterAFailure_nothingIsUndone() {
    List<StepOutcome<?>> history = new ArrayList<>();
    history.add(done("a"));
    history.add(failed("b"));
    assertEquals(
        "skip c", name(Interpreter.next(compensate, history, true)), "no further step starts");
    history.add(new StepOutcome.Skipped<Out>("c", "cancelled"));
    history.add(new StepOutcome.Skipped<Out>("always", "cancelled"));
    assertEquals("run report", name(Interpreter.next(compensate, history, true)));
    history.add(done("report"));
    assertEquals("CANCELLED", name(Interpreter.next(compensate, history, true)));
  }

  @Test
  void onlyTheReportFails_doneWithLeftovers() {
    List<String> trace = trace(compensate, Set.of("report"), false);
    assertEquals("DONE_WITH_LEFTOVERS", trace.get(trace.size() - 1));
    assertEquals(6, trace.size(), "a failed report undoes nothing: " + trace);
  }

  @Test
  void cancelledWhenAllIsDone_counts() {
    List<StepOutcome<?>> history =
        List.of(done("a"), done("b"), done("c"), done("always"), done("report"));
    assertEquals(WorkflowStatus.SUCCEEDED, Interpreter.status(keep, history, true));
  }

  @Test
  void theSameHistory_alwaysTheSameAction() {
    List<StepOutcome<?>> history = List.of(done("a"), failed("b"));
    assertEquals(
        Interpreter.next(compensate, history, false), Interpreter.next(compensate, history, false));
  }

  private static List<String> trace(Plan plan, Set<String> failing, boolean cancelled) {
    List<StepOutcome<?>> history = new ArrayList<>();
    List<String> trace = new ArrayList<>();
    while (true) {
      Interpreter.Action action = Interpreter.next(plan, List.copyOf(history), cancelled);
      trace.add(name(action));
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
    return assertInstanceOf(Interpreter.Finish.class, action).status().name();
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
            step("report", Runs.REPORT)));
  }

  private static PlannedStep step(String id, Runs runs) {
    return new PlannedStep(id, new Named(id), id, runs, StepOptions.defaults());
  }
}
