package dev.neonflow.embedded.control;

import dev.neonflow.embedded.control.Branch.Lease;
import dev.neonflow.embedded.control.Operation.Action;
import dev.neonflow.embedded.control.Operations.Step;
import dev.neonflow.embedded.postgres.Compute;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Makes branches: at once in the state, then the copy and the compute as operations. */
final class BranchCreation {

  private final Store store;
  private final Now now;
  private final Ids ids;
  private final Ports ports;
  private final Passwords passwords;
  private final Operations operations;
  private final Catalog catalog;
  private final Computes computes;
  private final Limits limits;
  private final Copies copies;
  private final Leftovers leftovers;
  private final Schemas schemas;
  private final SchemaOnly schemaOnly;

  BranchCreation(
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
    this.ports = shared.ports();
    this.passwords = passwords;
    this.operations = operations;
    this.catalog = catalog;
    this.computes = computes;
    this.limits = shared.limits();
    this.copies = copies;
    this.leftovers = leftovers;
    this.schemas = schemas;
    this.schemaOnly = new SchemaOnly(shared, store, computes, schemas);
  }

  Accepted<CreatedBranch> create(NewBranch request) {
    catalog.refresh(parent(store.state(), request).id());
    Instant instant = now.get();
    String id = ids.branch();
    List<Endpoint> endpoints = endpoints(id, request, instant);
    List<Operation> accepted = operations(id, endpoints, instant);
    State after;
    try {
      after = store.change(state -> record(state, request, id, endpoints, accepted, instant));
    } catch (RuntimeException refused) {
      passwords.forget(id);
      endpoints.forEach(endpoint -> ports.release(endpoint.port()));
      throw refused;
    }
    Branch branch = after.requireBranch(id);
    Branch parent = parent(after, request);
    // All of the answer is taken before the operations run, for a failed one removes the branch.
    CreatedBranch created = new CreatedBranch(branch, after.endpointsOf(id), passwords.of(id));
    operations.run(chain(branch, parent, endpoints, accepted), () -> undo(branch, endpoints));
    List<String> operationIds = accepted.stream().map(Operation::id).toList();
    return new Accepted<>(created, after.operations(operationIds));
  }

  private static Branch parent(State state, NewBranch request) {
    return request.parentId().map(state::requireBranch).orElseGet(state::defaultBranch);
  }

  private State record(
      State state,
      NewBranch request,
      String id,
      List<Endpoint> endpoints,
      List<Operation> accepted,
      Instant instant) {
    Branch parent = parent(state, request);
    String name = request.name().orElse(id);
    BranchRules.name(state, name, null);
    BranchRules.limits(state, limits, request.schemaOnly());
    Conflicts.check(state, parent.id(), Conflicts.Request.COPY);
    BranchRules.parent(parent);
    Lease lease = request.expiresAt().map(at -> BranchRules.lease(at, instant)).orElse(null);
    BranchRules.combination(state, null, request.guarded(), lease);
    Branch branch = Branch.init(id, ids.timeline(), request, parent, lease, instant);
    // Only here it is sure that these are the passwords in the parent's data: nothing is about to
    // change them, and until the copy is made nothing may.
    passwords.put(id, passwordsOfChild(parent));
    State with =
        state.plus(branch).plus(new Making(branch.timelineId(), parent.id(), branch.id(), null));
    for (Endpoint endpoint : endpoints) {
      with = with.plus(endpoint);
    }
    return with.plus(accepted);
  }

  /** A child of a protected branch must not know its parent's passwords. */
  private Map<String, String> passwordsOfChild(Branch parent) {
    Map<String, String> inherited = passwords.of(parent.id());
    if (!parent.guarded()) {
      return inherited;
    }
    Map<String, String> fresh = new LinkedHashMap<>();
    for (Role role : parent.roles()) {
      if (inherited.containsKey(role.name())) {
        fresh.put(role.name(), ids.password());
      }
    }
    return fresh;
  }

