package dev.neonflow.embedded.control;

import dev.neonflow.embedded.postgres.Compute;
import dev.neonflow.embedded.postgres.ComputeSpec;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The computes that are open, by endpoint. */
final class Computes {

  private final Shared shared;
  private final Store store;
  private final Map<String, Compute> open = new ConcurrentHashMap<>();

  Computes(Shared shared, Store store) {
    this.shared = shared;
    this.store = store;
  }

  /** Opens the compute of an endpoint on the timeline that its branch is on now. */
  Compute open(Endpoint endpoint) {
    State state = store.state();
    shared.ports().release(endpoint.port());
    Compute compute =
        shared
            .data()
            .open(
                new ComputeSpec(
                    state.requireBranch(endpoint.branchId()).timelineId(),
                    state.project().id(),
                    endpoint.branchId(),
                    endpoint.id(),
                    endpoint.port()),
                () -> shared.disturbances().beforeComputeStart(endpoint.branchId()));
    open.put(endpoint.id(), compute);
    return compute;
  }

  Optional<Compute> of(Endpoint endpoint) {
    return Optional.ofNullable(open.get(endpoint.id()));
  }

  /** The compute of an endpoint; opened now if it could not be at the start of the server. */
  Compute require(Endpoint endpoint) {
    return of(endpoint).orElseGet(() -> open(endpoint));
  }

  void close(Endpoint endpoint) {
    shared.ports().release(endpoint.port());
    Compute compute = open.remove(endpoint.id());
    if (compute != null) {
      compute.close();
    }
  }
}
