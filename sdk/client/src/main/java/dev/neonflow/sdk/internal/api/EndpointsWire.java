package dev.neonflow.sdk.internal.api;

import dev.neonflow.sdk.endpoints.AddEndpoint;
import dev.neonflow.sdk.endpoints.Endpoint;
import dev.neonflow.sdk.endpoints.UpdateEndpoint;
import java.util.List;

/** The envelopes around endpoints. Public because Moshi builds them. */
public final class EndpointsWire {
  private EndpointsWire() {}

  /** Answer of the endpoint lists. */
  public record Endpoints(List<Endpoint> endpoints) {}

  /** Answer of one endpoint. */
  public record OneEndpoint(Endpoint endpoint) {}

  /** An endpoint's creation. */
  public record CreateBody(AddEndpoint endpoint) {}

  /** An endpoint's change. */
  public record UpdateBody(UpdateEndpoint endpoint) {}
}
