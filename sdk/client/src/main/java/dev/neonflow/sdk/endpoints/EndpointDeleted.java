package dev.neonflow.sdk.endpoints;

import dev.neonflow.sdk.operations.Operation;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a deletion, which Neon carries out later.
 *
 * @param deletedEndpoint the endpoint as it was; null if there was none
 * @param operations to be waited for
 */
public record EndpointDeleted(@Nullable Endpoint deletedEndpoint, List<Operation> operations) {
  /** There was nothing to delete. */
  public static EndpointDeleted wasNotThere() {
    return new EndpointDeleted(null, List.of());
  }

  /** The endpoint as it was; empty if it was not there or already deleted. */
  public Optional<Endpoint> endpoint() {
    return Optional.ofNullable(deletedEndpoint);
  }
}