  private List<Endpoint> endpoints(String branchId, NewBranch request, Instant instant) {
    Endpoint.Settings usual = store.state().project().endpointSettings();
    List<Endpoint.Settings> settings =
        request.endpoints().stream().map(wanted -> wanted.settings().over(usual)).toList();
    List<Endpoint> endpoints = new ArrayList<>();
    for (NewEndpoint wanted : request.endpoints()) {
      endpoints.add(
          Endpoint.made(
              ids.endpoint(),
              branchId,
              ports.hold(),
              wanted,
              settings.get(endpoints.size()),
              instant));
    }
    return endpoints;
  }

  private List<Operation> operations(String id, List<Endpoint> endpoints, Instant instant) {
    List<Operation> accepted = new ArrayList<>();
    accepted.add(Operation.scheduled(ids.uuid(), Action.CREATE_BRANCH, id, null, instant));
    for (Endpoint endpoint : endpoints) {
      accepted.add(
          Operation.scheduled(ids.uuid(), Action.START_COMPUTE, id, endpoint.id(), instant));
    }
    return accepted;
  }

  private List<Step> chain(
      Branch branch, Branch parent, List<Endpoint> endpoints, List<Operation> accepted) {
    List<Step> chain = new ArrayList<>();
    chain.add(new Step(accepted.get(0).id(), () -> copy(parent, branch, endpoints.isEmpty())));
    for (Endpoint endpoint : endpoints) {
      boolean first = chain.size() == 1;
      String operation = accepted.get(chain.size()).id();
      chain.add(new Step(operation, () -> open(branch, endpoint, first)));
    }
    return chain;
  }

  private UnaryOperator<State> copy(Branch parent, Branch branch, boolean alone) {
    String lsn = branch.schemaOnly() ? fill(parent, branch) : fork(parent, branch, alone);
    if (parent.guarded()) {
      secure(branch);
    }
    Instant instant = now.get();
    return state ->
        state.minusMaking(branch.timelineId()).branch(branch.id(), b -> b.copied(lsn, instant));
  }

  private String fill(Branch source, Branch branch) {
    schemaOnly.make(source, branch);
    return "";
  }

  private String fork(Branch parent, Branch branch, boolean alone) {
    String lsn = copies.copy(parent.timelineId(), branch.timelineId());
    if (schemas.awake(parent)) {
      schemas.keepSoon(parent, branch.timelineId());
      if (alone) {
        schemas.awaitPending(branch.timelineId());
      }
    } else if (alone) {
      schemas.keepHidden(branch);
    }
    return lsn;
  }

  /** Before anybody can connect, who would be refused with the password that was promised. */
  private void secure(Branch branch) {
    try (Compute hidden = computes.openHidden(branch.timelineId(), branch.id())) {
      passwords.of(branch.id()).forEach(hidden::setPassword);
    }
  }

  private UnaryOperator<State> open(Branch branch, Endpoint endpoint, boolean first) {
    var compute = computes.open(endpoint);
    if (first && !branch.schemaOnly()) {
      // The parent may have fallen asleep, or been woken, since the copy was made.
      if (schemas.lacks(branch.timelineId())) {
        schemas.keep(compute, branch.timelineId());
      }
      schemas.awaitPending(branch.timelineId());
    }
    Instant instant = now.get();
    return state -> state.endpoint(endpoint.id(), e -> e.active(instant));
  }

  /** A branch that could not be made is not there; its failed operation says why. */
  private UnaryOperator<State> undo(Branch branch, List<Endpoint> endpoints) {
    Instant instant = now.get();
    String id = branch.id();
    // First, so that a kill in between leaves a branch to be removed, not one without data.
    UnaryOperator<State> leaving = state -> state.branch(id, b -> b.leaving(null, instant));
    try {
      store.change(leaving);
    } catch (UncheckedIOException notNow) {
      // Then it keeps its data, and another DELETE or the next start removes both.
      store.show(leaving);
      throw notNow;
    }
    endpoints.forEach(computes::close);
    UnaryOperator<State> discarded = leftovers.discard(branch.timelineId());
    passwords.forget(id);
    return state -> discarded.apply(state).minusBranch(id);
  }
}
