package dev.neonflow.sdk.branches;

import dev.neonflow.sdk.endpoints.Endpoint;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A branch that was deleted and is there again.
 *
 * @param branch the branch; it no longer expires
 * @param endpoints its computes, idle, under the hosts they had before; null if Neon does not say
 */
public record BranchRecovered(Branch branch, @Nullable List<Endpoint> endpoints) {}
