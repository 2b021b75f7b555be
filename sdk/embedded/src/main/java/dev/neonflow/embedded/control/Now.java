package dev.neonflow.embedded.control;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** The time of day as Neon writes it: in whole seconds. */
record Now(Clock clock) {

  Instant get() {
    return clock.instant().truncatedTo(ChronoUnit.SECONDS);
  }
}
