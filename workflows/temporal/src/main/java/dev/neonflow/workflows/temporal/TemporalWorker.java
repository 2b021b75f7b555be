package dev.neonflow.workflows.temporal;

import dev.neonflow.workflows.Neonflow;
import io.temporal.client.WorkflowClient;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerOptions;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Takes runs from a task queue of Temporal and does their steps in this process, with the client,
 * the secrets and the fence of a {@link Neonflow}. Any number of workers may share a queue; they
 * must know the same step types. Thread-safe.
 */
public final class TemporalWorker implements AutoCloseable {

  /** How long {@link #close()} waits for running steps. */
  private static final Duration GRACE = Duration.ofSeconds(30);

  /** Plans are read by reflection, which takes its time when a machine is busy. */
  private static final long DEADLOCK_MILLIS = 10_000;

  /** Steps beat by a clock of their own. Zero would mean Temporal's default, a minute. */
  private static final Duration THROTTLE = Duration.ofMillis(1);

  private final WorkerFactory factory;
  private final RunningSteps steps;

  private TemporalWorker(WorkerFactory factory, RunningSteps steps) {
    this.factory = factory;
    this.steps = steps;
  }

  /**
   * Begins to work.
   *
   * @param client stays the caller's to close
   * @param taskQueue where {@link TemporalEngine} puts runs
   * @param neonflow with what steps work; its listeners are told of the steps that are done here
   */
  public static TemporalWorker start(WorkflowClient client, String taskQueue, Neonflow neonflow) {
    return start(client, taskQueue, neonflow, WorkerOptions.getDefaultInstance());
  }

  /** The same, with options of Temporal's own. */
  public static TemporalWorker start(
      WorkflowClient client, String taskQueue, Neonflow neonflow, WorkerOptions options) {
    WorkerFactory factory = WorkerFactory.newInstance(client);
    WorkerOptions patient =
        WorkerOptions.newBuilder(options)
            .setDefaultDeadlockDetectionTimeout(
                Math.max(DEADLOCK_MILLIS, options.getDefaultDeadlockDetectionTimeout()))
            .setMaxHeartbeatThrottleInterval(THROTTLE)
            .setAllowActivityHeartbeatDuringShutdown(true)
            .build();
    RunningSteps steps = register(factory.newWorker(taskQueue, patient), neonflow);
    factory.start();
    return new TemporalWorker(factory, steps);
  }

  private static RunningSteps register(Worker worker, Neonflow neonflow) {
    RunningSteps steps = new RunningSteps();
    worker.registerWorkflowImplementationTypes(PlanDriver.class);
    worker.registerActivitiesImplementations(new StepActivity(neonflow.stepHost(), steps));
    return steps;
  }

  /** Whether all steps that run now end soon once they are told to. */
  public boolean abortable() {
    return steps.abortable();
  }

  /**
   * Takes nothing more and waits for the steps that run. Those that are not done in time are told
   * to stop; another worker does them again. One that must not be aborted, such as a migration of
   * production, is waited for without limit. No other worker does a step again while it still works
   * here, even if it does not listen: after ten minutes it has failed, and is not undone.
   */
  public void shutdown(Duration grace) {
    factory.shutdown();
    factory.awaitTermination(grace.toMillis(), TimeUnit.MILLISECONDS);
    steps.giveUp("its worker ends");
    factory.awaitTermination(GRACE.toMillis(), TimeUnit.MILLISECONDS);
    if (steps.isEmpty()) {
      factory.shutdownNow();
      factory.awaitTermination(GRACE.toMillis(), TimeUnit.MILLISECONDS);
    }
    steps.close();
  }

  /** Ends as {@link #shutdown(Duration)} does, after half a minute. */
  @Override
  public void close() {
    shutdown(GRACE);
  }
}
