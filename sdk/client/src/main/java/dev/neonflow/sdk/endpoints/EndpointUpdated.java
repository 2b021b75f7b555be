package dev.neonflow.sdk.endpoints;

import dev.neonflow.sdk.operations.Operation;
import java.util.List;

/**
 * An endpoint that was told to start or stop, and what Neon does for it.
 *
 * @param endpoint the endpoint as it is now, not as it will be
 * @param operations to be waited for
 */
public record EndpointUpdated(Endpoint endpoint, List<Operation> operations) {}
