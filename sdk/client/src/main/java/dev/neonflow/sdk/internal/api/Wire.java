package dev.neonflow.sdk.internal.api;

import dev.neonflow.sdk.Secret;
import dev.neonflow.sdk.databases.Database;
import dev.neonflow.sdk.endpoints.Endpoint;
import dev.neonflow.sdk.operations.Operation;
import dev.neonflow.sdk.projects.Project;
import dev.neonflow.sdk.roles.Role;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The envelopes around the values, as Neon sends and wants them. Public because Moshi builds them.
 */
public final class Wire {
  private Wire() {}

  /** Where a list goes on. */
  public record Pagination(@Nullable String cursor) {}

  /** Answer of the project list. */
  public record Projects(List<Project> projects, @Nullable Pagination pagination) {}

  /** Answer of one project. */
  public record OneProject(Project project) {}

  /** Answer of the endpoint lists. */
  public record Endpoints(List<Endpoint> endpoints) {}

  /** Answer of one endpoint. */
  public record OneEndpoint(Endpoint endpoint) {}

  /** Answer of an endpoint's start and stop. */
  public record ChangedEndpoint(Endpoint endpoint, List<Operation> operations) {}

  /** Answer of the database list. */
  public record Databases(List<Database> databases) {}

  /** Answer of the role list. */
  public record Roles(List<Role> roles) {}

  /** Answer with a role's password. */
  public record Password(Secret password) {}

  /** Answer of the operation list. */
  public record Operations(List<Operation> operations, @Nullable Pagination pagination) {}

  /** Answer of one operation. */
  public record OneOperation(Operation operation) {}

  /** Answer with a connection URI. */
  public record Uri(Secret uri) {}
}
