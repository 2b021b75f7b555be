package dev.neonflow.embedded.control;

import java.time.Instant;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A compute of a branch.
 *
 * @param name absent if none was given
 * @param port the loopback port it has for life
 * @param pending the state it is going to, or absent
 * @param disabled whether it refuses connections and does not start
 * @param lastActive when a client was connected last, as far as it was recorded
 */
public record Endpoint(
    String id,
    String branchId,
    Type type,
    @Nullable String name,
    int port,
    State current,
    @Nullable State pending,
    boolean disabled,
    Settings settings,
    Instant createdAt,
    Instant updatedAt,
    @Nullable Instant startedAt,
    @Nullable Instant suspendedAt,
    @Nullable Instant lastActive) {

  /** What clients can do with it. */
  public enum Type {
    READ_WRITE,
    READ_ONLY
  }

  /** What a compute does. */
  public enum State {
    INIT,
    ACTIVE,
    IDLE
  }

  /**
   * What was asked for. Sizes are recorded and reported; a local process has no use for them.
   *
   * @param suspendTimeoutSeconds how long it runs without clients; 0 for the usual time, -1 for as
   *     long as the server
   */
  public record Settings(
      double minCu, double maxCu, int suspendTimeoutSeconds, Map<String, Object> other) {

    /** What a compute has if nothing was asked for. */
    public static final Settings DEFAULT = new Settings(0.25, 2, 0, Map.of());
  }

  /** One that was asked for; it is about to start unless it is disabled. */
  static Endpoint made(
      String id, String branchId, int port, NewEndpoint request, Settings settings, Instant now) {
    boolean disabled = request.disabled();
    return new Endpoint(
        id,
        branchId,
        request.type(),
        request.name().orElse(null),
        port,
        disabled ? State.IDLE : State.INIT,
        disabled ? null : State.ACTIVE,
        disabled,
        settings,
        now,
        now,
        null,
        null,
        null);
  }

  /** The address of clients, {@code 127.0.0.1:PORT}. */
  public String host() {
    return "127.0.0.1:" + port;
  }

  /** Whether it is the one compute of its branch that writes. */
  public boolean writes() {
    return type == Type.READ_WRITE;
  }

  Endpoint goingTo(State next, Instant now) {
    return edited(
        edit -> {
          edit.pending = next;
          edit.updatedAt = now;
        });
  }

  Endpoint active(Instant now) {
    return edited(
        edit -> {
          edit.current = State.ACTIVE;
          edit.pending = null;
          edit.updatedAt = now;
          edit.startedAt = now;
        });
  }

  Endpoint idle(Instant now) {
    return edited(
        edit -> {
          edit.current = State.IDLE;
          edit.pending = null;
          edit.updatedAt = now;
          edit.suspendedAt = now;
        });
  }

  Endpoint usedAt(@Nullable Instant last) {
    return last == null ? this : edited(edit -> edit.lastActive = last);
  }

  Endpoint changed(
      @Nullable String newName, boolean newDisabled, Settings newSettings, Instant now) {
    return edited(
        edit -> {
          edit.name = newName;
          edit.disabled = newDisabled;
          edit.settings = newSettings;
          edit.updatedAt = now;
        });
  }

  private Endpoint edited(Consumer<Edit> change) {
    Edit edit = new Edit(this);
    change.accept(edit);
    return edit.endpoint();
  }

  /** An endpoint that is being changed; what never changes is not in it. */
  private static final class Edit {

    private final Endpoint old;
    private @Nullable String name;
    private State current;
    private @Nullable State pending;
    private boolean disabled;
    private Settings settings;
    private Instant updatedAt;
    private @Nullable Instant startedAt;
    private @Nullable Instant suspendedAt;
    private @Nullable Instant lastActive;

    Edit(Endpoint old) {
      this.old = old;
      this.name = old.name;
      this.current = old.current;
      this.pending = old.pending;
      this.disabled = old.disabled;
      this.settings = old.settings;
      this.updatedAt = old.updatedAt;
      this.startedAt = old.startedAt;
      this.suspendedAt = old.suspendedAt;
      this.lastActive = old.lastActive;
    }

    Endpoint endpoint() {
      return new Endpoint(
          old.id,
          old.branchId,
          old.type,
          name,
          old.port,
          current,
          pending,
          disabled,
          settings,
          old.createdAt,
          updatedAt,
          startedAt,
          suspendedAt,
          lastActive);
    }
  }
}
