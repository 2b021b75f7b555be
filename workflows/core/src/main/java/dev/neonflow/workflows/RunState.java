package dev.neonflow.workflows;

import dev.neonflow.workflows.branch.BranchRef;
import dev.neonflow.workflows.branch.Connections;
import dev.neonflow.workflows.internal.Interpreter;
import dev.neonflow.workflows.internal.Interpreter.Situation;
import dev.neonflow.workflows.report.Leftovers;
import dev.neonflow.workflows.report.RunReport;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is known in a run: its plan, its tools and what happened so far. Thread-safe. */
final class RunState {

  private static final Logger log = LoggerFactory.getLogger(RunState.class);
  private static final String NEON = "console.neon.tech";

  private final Plan plan;
  private final RunId runId;
  private final Tools tools;
  private final Connections connections;
  private final List<WorkflowListener> listeners;
  private final Instant began;
  private final List<StepOutcome<?>> history = new ArrayList<>();
  private final Object telling = new Object();
  private Situation situation = Situation.NORMAL;

  RunState(
      Plan plan,
      RunId runId,
      Tools tools,
      Connections connections,
      List<WorkflowListener> listeners) {
    this.plan = plan;
    this.runId = runId;
    this.tools = tools;
    this.connections = connections;
    this.listeners = List.copyOf(listeners);
    this.began = tools.clock().instant();
  }

  Plan plan() {
    return plan;
  }

  RunId runId() {
    return runId;
  }

  Tools tools() {
    return tools;
  }

  Connections connections() {
    return connections;
  }

  Instant now() {
    return tools.clock().instant();
  }

  void ending(Interpreter.Ending why) {
    synchronized (history) {
      situation = situation.ending(why);
    }
  }

  void pullRequestClosed() {
    synchronized (history) {
      situation = situation.pullRequestClosed();
    }
  }

  boolean isClosed() {
    synchronized (history) {
      return situation.closed();
    }
  }

  /** Ends a run that did not begin: nothing runs, not even a report, which would not be its own. */
  WorkflowStatus neverBegan(String why) {
    synchronized (history) {
      for (PlannedStep step : plan.steps()) {
        if (step.runs() != Runs.WHEN_CLOSED) {
          history.add(new StepOutcome.Skipped<>(step.id(), why));
        }
      }
      return Interpreter.status(plan, List.copyOf(history), situation);
    }
  }

  void happened(StepOutcome<?> outcome) {
    synchronized (history) {
      history.add(outcome);
    }
  }

  Interpreter.Action next() {
    synchronized (history) {
      return Interpreter.next(plan, List.copyOf(history), situation);
    }
  }

  /**
   * One outcome for each step that has one, in the plan's order. A failure stays one when undone.
   */
  List<StepOutcome<?>> outcomes() {
    List<StepOutcome<?>> result = new ArrayList<>();
    synchronized (history) {
      for (PlannedStep step : plan.steps()) {
        StepOutcome<?> last = null;
        for (StepOutcome<?> outcome : history) {
          if (outcome.stepId().equals(step.id())) {
            last = last instanceof StepOutcome.Failed<?> failed ? after(failed, outcome) : outcome;
          }
        }
        if (last != null) {
          result.add(last);
        }
      }
    }
    return result;
  }

  private static StepOutcome<?> after(StepOutcome.Failed<?> failed, StepOutcome<?> later) {
    return later instanceof StepOutcome.Compensated ? failed.whoseWorkIsUndone() : failed;
  }

  WorkflowResult result(WorkflowStatus status) {
    synchronized (history) {
      Failures.keepAll(history);
    }
    return new WorkflowResult(
        status, runId, plan.subject(), plan, outcomes(), Duration.between(began, now()));
  }

  RunReport report() {
    WorkflowStatus status;
    synchronized (history) {
      status = Interpreter.status(plan, List.copyOf(history), situation);
    }
    List<StepOutcome<?>> outcomes = outcomes();
    return new RunReport(
        plan.workflow(),
        plan.subject(),
        runId,
        status,
        outcomes,
        Leftovers.of(plan, outcomes),
        consoleUrl(),
        now(),
        Duration.between(began, now()));
  }

  <T> Optional<T> find(Key<T> key) {
    return Outputs.find(plan, outcomes(), key);
  }

  String whyNot(Key<?> key) {
    return Outputs.whyNot(plan, outcomes(), key);
  }

  /** Tells something about the run as a whole. */
  void news(String text) {
    log.info("{}: {}", runId, text);
    tell(new WorkflowEvent.RunProgress(now(), text));
  }

  void tell(WorkflowEvent event) {
    synchronized (telling) {
      for (WorkflowListener listener : listeners) {
        try {
          listener.on(event);
        } catch (RuntimeException | LinkageError | AssertionError e) {
          log.warn("a listener failed at {}", event.getClass().getSimpleName(), e);
        }
      }
    }
  }

  private @Nullable URI consoleUrl() {
    if (!NEON.equals(tools.neon().apiBase().getHost())) {
      return null;
    }
    String branch = find(BranchRef.KEY).map(found -> "/branches/" + found.branchId()).orElse("");
    return URI.create("https://" + NEON + "/app/projects/" + plan.subject().projectId() + branch);
  }
}
