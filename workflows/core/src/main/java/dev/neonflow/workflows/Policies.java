package dev.neonflow.workflows;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What holds for a whole run.
 *
 * @param onFailure what happens to what was made when a step fails
 * @param onConflict what happens if another run of the same key goes on
 * @param within how long a run may take, waiting for another one included, or null for no limit
 */
public record Policies(FailurePolicy onFailure, OnConflict onConflict, @Nullable Duration within) {

  /** What was made stays, a second run fails, there is no limit. */
  public static final Policies DEFAULT = new Policies(FailurePolicy.KEEP, OnConflict.FAIL, null);

  /** The same with another policy for failures. */
  public Policies with(FailurePolicy value) {
    return new Policies(value, onConflict, within);
  }

  /** The same with another policy for a second run. */
  public Policies with(OnConflict value) {
    return new Policies(onFailure, value, within);
  }

  /** The same with another limit. */
  public Policies within(Duration most) {
    return new Policies(onFailure, onConflict, most);
  }
}
