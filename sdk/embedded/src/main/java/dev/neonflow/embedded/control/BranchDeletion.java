package dev.neonflow.embedded.control;

import dev.neonflow.embedded.control.Branch.Deletion;
import dev.neonflow.embedded.control.Branch.Deletion.Method;
import dev.neonflow.embedded.control.Operation.Action;
import dev.neonflow.embedded.control.Operations.Step;
import dev.neonflow.embedded.postgres.DataPlane;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Removes branches: accepted at once, then the compute and the data as operations. For a while they
 * can be recovered; then only the compute goes, and the branch is out of sight.
 */
final class BranchDeletion {

  private final Store store;
  private final Now now;
  private final Ids ids;
  private final Passwords passwords;
  private final Operations operations;
  private final Computes computes;
  private final DataPlane data;
  private final Limits limits;
  private final DeletedBranches deleted;

  BranchDeletion(
      Shared shared,
      Store store,
      Passwords passwords,
      Operations operations,
      Computes computes,
      DeletedBranches deleted) {
    this.store = store;
    this.now = shared.now();
    this.ids = shared.ids();
    this.passwords = passwords;
    this.operations = operations;
    this.computes = computes;
    this.data = shared.data();
    this.limits = shared.limits();
    this.deleted = deleted;
  }

  /**
   * Accepts a deletion; empty if there is no such branch (any more).
   *
   * @param forGood whether it can not be recovered
   */
  Optional<Accepted<Branch>> delete(String id, Method method, boolean forGood) {
    if (store.state().branch(id).isEmpty()) {
      return Optional.empty();
    }
    Instant instant = now.get();
    Deletion deletion =
        forGood || limits.recoverable().isZero()
            ? null
            : new Deletion(instant, instant.plus(limits.recoverable()), method);
    List<Endpoint> endpoints = store.state().endpointsOf(id);
    List<Operation> accepted = new ArrayList<>();
    List<Step> chain = new ArrayList<>();
    for (Endpoint endpoint : endpoints) {
      String operation = ids.uuid();
      accepted.add(
          Operation.scheduled(operation, Action.SUSPEND_COMPUTE, id, endpoint.id(), instant));
      chain.add(new Step(operation, () -> close(endpoint)));
    }
    String operation = ids.uuid();
    accepted.add(Operation.scheduled(operation, Action.DELETE_TIMELINE, id, null, instant));
    chain.add(new Step(operation, () -> remove(id)));

    State after = store.change(state -> record(state, id, deletion, endpoints, accepted, instant));
    Optional<Branch> branch = after.branch(id);
    if (branch.isEmpty()) {
      return Optional.empty();
    }
    // If it fails, the branch stays on its way out: another DELETE, or the next start, goes on.
    operations.run(chain, UnaryOperator::identity);
    List<String> operationIds = accepted.stream().map(Operation::id).toList();
    return Optional.of(new Accepted<>(branch.get(), after.operations(operationIds)));
  }

  private static State record(
      State state,
      String id,
      @Nullable Deletion deletion,
      List<Endpoint> endpoints,
      List<Operation> accepted,
      Instant instant) {
    Optional<Branch> found = state.branch(id);
    if (found.isEmpty()) {
      return state;
    }
    Branch branch = found.get();
    Conflicts.check(state, id, Conflicts.Request.DELETE);
    BranchRules.deletable(state, branch);
    if (!ids(state.endpointsOf(id)).equals(ids(endpoints))) {
      // One was made or removed since they were looked at.
      throw Refusal.locked();
    }
    Branch leaving = branch.leaving(deletion, instant);
    State after = state.branch(id, same -> leaving);
    for (Endpoint endpoint : state.endpointsOf(id)) {
      after = after.endpoint(endpoint.id(), e -> e.goingTo(Endpoint.State.IDLE, instant));
    }
    return after.plus(accepted);
  }

  private static Set<String> ids(List<Endpoint> endpoints) {
    return endpoints.stream().map(Endpoint::id).collect(Collectors.toSet());
  }

  private UnaryOperator<State> close(Endpoint endpoint) {
    computes.close(endpoint);
    Instant instant = now.get();
    return state -> state.endpoint(endpoint.id(), e -> e.idle(instant));
  }

  private UnaryOperator<State> remove(String id) {
    Optional<Branch> branch = store.state().branch(id);
    if (branch.isPresent() && branch.get().deletion() != null) {
      Instant instant = now.get();
      return state -> state.branch(id, b -> b.deleted(instant)).delete(id);
    }
    branch.map(Branch::timelineId).ifPresent(data::delete);
    passwords.forget(id);
    deleted.purgeChildrenOf(id);
    return state -> state.minusBranch(id);
  }
}
