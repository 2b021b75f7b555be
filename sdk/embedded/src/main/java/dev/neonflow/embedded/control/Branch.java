package dev.neonflow.embedded.control;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A branch as it is recorded.
 *
 * @param timelineId where its data is; another one after a reset
 * @param annotation absent if none was given at creation
 * @param holdings a new branch starts with its parent's
 */
public record Branch(
    String id,
    String name,
    String timelineId,
    Origin origin,
    Phase phase,
    boolean defaultBranch,
    boolean guarded,
    @Nullable Lease lease,
    @Nullable Map<String, String> annotation,
    Holdings holdings,
    Instant createdAt,
    Instant updatedAt) {

  /**
   * Where its data came from.
   *
   * @param parentId absent for a root branch
   * @param lsn the parent's position that the copy stands for; absent until the copy is done
   */
  public record Origin(
      @Nullable String parentId, @Nullable String lsn, @Nullable Instant timestamp) {

    static final Origin ROOT = new Origin(null, null, null);
  }

  /** Where a branch is in its life. */
  public enum State {
    INIT,
    READY,
    STORAGE_DELETED
  }

  /**
   * The state, and the one that it is going to.
   *
   * @param pending absent if it stays as it is
   */
  public record Phase(State current, @Nullable State pending, Instant since) {}

  /**
   * Until when a branch lives.
   *
   * @param seconds the length that was asked for
   */
  public record Lease(Instant expiresAt, long seconds) {}

  static Branch root(String id, String name, String timelineId, Holdings holdings, Instant now) {
    Phase ready = new Phase(State.READY, null, now);
    return new Branch(
        id, name, timelineId, Origin.ROOT, ready, true, false, null, null, holdings, now, now);
  }

  /** The branch that it was made from, or absent for a root branch. */
  public @Nullable String parentId() {
    return origin.parentId();
  }

  /** Its databases as they were last seen. */
  public List<Database> databases() {
    return holdings.databases();
  }

  /** Its roles as they were last seen. */
  public List<Role> roles() {
    return holdings.roles();
  }

  /** Whether it can be used and is not about to change. */
  public boolean ready() {
    return phase.current() == State.READY && phase.pending() == null;
  }

  /** Whether its deletion was accepted. */
  public boolean leaving() {
    return phase.pending() == State.STORAGE_DELETED;
  }

  Branch in(State current, @Nullable State pending, Instant now) {
    return edited(
        edit -> {
          edit.phase = new Phase(current, pending, now);
          edit.updatedAt = now;
        });
  }

  Branch copied(String lsn, Instant now) {
    return edited(
        edit -> {
          edit.origin = new Origin(origin.parentId(), lsn, now);
          edit.phase = new Phase(State.READY, null, now);
          edit.updatedAt = now;
        });
  }

  Branch changed(String newName, boolean newGuarded, @Nullable Lease newLease, Instant now) {
    return edited(
        edit -> {
          edit.name = newName;
          edit.guarded = newGuarded;
          edit.lease = newLease;
          edit.updatedAt = now;
        });
  }

  Branch holding(Holdings newHoldings) {
    return edited(edit -> edit.holdings = newHoldings);
  }

  private Branch edited(Consumer<Edit> change) {
    Edit edit = new Edit(this);
    change.accept(edit);
    return edit.branch();
  }

  /** A branch that is being changed; what never changes is not in it. */
  private static final class Edit {
    private final Branch old;
    private String name;
    private String timelineId;
    private Origin origin;
    private Phase phase;
    private boolean defaultBranch;
    private boolean guarded;
    private @Nullable Lease lease;
    private Holdings holdings;
    private Instant updatedAt;

    Edit(Branch old) {
      this.old = old;
      this.name = old.name;
      this.timelineId = old.timelineId;
      this.origin = old.origin;
      this.phase = old.phase;
      this.defaultBranch = old.defaultBranch;
      this.guarded = old.guarded;
      this.lease = old.lease;
      this.holdings = old.holdings;
      this.updatedAt = old.updatedAt;
    }

    Branch branch() {
      return new Branch(
          old.id,
          name,
          timelineId,
          origin,
          phase,
          defaultBranch,
          guarded,
          lease,
          old.annotation,
          holdings,
          old.createdAt,
          updatedAt);
    }
  }
}
