package dev.neonflow.workflows;

import dev.neonflow.sdk.Neon;
import dev.neonflow.workflows.branch.BranchRef;
import dev.neonflow.workflows.branch.Connections;
import dev.neonflow.workflows.report.RunReport;
import java.time.Clock;
import java.time.Duration;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** One attempt's view of its run. */
record RunContext(RunState state, String stepId, CancelToken cancel) implements StepContext {

  @Override
  public <T> T get(Key<T> key) {
    return find(key).orElseThrow(() -> new NoSuchElementException(state.whyNot(key)));
  }

  @Override
  public <T> Optional<T> find(Key<T> key) {
    return state.find(key);
  }

  @Override
  public Neon neon() {
    return state.neon();
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
    return state.clock();
  }

  @Override
  public void pause(Duration duration) {
    CountDownLatch over = new CountDownLatch(1);
    Future<?> timer =
        state
            .scheduler()
            .schedule(
                () -> {
                  over.countDown();
                  return null;
                },
                duration.toNanos(),
                TimeUnit.NANOSECONDS);
    CancelToken.Registration cancelled = cancel.onCancel(over::countDown);
    try {
      over.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      cancel.throwIfCancelled();
      throw new WorkflowCancelledException("interrupted while waiting", "run it again", e);
    } finally {
      cancelled.close();
      timer.cancel(false);
    }
    cancel.throwIfCancelled();
    heartbeat();
  }

  @Override
  public Connections connections() {
    return state.connections().in(stepId);
  }
}
