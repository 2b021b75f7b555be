package dev.neonflow.workflows;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How to run a step. Calls to Neon are retried by its client already; attempts are for other work.
 *
 * @param name the step's id in the plan, or null for the step's own; needed where a step is used
 *     twice
 * @param attempts how often to try, at least 1
 * @param timeout how long one attempt may take, or null for no limit
 * @param backoff how long to wait before the second attempt; doubled before each further one
 */
public record StepOptions(
    @Nullable String name, int attempts, @Nullable Duration timeout, Duration backoff) {

  private static final StepOptions DEFAULT = new StepOptions(null, 1, null, Duration.ofSeconds(1));

  /**
   * Checks what was given.
   *
   * @throws PreconditionException if a name or number is none that a step can have
   */
  public StepOptions {
    if (attempts < 1) {
      throw PreconditionException.usage(
          "attempts must be 1 or more, not " + attempts, "give 1 for a step that is tried once");
    }
    if (timeout != null && (timeout.isNegative() || timeout.isZero())) {
      throw PreconditionException.usage(
          "timeout must be longer than nothing, not " + timeout,
          "give a positive time, or none for a step without a limit");
    }
    if (backoff.isNegative() || backoff.isZero()) {
      throw PreconditionException.usage(
          "backoff must be longer than nothing, not " + backoff, "give a positive time");
    }
    if (name != null && !name.matches("[a-z0-9][a-z0-9-]{0,62}")) {
      throw PreconditionException.usage(
          "a step's name is made of a-z, 0-9 and -, at most 63 of them and no - first, not \""
              + name
              + "\"",
          "use a name such as load-test");
    }
  }

  /** One attempt without a limit, under the step's own name. */
  public static StepOptions defaults() {
    return DEFAULT;
  }

  /** Defaults under another name. */
  public static StepOptions named(String name) {
    return DEFAULT.withName(name);
  }

  /** The same under another name. */
  public StepOptions withName(String value) {
    return new StepOptions(value, attempts, timeout, backoff);
  }

  /** The same with another number of attempts. */
  public StepOptions withAttempts(int value) {
    return new StepOptions(name, value, timeout, backoff);
  }

  /** The same with another limit for an attempt. */
  public StepOptions withTimeout(Duration value) {
    return new StepOptions(name, attempts, value, backoff);
  }

  /** The same with another first wait. */
  public StepOptions withBackoff(Duration value) {
    return new StepOptions(name, attempts, timeout, value);
  }
}
