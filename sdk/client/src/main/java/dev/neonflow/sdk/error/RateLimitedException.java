package dev.neonflow.sdk.error;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Too many requests, and the time for retries ended (429). Nothing was done. */
public final class RateLimitedException extends NeonException {
  private static final long serialVersionUID = 1L;

  /** What Neon asked for. */
  private final @Nullable Duration retryAfter;

  /** Carries the facts and the pause that Neon asked for. */
  public RateLimitedException(String message, ErrorDetails details, @Nullable Duration retryAfter) {
    super(message, details, null);
    this.retryAfter = retryAfter;
  }

  /** The pause that Neon asked for, if it did. */
  public Optional<Duration> retryAfter() {
    return Optional.ofNullable(retryAfter);
  }
}
