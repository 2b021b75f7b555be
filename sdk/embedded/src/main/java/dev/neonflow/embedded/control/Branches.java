package dev.neonflow.embedded.control;

import dev.neonflow.embedded.control.Branch.Deletion;
import dev.neonflow.embedded.control.Branch.Lease;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The branches of the project. Thread-safe. */
public final class Branches {

  private final Store store;
  private final Now now;
  private final BranchCreation creation;
  private final BranchRestore restore;
  private final BranchDeletion deletion;

  Branches(
      Store store,
      Now now,
      BranchCreation creation,
      BranchRestore restore,
      BranchDeletion deletion) {
    this.store = store;
    this.now = now;
    this.creation = creation;
    this.restore = restore;
    this.deletion = deletion;
  }

  /** All, in the order of their creation. */
  public List<Branch> list() {
    return store.state().branches();
  }

  /** One branch. */
  public Branch get(String id) {
    return store.state().requireBranch(id);
  }

  /** The one that requests mean which name none. */
  public Branch defaultBranch() {
    return store.state().defaultBranch();
  }

  /** Accepts a new branch; it is usable when the operations are finished. */
  public Accepted<CreatedBranch> create(NewBranch request) {
    return creation.create(request);
  }

  /** Changes what needs no operation. */
  public Branch change(String id, BranchChange change) {
    Instant instant = now.get();
    return store
        .change(
            state -> {
              Branch branch = state.requireBranch(id);
              Conflicts.check(state, id, Conflicts.Request.CHANGE);
              String name = change.name().orElse(branch.name());
              BranchRules.name(state, name, id);
              boolean guarded = change.guarded().orElse(branch.guarded());
              Lease lease = branch.lease();
              if (change.expiration().isPresent()) {
                Instant at = change.expiration().get().at();
                lease = at == null ? null : BranchRules.lease(at, instant);
              }
              BranchRules.combination(state, branch, guarded, lease);
              Branch changed = branch.changed(name, guarded, lease, instant);
              return state.branch(id, same -> changed);
            })
        .requireBranch(id);
  }

  /** Makes a branch the one that requests mean which name none. */
  public Branch makeDefault(String id) {
    Instant instant = now.get();
    return store
        .change(
            state -> {
              Branch branch = state.requireBranch(id);
              Conflicts.check(state, id, Conflicts.Request.CHANGE);
              BranchRules.defaultable(branch);
              String old = state.defaultBranch().id();
              return old.equals(id)
                  ? state
                  : state
                      .branch(old, b -> b.asDefault(false, instant))
                      .branch(id, b -> b.asDefault(true, instant));
            })
        .requireBranch(id);
  }

  /** Accepts that a branch gets the data of another one; it stays where its clients find it. */
  public Accepted<Branch> restore(String id, RestoreRequest request) {
    return restore.restore(id, request);
  }

  /**
   * Accepts a deletion; empty if there is no such branch (any more).
   *
   * @param forGood whether it can not be recovered
   */
  public Optional<Accepted<Branch>> delete(String id, boolean forGood) {
    return deletion.delete(id, Deletion.Method.USER, forGood);
  }

  void expire(String id) {
    deletion.delete(id, Deletion.Method.TTL, false);
  }
}
