package dev.neonflow.embedded.control;

import dev.neonflow.embedded.control.Operation.Action;
import dev.neonflow.embedded.control.Operations.Step;
import dev.neonflow.embedded.postgres.Compute;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The computes of the branches. Thread-safe. */
public final class Endpoints {

  private final Store store;
  private final Now now;
  private final Ids ids;
  private final Ports ports;
  private final Operations operations;
  private final Computes computes;
  private final Activity activity;

  Endpoints(
      Shared shared, Store store, Operations operations, Computes computes, Activity activity) {
    this.store = store;
    this.now = shared.now();
    this.ids = shared.ids();
    this.ports = shared.ports();
    this.operations = operations;
    this.computes = computes;
    this.activity = activity;
  }

  /** All of the project. */
  public List<Endpoint> list() {
    return store.state().endpoints().stream().map(activity::look).toList();
  }

  /** Those of a branch. */
  public List<Endpoint> of(String branchId) {
    State state = store.state();
    state.requireBranch(branchId);
    return state.endpointsOf(branchId).stream().map(activity::look).toList();
  }

  /** One endpoint. */
  public Endpoint get(String id) {
    return activity.look(store.state().requireEndpoint(id));
  }

  /** Accepts a new compute of a branch; it starts unless it is disabled. */
  public Accepted<Endpoint> create(String branchId, NewEndpoint request) {
    request.name().ifPresent(EndpointRules::name);
    Instant instant = now.get();
    Endpoint.Settings settings =
        request.settings().over(store.state().project().endpointSettings());
    int port = ports.hold();
    Endpoint endpoint = Endpoint.made(ids.endpoint(), branchId, port, request, settings, instant);
    List<Operation> accepted =
        request.disabled() ? List.of() : List.of(scheduled(Action.START_COMPUTE, endpoint));
    boolean recorded = false;
    try {
      store.change(
          state -> {
            EndpointRules.addable(state, state.requireBranch(branchId), request);
            return state.plus(endpoint).plus(accepted);
          });
      recorded = true;
    } finally {
      if (!recorded) {
        ports.release(port);
      }
    }
    if (request.disabled()) {
      computes.bind(endpoint);
    }
    return run(endpoint, accepted, List.of(() -> reach(endpoint, Endpoint.State.ACTIVE)));
  }

  /** Changes a compute; one that becomes disabled is suspended. */
  public Accepted<Endpoint> change(String id, EndpointChange change) {
    change.name().ifPresent(EndpointRules::name);
    Instant instant = now.get();
    List<Operation> accepted = new ArrayList<>();
    State after =
        store.change(
            state -> {
              Endpoint old = state.requireEndpoint(id);
              if (Conflicts.exist(state, old.branchId(), Conflicts.Request.COMPUTE)) {
                throw Refusal.transitive("update");
              }
              boolean disabled = change.disabled().orElse(old.disabled());
              Endpoint changed =
                  old.changed(
                      change.name().orElse(old.name()),
                      disabled,
                      change.settings().over(old.settings()),
                      instant);
              accepted.clear();
              if (disabled && !old.disabled()) {
                accepted.add(scheduled(Action.SUSPEND_COMPUTE, old));
                changed = changed.goingTo(Endpoint.State.IDLE, instant);
              }
              Endpoint next = changed;
              return state.endpoint(id, same -> next).plus(accepted);
            });
    Endpoint endpoint = after.requireEndpoint(id);
    computes.admit(endpoint);
    return run(endpoint, accepted, List.of(() -> reach(endpoint, Endpoint.State.IDLE)));
  }

  /** Accepts the end of a compute; empty if there is none of this id (any more). */
  public Optional<Accepted<Endpoint>> delete(String id) {
    Endpoint found = store.state().endpoint(id).orElse(null);
    if (found == null) {
      return Optional.empty();
    }
    Instant instant = now.get();
    List<Operation> accepted = List.of(scheduled(Action.SUSPEND_COMPUTE, found));
    List<Endpoint> gone = new ArrayList<>();
    store.change(
        state -> {
          gone.clear();
          Optional<Endpoint> endpoint = state.endpoint(id);
          if (endpoint.isEmpty()) {
            return state;
          }
          EndpointRules.deletable(state, state.requireBranch(endpoint.get().branchId()));
          gone.add(endpoint.get().goingTo(Endpoint.State.IDLE, instant));
          // At once: a kill before the process is stopped leaves nothing to clean up.
          return state.minusEndpoint(id).plus(accepted);
        });
    return gone.stream().findFirst().map(endpoint -> run(endpoint, accepted, closing(endpoint)));
  }

