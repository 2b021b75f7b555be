package dev.neonflow.embedded.control;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A change that is asked for; what is absent stays.
 *
 * @param expiration absent to keep it, a null time to remove it
 */
public record BranchChange(
    Optional<String> name, Optional<Boolean> guarded, Optional<Expiration> expiration) {

  /** The time of expiration, or null for never. */
  public record Expiration(@Nullable Instant at) {}
}
