package dev.neonflow.sdk.internal.http;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How fast requests may follow each other. Thread-safe. */
@FunctionalInterface
public interface Pace {

  /** As fast as they come. */
  Pace FREE = (route, patience) -> Duration.ZERO;

  /**
   * Takes the place of one request, for good.
   *
   * @param route the same for all requests of one operation
   * @param patience how long the caller can wait
   * @return how long to wait before it is sent; null if its turn would not come within the
   *     patience: then no place is taken, so that those who cannot wait do not hinder others
   */
  @Nullable Duration reserve(String route, Duration patience);
}
