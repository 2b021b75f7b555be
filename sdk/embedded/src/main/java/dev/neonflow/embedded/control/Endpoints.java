package dev.neonflow.embedded.control;

import dev.neonflow.embedded.control.Operation.Action;
import dev.neonflow.embedded.control.Operations.Step;
import dev.neonflow.embedded.postgres.Compute;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;

/** The computes of the branches. Thread-safe. */
public final class Endpoints {

  private final Store store;
  private final Now now;
  private final Ids ids;
  private final Operations operations;
  private final Computes computes;

  Endpoints(Shared shared, Store store, Operations operations, Computes computes) {
    this.store = store;
    this.now = shared.now();
    this.ids = shared.ids();
    this.operations = operations;
    this.computes = computes;
  }

  /** All of the project. */
  public List<Endpoint> list() {
    return store.state().endpoints().stream().map(this::live).toList();
  }

  /** Those of a branch: one or none. */
  public List<Endpoint> of(String branchId) {
    State state = store.state();
    state.requireBranch(branchId);
    return state.endpointsOf(branchId).stream().map(this::live).toList();
  }

  /** One endpoint. */
  public Endpoint get(String id) {
    return live(store.state().requireEndpoint(id));
  }

  /** Wakes a compute; no operation follows if it is awake. */
  public Accepted<Endpoint> start(String id) {
    if (get(id).current() == Endpoint.State.ACTIVE && get(id).pending() == null) {
      return new Accepted<>(get(id), List.of());
    }
    return move(id, Action.START_COMPUTE, Endpoint.State.ACTIVE, "start");
  }

  /** Stops a compute; its port stays open, and the next connection wakes it. */
  public Accepted<Endpoint> suspend(String id) {
    return move(id, Action.SUSPEND_COMPUTE, Endpoint.State.IDLE, "suspend");
  }

  private Accepted<Endpoint> move(String id, Action action, Endpoint.State goal, String verb) {
    Instant instant = now.get();
    String branchId = store.state().requireEndpoint(id).branchId();
    String operation = ids.uuid();
    State after =
        store.change(
            state -> {
              state.requireEndpoint(id);
              if (state.occupied(branchId)) {
                throw Refusal.transitive(verb);
              }
              return state
                  .endpoint(id, e -> e.goingTo(goal, instant))
                  .plus(List.of(Operation.scheduled(operation, action, branchId, id, instant)));
            });
    Endpoint endpoint = after.requireEndpoint(id);
    operations.run(
        List.of(new Step(operation, () -> reach(endpoint, goal))),
        () -> state -> state.endpoint(id, e -> e.idle(now.get())));
    return new Accepted<>(endpoint, after.operations(List.of(operation)));
  }

  private UnaryOperator<State> reach(Endpoint endpoint, Endpoint.State goal) {
    if (goal == Endpoint.State.ACTIVE) {
      computes.require(endpoint).resume();
    } else {
      computes.of(endpoint).ifPresent(Compute::suspend);
    }
    Instant instant = now.get();
    return state ->
        state.endpoint(
            endpoint.id(),
            e -> goal == Endpoint.State.ACTIVE ? e.active(instant) : e.idle(instant));
  }

  /** A connection may have woken it since its state was recorded. */
  private Endpoint live(Endpoint endpoint) {
    if (endpoint.pending() != null) {
      return endpoint;
    }
    boolean running = computes.of(endpoint).map(Compute::running).orElse(false);
    if (running == (endpoint.current() == Endpoint.State.ACTIVE)) {
      return endpoint;
    }
    return running ? endpoint.active(endpoint.updatedAt()) : endpoint.idle(endpoint.updatedAt());
  }
}
