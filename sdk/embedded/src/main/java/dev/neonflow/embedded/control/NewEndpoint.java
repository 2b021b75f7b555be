package dev.neonflow.embedded.control;

import java.util.Optional;

/**
 * A compute that is asked for.
 *
 * @param settings what of it is absent is as the project has it
 */
public record NewEndpoint(
    Endpoint.Type type, Optional<String> name, boolean disabled, EndpointSettings settings) {

  /** One of which nothing else is asked for. */
  public static NewEndpoint of(Endpoint.Type type) {
    return new NewEndpoint(type, Optional.empty(), false, EndpointSettings.UNCHANGED);
  }
}
