package dev.neonflow.embedded.control;

import dev.neonflow.embedded.control.Operation.Action;
import dev.neonflow.embedded.control.Operation.Status;
import dev.neonflow.embedded.postgres.Compute;
import dev.neonflow.embedded.postgres.DataPlane;
import dev.neonflow.embedded.postgres.DatabaseRow;
import dev.neonflow.embedded.postgres.PostgresException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the state and the data together after a stop at any moment: a branch that was half made is
 * removed, one whose deletion was accepted too, a restore has either happened or not, and
 * everything else serves again.
 */
final class Recovery {

  private static final Logger LOG = LoggerFactory.getLogger(Recovery.class);

  private final Store store;
  private final Now now;
  private final Passwords passwords;
  private final Computes computes;
  private final DataPlane data;
  private final DeletedBranches deleted;
  private final Leftovers leftovers;

  Recovery(
      Shared shared,
      Store store,
      Passwords passwords,
      Computes computes,
      DeletedBranches deleted,
      Leftovers leftovers) {
    this.store = store;
    this.now = shared.now();
    this.passwords = passwords;
    this.computes = computes;
    this.data = shared.data();
    this.deleted = deleted;
    this.leftovers = leftovers;
  }

  void run() {
    endBranches();
    Set<String> undone = endRestores();
    leftovers.removeAll();
    settlePasswordFile();
    refuseLoss();
    Set<String> unsure = branchesWithUnsurePasswords();
    Set<String> unserved = openComputes(unsure);
    endOperations(unserved, undone);
  }

  /** Removes those that were half made, and those whose deletion was accepted. */
  private void endBranches() {
    for (Branch branch : store.state().branches()) {
      if (branch.leaving() && branch.deletion() != null) {
        Instant instant = now.get();
        store.change(
            state -> state.branch(branch.id(), b -> b.deleted(instant)).delete(branch.id()));
      } else if (branch.leaving() || branch.phase().current() == Branch.State.INIT) {
        LOG.info("Branch {} was not finished when the server stopped; removing it", branch.id());
        data.delete(branch.timelineId());
        deleted.purgeChildrenOf(branch.id());
        store.change(state -> state.minusMaking(branch.timelineId()).minusBranch(branch.id()));
      }
    }
  }

  /** A restore that was recorded is finished, and any other one is as if it had not begun. */
  private Set<String> endRestores() {
    Set<String> undone = new HashSet<>();
    for (Making making : store.state().makings()) {
      LOG.info(
          "Branch {} was not restored when the server stopped; it keeps its data",
          making.branchId());
      data.delete(making.timelineId());
      undone.add(making.branchId());
    }
    Instant instant = now.get();
    store.change(
        state -> {
          State after = state;
          for (Making making : state.makings()) {
            after = after.minusMaking(making.timelineId());
          }
          for (Branch branch : state.branches()) {
            if (branch.phase().current() == Branch.State.RESETTING) {
              after = after.branch(branch.id(), b -> b.in(Branch.State.READY, null, instant));
            }
          }
          return after;
        });
    return undone;
  }

  private void settlePasswordFile() {
    Set<String> known = new HashSet<>();
    for (Branch branch : store.state().branches()) {
      passwords.adopt(branch.timelineId(), branch.id());
      known.add(branch.id());
    }
    store.state().deleted().forEach(gone -> known.add(gone.branch().id()));
    for (Operation operation : store.state().operations()) {
      String branchId = operation.branchId();
      if (branchId != null && operation.unfinished() && known.contains(branchId)) {
        passwords.merge(operation.id(), branchId);
      }
    }
    passwords.retain(known);
  }

  private void refuseLoss() {
    Set<String> stored = data.timelines();
    Set<String> lost =
        store.state().branches().stream()
            .filter(branch -> !stored.contains(branch.timelineId()))
            .map(Branch::id)
            .collect(Collectors.toSet());
    if (lost.contains(store.state().defaultBranch().id())) {
      throw new PostgresException(
          "the data of " + lost + " is gone; put it back, or start with another directory", null);
    }
    if (!lost.isEmpty()) {
      LOG.warn("The data of {} is gone; put it back, or delete these branches", lost);
    }
  }

