package dev.neonflow.sdk.endpoints;

import dev.neonflow.sdk.operations.Operation;
import java.util.List;

/**
 * An endpoint that was made or told to change, and what Neon does for it.
 *
 * @param endpoint the endpoint as it is now, not as it will be
 * @param operations to be waited for; empty also if the answer was lost and the endpoint read back
 */
public record EndpointUpdated(Endpoint endpoint, List<Operation> operations) {}