  private List<Operations.Work> closing(Endpoint endpoint) {
    return List.of(
        () -> {
          computes.close(endpoint);
          activity.forget(endpoint.id());
          return UnaryOperator.identity();
        });
  }

  /** Wakes a compute; no operation follows if it is awake. */
  public Accepted<Endpoint> start(String id) {
    Endpoint endpoint = get(id);
    if (endpoint.current() == Endpoint.State.ACTIVE && endpoint.pending() == null) {
      return new Accepted<>(endpoint, List.of());
    }
    return move(id, "start", List.of(Endpoint.State.ACTIVE));
  }

  /** Stops a compute; its port stays open, and the next connection wakes it. */
  public Accepted<Endpoint> suspend(String id) {
    return move(id, "suspend", List.of(Endpoint.State.IDLE));
  }

  /** Stops a compute and starts it again. */
  public Accepted<Endpoint> restart(String id) {
    return move(id, "restart", List.of(Endpoint.State.IDLE, Endpoint.State.ACTIVE));
  }

  private Accepted<Endpoint> move(String id, String verb, List<Endpoint.State> way) {
    Instant instant = now.get();
    Endpoint before = store.state().requireEndpoint(id);
    Endpoint.State goal = way.get(way.size() - 1);
    List<Operation> accepted =
        way.stream()
            .map(
                state ->
                    state == Endpoint.State.ACTIVE ? Action.START_COMPUTE : Action.SUSPEND_COMPUTE)
            .map(action -> scheduled(action, before))
            .toList();
    State after =
        store.change(
            state -> {
              Endpoint endpoint = state.requireEndpoint(id);
              if (goal == Endpoint.State.ACTIVE) {
                EndpointRules.startable(endpoint);
              }
              if (Conflicts.exist(state, endpoint.branchId(), Conflicts.Request.COMPUTE)) {
                throw Refusal.transitive(verb);
              }
              return state.endpoint(id, e -> e.goingTo(goal, instant)).plus(accepted);
            });
    Endpoint endpoint = after.requireEndpoint(id);
    List<Operations.Work> works = new ArrayList<>();
    for (Endpoint.State state : way) {
      works.add(() -> reach(endpoint, state, state == goal ? null : goal));
    }
    return run(endpoint, accepted, works);
  }

  private Operation scheduled(Action action, Endpoint endpoint) {
    return Operation.scheduled(ids.uuid(), action, endpoint.branchId(), endpoint.id(), now.get());
  }

  /** Answers with the operations as they were accepted, and lets them run. */
  private Accepted<Endpoint> run(
      Endpoint endpoint, List<Operation> accepted, List<Operations.Work> works) {
    List<String> operationIds = accepted.stream().map(Operation::id).toList();
    List<Operation> recorded = store.state().operations(operationIds);
    List<Step> chain = new ArrayList<>();
    for (int i = 0; i < accepted.size(); i++) {
      chain.add(new Step(accepted.get(i).id(), works.get(i)));
    }
    if (!chain.isEmpty()) {
      operations.run(chain, () -> state -> state.endpoint(endpoint.id(), e -> e.idle(now.get())));
    }
    return new Accepted<>(endpoint, recorded);
  }

  private UnaryOperator<State> reach(Endpoint endpoint, Endpoint.State goal) {
    return reach(endpoint, goal, null);
  }

  private UnaryOperator<State> reach(
      Endpoint endpoint, Endpoint.State goal, Endpoint.@Nullable State next) {
    if (goal == Endpoint.State.ACTIVE) {
      computes.require(endpoint).resume();
    } else {
      computes.of(endpoint).ifPresent(Compute::suspend);
    }
    Instant instant = now.get();
    return state ->
        state.endpoint(
            endpoint.id(),
            e -> {
              Endpoint there = goal == Endpoint.State.ACTIVE ? e.active(instant) : e.idle(instant);
              return next == null ? there : there.goingTo(next, instant);
            });
  }
}
