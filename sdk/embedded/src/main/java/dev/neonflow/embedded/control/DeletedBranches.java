package dev.neonflow.embedded.control;

import dev.neonflow.embedded.postgres.PostgresException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The deleted branches that can be recovered, and the end of those that no longer can: their time
 * is over, their room is needed, or their parent is gone for good. Thread-safe.
 */
public final class DeletedBranches {

  private static final Logger LOG = LoggerFactory.getLogger(DeletedBranches.class);

  private final Store store;
  private final Now now;
  private final Limits limits;
  private final Passwords passwords;
  private final Computes computes;
  private final Leftovers leftovers;

  DeletedBranches(
      Shared shared, Store store, Passwords passwords, Computes computes, Leftovers leftovers) {
    this.store = store;
    this.now = shared.now();
    this.limits = shared.limits();
    this.passwords = passwords;
    this.computes = computes;
    this.leftovers = leftovers;
  }

  /** A branch that is back, and its endpoints, which sleep. */
  public record Recovered(Branch branch, List<Endpoint> endpoints) {}

  /** All, in the order of their deletion. */
  public List<Branch> list() {
    return store.state().deleted().stream().map(Deleted::branch).toList();
  }

  /** Takes a deletion back; whatever connected to the branch connects again, and wakes it. */
  public synchronized Recovered recover(String id) {
    Instant instant = now.get();
    Deleted deleted = recoverable(store.state(), id);
    for (Endpoint endpoint : deleted.endpoints()) {
      open(deleted.branch(), endpoint);
    }
    try {
      State after = store.change(state -> back(state, recoverable(state, id), instant));
      return new Recovered(after.requireBranch(id), after.endpointsOf(id));
    } catch (RuntimeException refused) {
      deleted.endpoints().forEach(computes::close);
      throw refused;
    }
  }

  private void open(Branch branch, Endpoint endpoint) {
    try {
      computes.bind(branch, endpoint);
    } catch (PostgresException e) {
      LOG.warn("Endpoint {} is idle until it is started: {}", endpoint.id(), e.getMessage());
      computes.close(endpoint);
    }
  }

  private Deleted recoverable(State state, String id) {
    if (state.branch(id).isPresent()) {
      throw Refusal.rule("branch \"" + id + "\" is not deleted");
    }
    Deleted deleted =
        state.deleted(id).orElseThrow(() -> Refusal.notFound("branch \"" + id + "\" not found"));
    Branch branch = deleted.branch();
    BranchRules.name(state, branch.name(), null);
    BranchRules.limits(state, limits, branch.parentId() == null);
    if (branch.parentId() != null) {
      Branch parent =
          state
              .branch(branch.parentId())
              .orElseThrow(
                  () ->
                      Refusal.rule(
                          "the parent of branch \"" + id + "\" is deleted; recover it first"));
      if (parent.leaving()) {
        throw Refusal.locked();
      }
      BranchRules.parent(parent);
    }
    return deleted;
  }

  private static State back(State state, Deleted deleted, Instant instant) {
    Branch branch = deleted.branch().recovered(instant);
    State after = state.minusDeleted(branch.id()).plus(branch);
    for (Endpoint endpoint : deleted.endpoints()) {
      after = after.plus(endpoint.idle(instant));
    }
    return after;
  }

  /** Removes for good those whose time is over. */
  void purgeExpired() {
    Instant instant = now.get();
    for (Deleted deleted : store.state().deleted()) {
      if (!deleted.deletion().recoverableUntil().isAfter(instant)) {
        purge(deleted.branch().id());
      }
    }
  }

  /** Removes for good the one that was deleted first; whether there was one. */
  boolean purgeOldest() {
    var oldest =
        store.state().deleted().stream()
            .min(Comparator.comparing((Deleted deleted) -> deleted.deletion().at()));
    oldest.ifPresent(
        deleted -> {
          LOG.warn(
              "Deleted branch {} can not be recovered any more: its room is needed",
              deleted.branch().id());
          purge(deleted.branch().id());
        });
    return oldest.isPresent();
  }

  /** Removes for good the deleted children of a branch, for there is nothing to recover them to. */
  void purgeChildrenOf(String id) {
    purgeAll(deleted -> id.equals(deleted.branch().parentId()));
  }

  private void purge(String id) {
    purgeAll(deleted -> deleted.branch().id().equals(id));
  }

  private synchronized void purgeAll(Predicate<Deleted> which) {
    for (Deleted deleted : store.state().deleted().stream().filter(which).toList()) {
      String id = deleted.branch().id();
      String timelineId = deleted.branch().timelineId();
      purgeChildrenOf(id);
      store.change(state -> state.minusDeleted(id).plusLeftover(timelineId));
      passwords.forget(id);
      leftovers.remove(timelineId);
    }
  }
}