  /** A password is recorded when it is promised, and given to PostgreSQL by an operation later. */
  private Set<String> branchesWithUnsurePasswords() {
    Set<String> branches = new HashSet<>();
    for (Operation operation : store.state().operations()) {
      boolean setsPasswords =
          operation.action() == Action.START_COMPUTE || operation.action() == Action.APPLY_CONFIG;
      if (operation.unfinished() && setsPasswords) {
        branches.add(operation.branchId());
      }
    }
    return branches;
  }

  /** The change of a database's name keeps clients away from it for a moment. */
  private static void admitClients(Compute compute) {
    for (DatabaseRow database : compute.databases()) {
      String name = Configuration.quoted(database.name());
      compute.execute("postgres", List.of("ALTER DATABASE " + name + " ALLOW_CONNECTIONS true"));
    }
  }

  private void settlePasswords(String branchId, Compute compute) {
    List<String> roles = compute.roles();
    passwords
        .of(branchId)
        .forEach(
            (role, password) -> {
              if (roles.contains(role)) {
                compute.setPassword(role, password);
              } else {
                passwords.forget(branchId, role);
              }
            });
  }

  private void endOperations(Set<String> unserved, Set<String> undone) {
    Instant instant = now.get();
    store.change(
        state -> {
          State after = state;
          for (Operation operation : state.operations()) {
            if (operation.unfinished()) {
              boolean done =
                  !undone.contains(operation.branchId())
                      && doneByRecovery(state, operation, unserved);
              after =
                  after.operation(
                      operation.id(),
                      done ? Status.FINISHED : Status.FAILED,
                      done ? null : "the server stopped before it was finished",
                      instant);
            }
          }
          return after;
        });
  }

  private static boolean doneByRecovery(State state, Operation operation, Set<String> unserved) {
    return switch (operation.action()) {
      case DELETE_TIMELINE, SUSPEND_COMPUTE -> true;
      case CREATE_TIMELINE -> state.branch(operation.branchId()).isPresent();
      case START_COMPUTE ->
          state.branch(operation.branchId()).isPresent()
              && !unserved.contains(operation.branchId());
      case CREATE_BRANCH, APPLY_CONFIG -> false;
    };
  }

  /**
   * Opens every port, and starts what ran. The server is of no use without the default branch, but
   * it is without another: that one's next connection tries again.
   *
   * @return the branches that cannot be served now
   */
  private Set<String> openComputes(Set<String> unsure) {
    State state = store.state();
    Set<String> unserved = new HashSet<>();
    for (Endpoint endpoint : state.endpoints()) {
      Branch branch = state.requireBranch(endpoint.branchId());
      try {
        openCompute(endpoint, unsure.contains(branch.id()));
      } catch (PostgresException e) {
        String reason = String.valueOf(e.getMessage());
        if (branch.defaultBranch() && endpoint.writes()) {
          throw new PostgresException(
              "the default branch " + branch.name() + " cannot be served: " + reason, e);
        }
        LOG.warn(
            "Branch {} ({}) cannot be served: {}; its endpoint {} is idle until it is needed",
            branch.name(),
            branch.id(),
            reason,
            endpoint.id());
        unserved.add(branch.id());
        idle(endpoint);
      }
    }
    return unserved;
  }

  private void openCompute(Endpoint endpoint, boolean unsure) {
    Compute compute = computes.bind(endpoint);
    if (unsure && endpoint.writes()) {
      settlePasswords(endpoint.branchId(), compute);
      admitClients(compute);
    }
    if (asleep(endpoint)) {
      compute.suspend();
      idle(endpoint);
    } else {
      compute.resume();
      Instant instant = now.get();
      store.change(state -> state.endpoint(endpoint.id(), e -> e.active(instant)));
    }
  }

  /** A replica's copy is gone, and it may be that nobody needs another one. */
  private static boolean asleep(Endpoint endpoint) {
    boolean wanted =
        endpoint.current() == Endpoint.State.IDLE
            ? endpoint.pending() == Endpoint.State.ACTIVE
            : endpoint.pending() != Endpoint.State.IDLE;
    return !wanted || endpoint.disabled() || !endpoint.writes();
  }

  /** One that slept already goes on sleeping since then. */
  private void idle(Endpoint endpoint) {
    boolean slept = endpoint.current() == Endpoint.State.IDLE && endpoint.pending() == null;
    if (!slept) {
      Instant instant = now.get();
      store.change(state -> state.endpoint(endpoint.id(), e -> e.idle(instant)));
    }
  }
}
