package dev.neonflow.sdk.internal.api;

import dev.neonflow.sdk.error.ErrorDetails;
import dev.neonflow.sdk.error.OperationFailedException;
import dev.neonflow.sdk.operations.Operation;
import dev.neonflow.sdk.operations.OperationStatus;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Decides when an operation has failed for good. {@code failed} alone does not say so: Neon may try
 * again, which shows in the number of failures and in the time of the next attempt.
 */
final class FailurePatience {
  private final Clock clock;
  private final Duration grace;
  private int failures = -1;
  private @Nullable Instant until;

  FailurePatience(Clock clock, Duration grace) {
    this.clock = clock;
    this.grace = grace;
  }

  void check(Operation operation) {
    OperationStatus status = operation.status();
    if (status == OperationStatus.ERROR || status == OperationStatus.CANCELLED) {
      throw failed(operation);
    }
    if (status != OperationStatus.FAILED) {
      until = null;
      return;
    }
    Instant now = clock.instant();
    if (until == null || operation.failuresCount() != failures) {
      failures = operation.failuresCount();
      until = later(now, operation.retryAt()).plus(grace);
    }
    if (!now.isBefore(until)) {
      throw failed(operation);
    }
  }

  private static Instant later(Instant now, @Nullable Instant retryAt) {
    return retryAt != null && retryAt.isAfter(now) ? retryAt : now;
  }

  private static OperationFailedException failed(Operation operation) {
    String why = operation.error() == null ? "" : ": " + operation.error();
    String remedy =
        "Ask for it again if its effect is not there; Neon's support knows it by its id";
    return new OperationFailedException(
        "operation %s (%s) ended as %s after %d failures%s. %s"
            .formatted(
                operation.action(),
                operation.id(),
                operation.status(),
                operation.failuresCount(),
                why,
                remedy),
        ErrorDetails.local(remedy),
        operation.id(),
        operation.action().toString());
  }
}
