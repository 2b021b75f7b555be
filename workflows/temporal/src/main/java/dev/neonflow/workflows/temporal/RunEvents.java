package dev.neonflow.workflows.temporal;

import dev.neonflow.workflows.Plan;
import dev.neonflow.workflows.PlannedStep;
import dev.neonflow.workflows.RunId;
import dev.neonflow.workflows.RunLog;
import dev.neonflow.workflows.StepOutcome;
import dev.neonflow.workflows.WorkflowEvent;
import dev.neonflow.workflows.WorkflowListener;
import dev.neonflow.workflows.WorkflowResult;
import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells listeners what this process learns of a run elsewhere. Used by one thread at a time. */
final class RunEvents {

  private static final Logger log = LoggerFactory.getLogger(RunEvents.class);

  private final Plan plan;
  private final RunId runId;
  private final List<WorkflowListener> listeners;
  private final Clock clock = Clock.systemUTC();
  private final Set<String> begun = new HashSet<>();
  private int told;

  RunEvents(Plan plan, RunId runId, List<WorkflowListener> listeners) {
    this.plan = plan;
    this.runId = runId;
    this.listeners = List.copyOf(listeners);
  }

  boolean isUnheard() {
    return listeners.isEmpty();
  }

  void news(String text) {
    log.info("{}: {}", runId, text);
    tell(new WorkflowEvent.RunProgress(now(), text));
  }

  void started() {
    tell(new WorkflowEvent.RunStarted(now(), runId, plan));
  }

  void progressed(RunProgress progress) {
    happened(RunLog.fromJson(progress.log()).history());
    if (progress.running() != null) {
      begun(progress.running());
    }
  }

  WorkflowResult completed(RunLog end) {
    happened(end.history());
    WorkflowResult result = end.result(now());
    tell(new WorkflowEvent.RunCompleted(now(), result));
    return result;
  }

  private void happened(List<StepOutcome<?>> history) {
    for (StepOutcome<?> outcome : history.subList(Math.min(told, history.size()), history.size())) {
      told++;
      if (outcome instanceof StepOutcome.Compensated
          || outcome instanceof StepOutcome.CompensationFailed) {
        tell(new WorkflowEvent.StepCompensated(now(), outcome));
      } else {
        if (!(outcome instanceof StepOutcome.Skipped)) {
          begun(outcome.stepId());
        }
        tell(new WorkflowEvent.StepCompleted(now(), outcome));
      }
    }
  }

  private void begun(String id) {
    if (begun.add(id)) {
      String describe = plan.step(id).map(PlannedStep::describe).orElse("");
      tell(new WorkflowEvent.StepStarted(now(), id, describe));
    }
  }

  private Instant now() {
    return clock.instant();
  }

  private void tell(WorkflowEvent event) {
    for (WorkflowListener listener : listeners) {
      try {
        listener.on(event);
      } catch (RuntimeException | LinkageError | AssertionError e) {
        log.warn("a listener failed at {}", event.getClass().getSimpleName(), e);
      }
    }
  }
}
