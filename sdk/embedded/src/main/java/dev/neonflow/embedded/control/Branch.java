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
 * @param schemaOnly whether it is a root that was made from the schema of another branch
 * @param annotation absent if none was given at creation
 * @param holdings a new branch starts with its parent's
 * @param lastResetAt absent if it never was reset
 * @param deletion absent unless it is, or is about to be, deleted in a way that can be taken back
 */
public record Branch(
    String id,
    String name,
    String timelineId,
    boolean schemaOnly,
    Origin origin,
    Phase phase,
    boolean defaultBranch,
    boolean guarded,
    @Nullable Lease lease,
    @Nullable Map<String, String> annotation,
    Holdings holdings,
    @Nullable Instant lastResetAt,
    @Nullable Deletion deletion,
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
    RESETTING,
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
  public record Lease(Instant expiresAt, long seconds) {

    Lease from(Instant now) {
      return new Lease(now.plusSeconds(seconds), seconds);
    }
  }

  /** How a branch was deleted, and how long it can be recovered. */
  public record Deletion(Instant at, Instant recoverableUntil, Method method) {

    /** Who deleted it. */
    public enum Method {
      USER,
      TTL
    }
  }

  static Branch root(String id, String name, String timelineId, Holdings holdings, Instant now) {
    Phase ready = new Phase(State.READY, null, now);
    return made(id, name, timelineId, false, Origin.ROOT, ready, holdings, now)
        .edited(edit -> edit.defaultBranch = true);
  }

  /** A branch that is to be copied from another one. */
  static Branch init(
      String id,
      String timelineId,
      NewBranch request,
      Branch source,
      @Nullable Lease lease,
      Instant now) {
    Origin origin = request.schemaOnly() ? Origin.ROOT : new Origin(source.id(), null, null);
    return new Branch(
        id,
        request.name().orElse(id),
        timelineId,
        request.schemaOnly(),
        origin,
        new Phase(State.INIT, State.READY, now),
        false,
        request.guarded(),
        lease,
        request.annotation().isEmpty() ? null : request.annotation(),
        source.holdings(),
        null,
        null,
        now,
        now);
  }

  private static Branch made(
      String id,
      String name,
      String timelineId,
      boolean schemaOnly,
      Origin origin,
      Phase phase,
      Holdings holdings,
      Instant now) {
    return new Branch(
        id,
        name,
        timelineId,
        schemaOnly,
        origin,
        phase,
        false,
        false,
        null,
        null,
        holdings,
        null,
        null,
        now,
        now);
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

  /** When it was reset last, or is being reset now. */
  public @Nullable Instant resetAt() {
    return phase.current() == State.RESETTING ? phase.since() : lastResetAt;
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
          edit.origin = schemaOnly ? Origin.ROOT : new Origin(origin.parentId(), lsn, now);
          edit.phase = new Phase(State.READY, null, now);
          edit.updatedAt = now;
        });
  }

  /** On another timeline, with what is there; a lease begins anew, and a root stays one. */
  Branch restored(Branch source, String newTimeline, String lsn, Instant now) {
    return edited(
        edit -> {
          edit.timelineId = newTimeline;
          edit.origin = origin.parentId() == null ? origin : new Origin(source.id(), lsn, now);
          edit.holdings = source.holdings();
          edit.lease = lease == null ? null : lease.from(now);
          edit.lastResetAt = resetAt();
          edit.updatedAt = now;
        });
  }

  /** What it was before it was restored, as a branch of its own. */
  Branch preserved(String newId, String newName, Instant now) {
    Phase ready = new Phase(State.READY, null, now);
    return made(newId, newName, timelineId, false, origin, ready, holdings, now);
  }

  Branch under(String newParent) {
    return edited(edit -> edit.origin = new Origin(newParent, origin.lsn(), origin.timestamp()));
  }

  /**
   * On its way out.
   *
   * @param newDeletion absent if it goes for good
   */
  Branch leaving(@Nullable Deletion newDeletion, Instant now) {
    return in(phase.current(), State.STORAGE_DELETED, now)
        .edited(edit -> edit.deletion = newDeletion);
  }

  /** Deleted, but not for good. */
  Branch deleted(Instant now) {
    return in(State.STORAGE_DELETED, null, now);
  }

  /** Back again, for as long as nobody deletes it. */
  Branch recovered(Instant now) {
    return in(State.READY, null, now)
        .edited(
            edit -> {
              edit.deletion = null;
              edit.lease = null;
            });
  }

  Branch asDefault(boolean newDefault, Instant now) {
    return edited(
        edit -> {
          edit.defaultBranch = newDefault;
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
    private @Nullable Instant lastResetAt;
    private @Nullable Deletion deletion;
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
      this.lastResetAt = old.lastResetAt;
      this.deletion = old.deletion;
      this.updatedAt = old.updatedAt;
    }

    Branch branch() {
      return new Branch(
          old.id,
          name,
          timelineId,
          old.schemaOnly,
          origin,
          phase,
          defaultBranch,
          guarded,
          lease,
          old.annotation,
          holdings,
          lastResetAt,
          deletion,
          old.createdAt,
          updatedAt);
    }
  }
}
