package dev.neonflow.workflows;

import dev.neonflow.workflows.branch.Durations;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The run or one of its steps took longer than it may. */
public final class DeadlineException extends NeonflowException {

  private static final long serialVersionUID = 1L;

  private final @Nullable Duration runLimit;

  /** An error with its way out. */
  public DeadlineException(String message, String next, @Nullable Throwable cause) {
    this(message, next, cause, null);
  }

  private DeadlineException(
      String message, String next, @Nullable Throwable cause, @Nullable Duration runLimit) {
    super(message, next, cause);
    this.runLimit = runLimit;
  }

  /** The whole run took longer than this. */
  public static DeadlineException ofRun(Duration limit, @Nullable Throwable cause) {
    return new DeadlineException(
        runTookLonger(limit), "run it again, or give it more time", cause, limit);
  }

  static String runTookLonger(Duration limit) {
    return "the run took longer than " + Durations.words(limit);
  }

  /** What the whole run took longer than; empty if it was only one of its steps. */
  public Optional<Duration> runLimit() {
    return Optional.ofNullable(runLimit);
  }

  @Override
  public boolean retryable() {
    return true;
  }
}
