package dev.neonflow.embedded.control;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Work that was accepted and runs behind the answer.
 *
 * @param sequence the order in which operations were accepted
 * @param error what went wrong, if the status is failed
 */
public record Operation(
    String id,
    long sequence,
    Action action,
    Status status,
    @Nullable String branchId,
    @Nullable String endpointId,
    @Nullable String error,
    Instant createdAt,
    Instant updatedAt) {

  /** What is done. */
  public enum Action {
    CREATE_TIMELINE,
    CREATE_BRANCH,
    START_COMPUTE,
    SUSPEND_COMPUTE,
    APPLY_CONFIG,
    DELETE_TIMELINE
  }

  /** How far it is. */
  public enum Status {
    SCHEDULING,
    RUNNING,
    FINISHED,
    FAILED,
    CANCELLED
  }

  /** Whether it will still change by itself. */
  public boolean unfinished() {
    return status == Status.SCHEDULING || status == Status.RUNNING;
  }

  /** From its acceptance to its last change. */
  public Duration duration() {
    return Duration.between(createdAt, updatedAt);
  }

  static Operation scheduled(
      String id, Action action, String branchId, @Nullable String endpointId, Instant now) {
    return new Operation(id, 0, action, Status.SCHEDULING, branchId, endpointId, null, now, now);
  }

  Operation numbered(long number) {
    return new Operation(
        id, number, action, status, branchId, endpointId, error, createdAt, updatedAt);
  }

  Operation in(Status next, @Nullable String reason, Instant now) {
    return new Operation(id, sequence, action, next, branchId, endpointId, reason, createdAt, now);
  }
}
