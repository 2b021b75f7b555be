package dev.neonflow.embedded.control;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A read-write compute of a branch.
 *
 * @param port the loopback port it has for life
 * @param pending the state it is going to, or absent
 */
public record Endpoint(
    String id,
    String branchId,
    int port,
    State current,
    @Nullable State pending,
    Settings settings,
    Instant createdAt,
    Instant updatedAt,
    @Nullable Instant startedAt,
    @Nullable Instant suspendedAt) {

  /** What a compute does. */
  public enum State {
    INIT,
    ACTIVE,
    IDLE
  }

  /**
   * What was asked for. Sizes and timeouts are recorded and reported; a local process has no use
   * for them.
   */
  public record Settings(
      double minCu, double maxCu, int suspendTimeoutSeconds, Map<String, Object> other) {

    /** What a compute has if nothing was asked for. */
    public static final Settings DEFAULT = new Settings(0.25, 2, 0, Map.of());
  }

  /** The address of clients, {@code 127.0.0.1:PORT}. */
  public String host() {
    return "127.0.0.1:" + port;
  }

  Endpoint goingTo(State next, Instant now) {
    return new Endpoint(
        id, branchId, port, current, next, settings, createdAt, now, startedAt, suspendedAt);
  }

  Endpoint active(Instant now) {
    return new Endpoint(
        id, branchId, port, State.ACTIVE, null, settings, createdAt, now, now, suspendedAt);
  }

  Endpoint idle(Instant now) {
    return new Endpoint(
        id, branchId, port, State.IDLE, null, settings, createdAt, now, startedAt, now);
  }
}
