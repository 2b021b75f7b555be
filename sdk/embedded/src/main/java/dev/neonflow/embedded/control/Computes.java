package dev.neonflow.embedded.control;

import dev.neonflow.embedded.postgres.Compute;
import dev.neonflow.embedded.postgres.ComputeSpec;
import dev.neonflow.embedded.postgres.DataPlane;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The computes that are open, by endpoint. */
final class Computes {

  private final DataPlane data;
  private final Ports ports;
  private final Map<String, Compute> open = new ConcurrentHashMap<>();

  Computes(DataPlane data, Ports ports) {
    this.data = data;
    this.ports = ports;
  }

  Compute open(String projectId, Endpoint endpoint) {
    ports.release(endpoint.port());
    Compute compute =
        data.open(new ComputeSpec(projectId, endpoint.branchId(), endpoint.id(), endpoint.port()));
    open.put(endpoint.id(), compute);
    return compute;
  }

  Optional<Compute> of(Endpoint endpoint) {
    return Optional.ofNullable(open.get(endpoint.id()));
  }

  /** The compute of an endpoint; opened now if it could not be at the start of the server. */
  Compute require(String projectId, Endpoint endpoint) {
    return of(endpoint).orElseGet(() -> open(projectId, endpoint));
  }

  void close(Endpoint endpoint) {
    ports.release(endpoint.port());
    Compute compute = open.remove(endpoint.id());
    if (compute != null) {
      compute.close();
    }
  }
}
