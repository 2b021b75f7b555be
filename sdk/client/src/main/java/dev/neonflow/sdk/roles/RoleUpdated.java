package dev.neonflow.sdk.roles;

import dev.neonflow.sdk.operations.Operation;
import java.util.List;

/**
 * A role that was made or got a new password, and what Neon does for it.
 *
 * @param role the role with its password, which holds when the operations are done
 * @param operations to be waited for; empty also if the answer was lost and the role read back
 */
public record RoleUpdated(Role role, List<Operation> operations) {}
