package dev.neonflow.sdk.projects;

import dev.neonflow.sdk.ConnectionUri;
import dev.neonflow.sdk.branches.Branch;
import dev.neonflow.sdk.databases.Database;
import dev.neonflow.sdk.endpoints.Endpoint;
import dev.neonflow.sdk.operations.Operation;
import dev.neonflow.sdk.roles.Role;
import java.util.List;

/**
 * A receipt for a new project. It cannot be connected to before the operations are done.
 *
 * @param project the project as it is now
 * @param branch its first branch
 * @param endpoints the computes of the branch
 * @param roles the roles of the branch, with their passwords
 * @param databases the databases of the branch
 * @param connectionUris direct connections
 * @param operations to be waited for
 */
public record ProjectCreated(
    Project project,
    Branch branch,
    List<Endpoint> endpoints,
    List<Role> roles,
    List<Database> databases,
    List<ConnectionUri> connectionUris,
    List<Operation> operations) {
  /** Copies the lists. */
  public ProjectCreated {
    endpoints = List.copyOf(endpoints);
    roles = List.copyOf(roles);
    databases = List.copyOf(databases);
    connectionUris = List.copyOf(connectionUris);
    operations = List.copyOf(operations);
  }
}
