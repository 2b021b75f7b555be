package dev.neonflow.embedded.control;

import dev.neonflow.embedded.control.Operation.Action;
import dev.neonflow.embedded.control.Operations.Step;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Gives branches the data of another branch. What the branch is called, and how it is connected to,
 * stays. The copy is made and made ready first, so that the branch is away for a moment only.
 */
final class BranchRestore {

  private final Store store;
  private final Now now;
  private final Ids ids;
  private final Limits limits;
  private final Operations operations;
  private final Catalog catalog;
  private final Computes computes;
  private final Replacement.Parts parts;

  BranchRestore(
      Shared shared,
      Store store,
      Passwords passwords,
      Operations operations,
      Catalog catalog,
      Computes computes,
      Copies copies,
      Leftovers leftovers,
      Schemas schemas) {
    this.store = store;
    this.now = shared.now();
    this.ids = shared.ids();
    this.limits = shared.limits();
    this.operations = operations;
    this.catalog = catalog;
    this.computes = computes;
    this.parts =
        new Replacement.Parts(
            store, shared.now(), shared.ids(), passwords, computes, copies, leftovers, schemas);
  }

  Accepted<Branch> restore(String id, RestoreRequest request) {
    catalog.refresh(id);
    catalog.refresh(request.sourceId());
    Instant instant = now.get();
    Optional<Making.Preserved> preserved =
        request.preserveUnderName().map(name -> new Making.Preserved(ids.branch(), name));
    Making making = new Making(ids.timeline(), request.sourceId(), id, preserved.orElse(null));
    List<Endpoint> active =
        store.state().endpointsOf(id).stream()
            .filter(e -> computes.of(e).map(c -> c.running()).orElse(false))
            .toList();
    List<Operation> accepted = operations(id, active, preserved.isPresent(), instant);
    State after = store.change(state -> record(state, making, active, accepted, instant));
    Branch branch = after.requireBranch(id);
    Branch source = after.requireBranch(request.sourceId());
    Replacement replacement = new Replacement(parts, making, branch, source, active);
    operations.run(chain(replacement, accepted), replacement::undo);
    return new Accepted<>(branch, after.operations(accepted.stream().map(Operation::id).toList()));
  }

  private State record(
      State state,
      Making making,
      List<Endpoint> active,
      List<Operation> accepted,
      Instant instant) {
    String id = making.branchId();
    Branch branch = state.requireBranch(id);
    Branch source = state.requireBranch(making.sourceId());
    if (source.id().equals(id)) {
      throw Refusal.invalid(
          "source_branch_id is the branch itself; its past needs source_lsn or source_timestamp");
    }
    Conflicts.check(state, id, Conflicts.Request.RESTORE);
    if (!active.stream().allMatch(e -> state.endpoint(e.id()).isPresent())) {
      // One of them was removed since they were looked at.
      throw Refusal.locked();
    }
    Conflicts.check(state, source.id(), Conflicts.Request.COPY);
    Making.Preserved preserved = making.preserved();
    BranchRules.restorable(state, branch, source, preserved != null);
    if (preserved != null) {
      BranchRules.name(state, preserved.name(), null);
      BranchRules.limits(state, limits, branch.parentId() == null);
    }
    return state
        .plus(making)
        .branch(id, b -> b.in(Branch.State.RESETTING, Branch.State.READY, instant))
        .plus(accepted);
  }

  private List<Operation> operations(
      String id, List<Endpoint> active, boolean preserved, Instant instant) {
    List<Operation> accepted = new ArrayList<>();
    accepted.add(Operation.scheduled(ids.uuid(), Action.CREATE_TIMELINE, id, null, instant));
    for (Action action : List.of(Action.SUSPEND_COMPUTE, Action.START_COMPUTE)) {
      for (Endpoint endpoint : active) {
        accepted.add(Operation.scheduled(ids.uuid(), action, id, endpoint.id(), instant));
      }
    }
    if (!preserved) {
      accepted.add(Operation.scheduled(ids.uuid(), Action.DELETE_TIMELINE, id, null, instant));
    }
    return accepted;
  }

  private static List<Step> chain(Replacement replacement, List<Operation> accepted) {
    List<Step> chain = new ArrayList<>();
    for (int i = 0; i < accepted.size(); i++) {
      Operation operation = accepted.get(i);
      boolean replaces = replaces(accepted, i);
      String endpoint = String.valueOf(operation.endpointId());
      chain.add(
          new Step(
              operation.id(),
              switch (operation.action()) {
                case CREATE_TIMELINE -> () -> replacement.copy(replaces);
                case SUSPEND_COMPUTE -> () -> replacement.suspend(endpoint, replaces);
                case START_COMPUTE -> () -> replacement.start(endpoint);
                default -> replacement::removeOld;
              }));
    }
    return chain;
  }

  /** The old data is replaced when the copy is there and nothing is left to be suspended. */
  private static boolean replaces(List<Operation> accepted, int index) {
    Action next =
        index + 1 < accepted.size() ? accepted.get(index + 1).action() : Action.DELETE_TIMELINE;
    return switch (accepted.get(index).action()) {
      case CREATE_TIMELINE, SUSPEND_COMPUTE -> next != Action.SUSPEND_COMPUTE;
      default -> false;
    };
  }
}
