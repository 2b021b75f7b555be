package dev.neonflow.workflows;

import dev.neonflow.workflows.branch.BranchRef;
import dev.neonflow.workflows.branch.Connections;
import dev.neonflow.workflows.report.Leftovers;
import dev.neonflow.workflows.report.RunReport;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is known in a run: its plan, its tools and what happened so far. Thread-safe. */
final class RunState {

  private static final Logger log = LoggerFactory.getLogger(RunState.class);
  private static final String NEON = "console.neon.tech";

  private final Tools tools;
  private final Connections connections;
  private final List<WorkflowListener> listeners;
  private final Object guard = new Object();
  private final Object telling = new Object();
  private RunLog logged;

  RunState(RunLog begin, Tools tools, Connections connections, List<WorkflowListener> listeners) {
    this.logged = begin;
    this.tools = tools;
    this.connections = connections;
    this.listeners = List.copyOf(listeners);
  }

  /** What happened up to now. */
  RunLog logged() {
    synchronized (guard) {
      return logged;
    }
  }

  private void change(UnaryOperator<RunLog> next) {
    synchronized (guard) {
      logged = next.apply(logged);
    }
  }

  Plan plan() {
    return logged().plan();
  }

  RunId runId() {
    return logged().runId();
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

  void ending(Stop why) {
    change(log -> log.ending(why));
  }

  void pullRequestClosed() {
    change(RunLog::pullRequestClosed);
  }

  void happened(StepOutcome<?> outcome) {
    change(log -> log.plus(outcome));
  }

  /** Ends a run that did not begin: nothing runs, not even a report, which would not be its own. */
  void neverBegan(String why) {
    change(log -> log.neverBegan(why));
  }

  RunReport report() {
    RunLog now = logged();
    Plan plan = now.plan();
    List<StepOutcome<?>> outcomes = now.outcomes();
    return new RunReport(
        plan.workflow(),
        plan.subject(),
        now.runId(),
        now.status(),
        outcomes,
        Leftovers.of(plan, outcomes),
        consoleUrl(now),
        now(),
        Duration.between(now.began(), now()));
  }

  /** Tells something about the run as a whole. */
  void news(String text) {
    log.info("{}: {}", runId(), text);
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

  private @Nullable URI consoleUrl(RunLog now) {
    if (!NEON.equals(tools.neon().apiBase().getHost())) {
      return null;
    }
    String branch = now.find(BranchRef.KEY).map(ref -> "/branches/" + ref.branchId()).orElse("");
    String projectId = now.plan().subject().projectId();
    return URI.create("https://" + NEON + "/app/projects/" + projectId + branch);
  }
}
