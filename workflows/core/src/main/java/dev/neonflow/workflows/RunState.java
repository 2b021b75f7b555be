package dev.neonflow.workflows;

import dev.failsafe.spi.Scheduler;
import dev.neonflow.sdk.Neon;
import dev.neonflow.workflows.branch.BranchRef;
import dev.neonflow.workflows.branch.Connections;
import dev.neonflow.workflows.internal.Interpreter;
import dev.neonflow.workflows.report.Leftovers;
import dev.neonflow.workflows.report.RunReport;
import java.net.URI;
import java.time.Clock;
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
  private final Neon neon;
  private final Clock clock;
  private final Scheduler scheduler;
  private final Connections connections;
  private final List<WorkflowListener> listeners;
  private final Instant began;
  private final List<StepOutcome<?>> history = new ArrayList<>();
  private final Object telling = new Object();
  private boolean cancelled;

  RunState(
      Plan plan,
      RunId runId,
      Neon neon,
      Clock clock,
      Scheduler scheduler,
      Connections connections,
      List<WorkflowListener> listeners) {
    this.plan = plan;
    this.runId = runId;
    this.neon = neon;
    this.clock = clock;
    this.scheduler = scheduler;
    this.connections = connections;
    this.listeners = List.copyOf(listeners);
    this.began = clock.instant();
  }

  Plan plan() {
    return plan;
  }

  RunId runId() {
    return runId;
  }

  Neon neon() {
    return neon;
  }

  Clock clock() {
    return clock;
  }

  Scheduler scheduler() {
    return scheduler;
  }

  Connections connections() {
    return connections;
  }

  Instant now() {
    return clock.instant();
  }

  void cancelled() {
    synchronized (history) {
      cancelled = true;
    }
  }

  void happened(StepOutcome<?> outcome) {
    synchronized (history) {
      history.add(outcome);
    }
  }

  Interpreter.Action next() {
    synchronized (history) {
      return Interpreter.next(plan, List.copyOf(history), cancelled);
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
          if (outcome.stepId().equals(step.id()) && !(last instanceof StepOutcome.Failed)) {
            last = outcome;
          }
        }
        if (last != null) {
          result.add(last);
        }
      }
    }
    return result;
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
      status = Interpreter.status(plan, List.copyOf(history), cancelled);
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
    if (!NEON.equals(neon.apiBase().getHost())) {
      return null;
    }
    String branch = find(BranchRef.KEY).map(found -> "/branches/" + found.branchId()).orElse("");
    return URI.create("https://" + NEON + "/app/projects/" + plan.subject().projectId() + branch);
  }
}
