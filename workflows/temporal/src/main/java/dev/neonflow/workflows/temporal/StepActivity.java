package dev.neonflow.workflows.temporal;

import dev.neonflow.workflows.HostedStep;
import dev.neonflow.workflows.HostedStep.Attempted;
import dev.neonflow.workflows.PlannedStep;
import dev.neonflow.workflows.RunLog;
import dev.neonflow.workflows.Step;
import dev.neonflow.workflows.StepHost;
import dev.neonflow.workflows.StepOptions;
import dev.neonflow.workflows.StepOutcome;
import dev.neonflow.workflows.internal.json.KeptText;
import dev.neonflow.workflows.internal.json.TypeRegistry;
import io.temporal.activity.Activity;
import io.temporal.activity.ActivityCancellationType;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.activity.ActivityOptions;
import io.temporal.activity.DynamicActivity;
import io.temporal.common.RetryOptions;
import io.temporal.common.converter.EncodedValues;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Does steps, each under the name of its type. Thread-safe. */
final class StepActivity implements DynamicActivity {

  /** What it tells of a step that it did not do, because the pull request is closed. */
  static final String CLOSED = "{\"pullRequest\": \"closed\"}";

  /** How many workers a step may outlive, besides its own attempts. */
  private static final int LOST_WORKERS = 10;

  /** For steps without a limit of their own; lost workers are noticed by their silence. */
  private static final Duration LONGEST = Duration.ofDays(30);

  /** Between a step's own limit and the server's, for a step that does not listen. */
  private static final Duration TO_STOP = Duration.ofMinutes(11);

  /** The type of the failure of a step that is to be done again by another worker. */
  static final String GIVEN_UP = "GivenUp";

  private final StepHost host;
  private final RunningSteps steps;

  StepActivity(StepHost host, RunningSteps steps) {
    this.host = host;
    this.steps = steps;
  }

  /** The activity's name on the server. */
  static String type(Step<?> step, boolean undo) {
    String name = TypeRegistry.load(List.of(step.getClass())).named(step.getClass(), "step").name();
    return undo ? "undo-" + name : name;
  }

  static ActivityOptions options(PlannedStep planned, boolean undo, Duration heartbeat) {
    StepOptions own = undo ? StepOptions.defaults() : planned.options();
    Duration timeout = own.timeout();
    return ActivityOptions.newBuilder()
        .setSummary(undo ? "undo " + planned.describe() : planned.describe())
        .setStartToCloseTimeout(timeout == null ? LONGEST : timeout.plus(TO_STOP))
        .setHeartbeatTimeout(heartbeat)
        .setCancellationType(ActivityCancellationType.WAIT_CANCELLATION_COMPLETED)
        .setRetryOptions(
            RetryOptions.newBuilder()
                .setInitialInterval(own.backoff())
                .setBackoffCoefficient(2)
                .setMaximumAttempts(own.attempts() + LOST_WORKERS)
                .build())
        .build();
  }

  @Override
  public Object execute(EncodedValues arguments) {
    ActivityExecutionContext context = Activity.getExecutionContext();
    RunningStep.Life life = new RunningStep.Life(context);
    HostedStep step = host.step(arguments.get(0, String.class), life);
    RunningStep running = new RunningStep(step, life);
    steps.begin(running);
    try {
      Optional<Attempted> done = step.run(context.getInfo().getAttempt());
      if (done.isEmpty()) {
        return CLOSED;
      }
      Optional<String> givenUp = running.givenUp(done.get());
      if (givenUp.isPresent()) {
        throw givenUp(givenUp.get());
      }
      return told(done.get());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw givenUp("its worker ends");
    } finally {
      steps.end(running);
    }
  }

  private static ApplicationFailure givenUp(String why) {
    return ApplicationFailure.newFailure(why, GIVEN_UP);
  }

  private static String told(Attempted attempted) {
    StepOutcome<?> outcome = attempted.outcome();
    String json = RunLog.toJson(outcome);
    Exception cause = null;
    if (outcome instanceof StepOutcome.Failed<?> failed) {
      cause = failed.cause();
    } else if (outcome instanceof StepOutcome.CompensationFailed<?> failed) {
      cause = failed.cause();
    }
    if (cause == null) {
      return json;
    }
    String message = KeptText.of(String.valueOf(cause.getMessage()));
    String type = cause.getClass().getSimpleName();
    throw attempted.again()
        ? ApplicationFailure.newFailure(message, type, json)
        : ApplicationFailure.newNonRetryableFailure(message, type, json);
  }
}
