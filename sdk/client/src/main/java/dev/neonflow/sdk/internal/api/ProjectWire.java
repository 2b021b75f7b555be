package dev.neonflow.sdk.internal.api;

import com.squareup.moshi.Json;
import dev.neonflow.sdk.branches.Branch;
import dev.neonflow.sdk.databases.Database;
import dev.neonflow.sdk.endpoints.Endpoint;
import dev.neonflow.sdk.jwks.Jwks;
import dev.neonflow.sdk.operations.Operation;
import dev.neonflow.sdk.organizations.VpcEndpoint;
import dev.neonflow.sdk.permissions.ProjectPermission;
import dev.neonflow.sdk.projects.ApplicationType;
import dev.neonflow.sdk.projects.AvailablePreloadLibrary;
import dev.neonflow.sdk.projects.CreateProject;
import dev.neonflow.sdk.projects.Project;
import dev.neonflow.sdk.projects.ProjectListItem;
import dev.neonflow.sdk.projects.UpdateProject;
import dev.neonflow.sdk.roles.Role;
import dev.neonflow.sdk.values.Seconds;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The envelopes around what belongs to a project. Public because Moshi builds them. */
public final class ProjectWire {
  private ProjectWire() {}

  /** Answer of the project list. */
  public record Projects(
      List<ProjectListItem> projects,
      @Json(name = "unavailable_project_ids") @Nullable List<String> unavailableProjectIds,
      Wire.@Nullable Pagination pagination,
      Map<String, List<ApplicationType>> applications,
      Map<String, List<ApplicationType>> integrations) {}

  /** Answer of the list of shared projects. */
  public record SharedProjects(
      List<ProjectListItem> projects,
      @Json(name = "unavailable_project_ids") @Nullable List<String> unavailableProjectIds,
      Wire.@Nullable Pagination pagination) {}

  /** Answer of one project. */
  public record OneProject(Project project) {}

  /** A project's creation. */
  public record CreateProjectBody(CreateProject project) {}

  /** Answer of a project's creation. */
  public record CreatedProject(
      Project project,
      Branch branch,
      List<Endpoint> endpoints,
      List<Role> roles,
      List<Database> databases,
      @Json(name = "connection_uris") List<BranchWire.Connection> connectionUris,
      List<Operation> operations) {}

  /** A project's change. */
  public record UpdateProjectBody(UpdateProject project) {}

  /** Answer of a project's change. */
  public record ChangedProject(Project project, List<Operation> operations) {}

  /** Answer of the list of libraries. */
  public record Libraries(@Nullable List<AvailablePreloadLibrary> libraries) {}

  /** The offer of a project. */
  public record TransferBody(@Json(name = "ttl_seconds") @Nullable @Seconds Duration validFor) {}

  /** The acceptance of a project. */
  public record AcceptBody(@Json(name = "org_id") @Nullable String orgId) {}

  /** Answer of the list of permissions. */
  public record Permissions(
      @Json(name = "project_permissions") List<ProjectPermission> projectPermissions) {}

  /** Whom a permission is for. */
  public record GrantBody(String email) {}

  /** Answer of the list of key sets. */
  public record KeySets(List<Jwks> jwks) {}

  /** Answer of the list of VPC endpoints. */
  public record VpcEndpoints(List<VpcEndpoint> endpoints) {}

  /** What a VPC endpoint is called. */
  public record AssignmentBody(String label) {}
}
