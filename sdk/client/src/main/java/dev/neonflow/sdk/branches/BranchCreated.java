package dev.neonflow.sdk.branches;

import dev.neonflow.sdk.ConnectionUri;
import dev.neonflow.sdk.databases.Database;
import dev.neonflow.sdk.endpoints.Endpoint;
import dev.neonflow.sdk.operations.Operation;
import dev.neonflow.sdk.roles.Role;
import java.util.List;

/**
 * A receipt for a new branch. It is not ready before the operations are done.
 *
 * @param branch the branch as it is now
 * @param endpoints its computes
 * @param operations to be waited for
 * @param roles its roles, copied from the parent
 * @param databases its databases, copied from the parent
 * @param connectionUris direct connections; empty without a compute, when the parent has more than
 *     one role or database, and when the answer was lost and the branch was looked up
 */
public record BranchCreated(
    Branch branch,
    List<Endpoint> endpoints,
    List<Operation> operations,
    List<Role> roles,
    List<Database> databases,
    List<ConnectionUri> connectionUris) {

  /** Copies the lists. */
  public BranchCreated {
    endpoints = List.copyOf(endpoints);
    operations = List.copyOf(operations);
    roles = List.copyOf(roles);
    databases = List.copyOf(databases);
    connectionUris = List.copyOf(connectionUris);
  }
}
