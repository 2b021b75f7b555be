package dev.neonflow.workflows.report.github;

import dev.neonflow.sdk.Neon;
import dev.neonflow.workflows.CancelToken;
import dev.neonflow.workflows.ConnectionUris;
import dev.neonflow.workflows.Key;
import dev.neonflow.workflows.RunId;
import dev.neonflow.workflows.Secrets;
import dev.neonflow.workflows.StepContext;
import dev.neonflow.workflows.Subject;
import dev.neonflow.workflows.WorkflowCancelledException;
import dev.neonflow.workflows.branch.BranchRef;
import dev.neonflow.workflows.branch.Connections;
import dev.neonflow.workflows.report.RunReport;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * For questions that are asked outside of steps: an interrupt of the thread that asks ends them.
 *
 * @param secrets where tokens are
 */
record BetweenSteps(Secrets secrets) implements StepContext, CancelToken {

  @Override
  public CancelToken cancel() {
    return this;
  }

  @Override
  public boolean isCancelled() {
    return false;
  }

  @Override
  public void throwIfCancelled() {
    // Nobody cancels it; who asks is interrupted.
  }

  @Override
  public Registration onCancel(Runnable action) {
    return () -> {};
  }

  @Override
  public void pause(Duration duration) {
    try {
      var unused = new CountDownLatch(1).await(duration.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new WorkflowCancelledException("interrupted while waiting", "run it again", e);
    }
  }

  @Override
  public Clock clock() {
    return Clock.systemUTC();
  }

  @Override
  public void heartbeat() {
    // Nobody watches.
  }

  @Override
  public void progress(String text, double fraction) {
    // Nobody watches.
  }

  @Override
  public <T> T get(Key<T> key) {
    throw noRun();
  }

  @Override
  public <T> Optional<T> find(Key<T> key) {
    throw noRun();
  }

  @Override
  public Neon neon() {
    throw noRun();
  }

  @Override
  public Subject subject() {
    throw noRun();
  }

  @Override
  public ConnectionUris connection(BranchRef branch) {
    throw noRun();
  }

  @Override
  public RunId runId() {
    throw noRun();
  }

  @Override
  public String idempotencyKey() {
    throw noRun();
  }

  @Override
  public RunReport report() {
    throw noRun();
  }

  @Override
  public Connections connections() {
    throw noRun();
  }

  private static IllegalStateException noRun() {
    return new IllegalStateException("this is no run");
  }
}
