package dev.neonflow.sdk.internal.http;

import java.time.Duration;

/** How fast requests may follow each other. Thread-safe. */
@FunctionalInterface
public interface Pace {

  /** As fast as they come. */
  Pace FREE = route -> Duration.ZERO;

  /**
   * Takes the place of one request, for good.
   *
   * @param route the same for all requests of one operation
   * @return how long to wait before it is sent
   */
  Duration reserve(String route);
}
