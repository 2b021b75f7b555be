package dev.neonflow.embedded.control;

import dev.neonflow.embedded.postgres.Compute;
import dev.neonflow.embedded.postgres.ComputeSpec;
import dev.neonflow.embedded.postgres.DataPlane;
import java.net.ServerSocket;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The computes that are open, by endpoint. */
final class Computes {

  private static final String DISABLED =
      "The endpoint has been disabled. Enable it using the Neon API and retry.";

  private final Shared shared;
  private final Store store;
  private final Map<String, Compute> open = new ConcurrentHashMap<>();

  Computes(Shared shared, Store store) {
    this.shared = shared;
    this.store = store;
  }

  /** Opens the port of an endpoint; what it serves starts with the first connection. */
  Compute bind(Endpoint endpoint) {
    return bind(store.state().requireBranch(endpoint.branchId()), endpoint);
  }

  /** The same for a branch that is not one of the state's. */
  Compute bind(Branch branch, Endpoint endpoint) {
    ComputeSpec spec =
        new ComputeSpec(
            branch.timelineId(),
            store.state().project().id(),
            branch.id(),
            endpoint.id(),
            endpoint.port());
    DataPlane data = shared.data();
    Runnable before = () -> shared.disturbances().beforeComputeStart(endpoint.branchId());
    ServerSocket listener = shared.ports().take(endpoint.port());
    Compute compute =
        endpoint.writes()
            ? data.bind(spec, listener, before)
            : data.bindReplica(spec, listener, before);
    open.put(endpoint.id(), compute);
    admit(endpoint);
    return compute;
  }

  /**
   * Opens and starts the compute of an endpoint on the timeline that its branch is on now; leaves
   * nothing open if it does not start.
   */
  Compute open(Endpoint endpoint) {
    Compute compute = bind(endpoint);
    boolean running = false;
    try {
      compute.resume();
      running = true;
      return compute;
    } finally {
      if (!running) {
        close(endpoint);
      }
    }
  }

  /** A compute for ourselves, of which nobody knows. */
  Compute openHidden(String timelineId, String branchId) {
    String project = store.state().project().id();
    return shared.data().open(ComputeSpec.hidden(timelineId, project, branchId));
  }

  Optional<Compute> of(Endpoint endpoint) {
    return Optional.ofNullable(open.get(endpoint.id()));
  }

  /** The compute of an endpoint; its port is opened now if it could not be before. */
  Compute require(Endpoint endpoint) {
    return of(endpoint).orElseGet(() -> bind(endpoint));
  }

  /** Lets a compute refuse connections, or not, as its endpoint says. */
  void admit(Endpoint endpoint) {
    of(endpoint)
        .ifPresent(
            compute -> {
              if (endpoint.disabled()) {
                compute.refuse(DISABLED);
              } else {
                compute.admit();
              }
            });
  }

  void close(Endpoint endpoint) {
    shared.ports().release(endpoint.port());
    Compute compute = open.remove(endpoint.id());
    if (compute != null) {
      compute.close();
    }
  }
}
