package dev.neonflow.embedded.control;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A branch as it is recorded. Its databases and roles are those last seen in its catalog; a new
 * branch starts with its parent's.
 *
 * @param parentLsn the parent's position that the copy stands for; absent until the copy is done
 * @param annotation absent if none was given at creation
 */
public record Branch(
    String id,
    String name,
    @Nullable String parentId,
    @Nullable String parentLsn,
    @Nullable Instant parentTimestamp,
    Phase phase,
    boolean defaultBranch,
    boolean guarded,
    @Nullable Lease lease,
    @Nullable Map<String, String> annotation,
    List<Database> databases,
    List<Role> roles,
    Instant createdAt,
    Instant updatedAt) {

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

  /** Whether it can be used and is not about to change. */
  public boolean ready() {
    return phase.current() == State.READY && phase.pending() == null;
  }

  /** Whether its deletion was accepted. */
  public boolean leaving() {
    return phase.pending() == State.STORAGE_DELETED;
  }

  Branch in(State current, @Nullable State pending, Instant now) {
    return new Branch(
        id,
        name,
        parentId,
        parentLsn,
        parentTimestamp,
        new Phase(current, pending, now),
        defaultBranch,
        guarded,
        lease,
        annotation,
        databases,
        roles,
        createdAt,
        now);
  }

  Branch copied(String lsn, Instant now) {
    return new Branch(
        id,
        name,
        parentId,
        lsn,
        now,
        new Phase(State.READY, null, now),
        defaultBranch,
        guarded,
        lease,
        annotation,
        databases,
        roles,
        createdAt,
        now);
  }

  Branch changed(String newName, boolean newGuarded, @Nullable Lease newLease, Instant now) {
    return new Branch(
        id,
        newName,
        parentId,
        parentLsn,
        parentTimestamp,
        phase,
        defaultBranch,
        newGuarded,
        newLease,
        annotation,
        databases,
        roles,
        createdAt,
        now);
  }

  Branch holding(List<Database> newDatabases, List<Role> newRoles) {
    return new Branch(
        id,
        name,
        parentId,
        parentLsn,
        parentTimestamp,
        phase,
        defaultBranch,
        guarded,
        lease,
        annotation,
        List.copyOf(newDatabases),
        List.copyOf(newRoles),
        createdAt,
        updatedAt);
  }
}
