package dev.neonflow.workflows;

import dev.neonflow.sdk.Neon;
import dev.neonflow.workflows.branch.BranchRef;
import dev.neonflow.workflows.branch.Connections;
import dev.neonflow.workflows.report.RunReport;
import java.time.Clock;
import java.time.Duration;
import java.util.NoSuchElementException;
import java.util.Optional;

/** One attempt's view of its run. */
record RunContext(RunState state, String stepId, CancelToken cancel) implements StepContext {

  @Override
  public <T> T get(Key<T> key) {
    return find(key).orElseThrow(() -> new NoSuchElementException(state.logged().whyNot(key)));
  }

  @Override
  public <T> Optional<T> find(Key<T> key) {
    return state.logged().find(key);
  }

  @Override
  public Neon neon() {
    return state.tools().neon();
  }

  @Override
  public Subject subject() {
    return state.plan().subject();
  }

  @Override
  public ConnectionUris connection(BranchRef branch) {
    return connections().of(branch);
  }

  @Override
  public Secrets secrets() {
    return state.tools().secrets();
  }

  @Override
  public RunId runId() {
    return state.runId();
  }

  @Override
  public String idempotencyKey() {
    return state.runId() + "/" + stepId;
  }

  @Override
  public RunReport report() {
    return state.report();
  }

  @Override
  public void progress(String text, double fraction) {
    state.tell(new WorkflowEvent.StepProgress(state.now(), stepId, text, fraction));
  }

  @Override
  public void heartbeat() {
    state.tell(new WorkflowEvent.StepBeat(state.now(), stepId));
  }

  @Override
  public Clock clock() {
    return state.tools().clock();
  }

  @Override
  public void pause(Duration duration) {
    Pause.of(duration, state.tools().scheduler(), cancel);
    heartbeat();
  }

  @Override
  public Connections connections() {
    return state.connections().in(stepId);
  }
}
