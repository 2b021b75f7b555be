package dev.neonflow.embedded.http;

import com.squareup.moshi.Json;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The bodies of answers: what holds the resources together. */
public final class Bodies {

  private Bodies() {}

  /** One project. */
  public record OneProject(WireProject project) {}

  /** A project and what follows. */
  public record ProjectAccepted(WireProject project, List<WireOperation> operations) {}

  /** A new project with all that it has. */
  public record ProjectCreated(
      WireProject project,
      @Json(name = "connection_uris") List<ConnectionDetails> connectionUris,
      List<WireRole> roles,
      List<WireDatabase> databases,
      List<WireOperation> operations,
      WireBranch branch,
      List<WireEndpoint> endpoints) {}

  /** A page of projects; what is attached to them lies under their ids. */
  public record Projects(
      List<WireProjectItem> projects,
      @Nullable Cursor pagination,
      Map<String, Object> applications,
      Map<String, Object> integrations) {

    static Projects none() {
      return new Projects(List.of(), null, Map.of(), Map.of());
    }
  }

  /** A page of projects of others. */
  public record SharedProjects(List<WireProjectItem> projects) {}

  /** Where the next page of projects or operations begins. */
  public record Cursor(String cursor) {}

  /** Where the next page of branches begins, if there is one, and their order. */
  public record Next(
      @Nullable String next,
      @Json(name = "sort_by") String sortBy,
      @Json(name = "sort_order") String sortOrder) {}

  /** What an annotation is about. */
  public record Annotated(String type, String id) {}

  /** Free text about a branch. */
  public record Annotation(
      Annotated object,
      Map<String, String> value,
      @Json(name = "created_at") String createdAt,
      @Json(name = "updated_at") String updatedAt) {}

  /** A page of branches; the annotations lie under the ids of the branches that have one. */
  public record Branches(
      List<WireBranch> branches, Map<String, Annotation> annotations, Next pagination) {}

  /** One branch. */
  public record OneBranch(WireBranch branch, Annotation annotation) {}

  /** A branch and what follows. */
  public record BranchAccepted(WireBranch branch, List<WireOperation> operations) {}

  /** A branch and its endpoints. */
  public record BranchRecovered(WireBranch branch, List<WireEndpoint> endpoints) {}

  /** How many branches there are. */
  public record Count(int count) {}

  /** The schema of a database as statements. */
  public record SchemaSql(String sql) {}

  /** The schema of a database as its tables. */
  public record SchemaJson(WireSchema json) {}

  /** How two schemas differ; empty if they do not. */
  public record Diff(String diff) {}

  /** A new branch with all that it has. */
  public record BranchCreated(
      WireBranch branch,
      List<WireEndpoint> endpoints,
      List<WireOperation> operations,
      List<WireRole> roles,
      List<WireDatabase> databases,
      @Json(name = "connection_uris") @Nullable List<ConnectionDetails> connectionUris) {}

  /** How to connect. */
  public record ConnectionDetails(
      @Json(name = "connection_uri") String connectionUri,
      @Json(name = "connection_parameters") ConnectionParameters connectionParameters) {

    @Override
    public String toString() {
      return "ConnectionDetails[***]";
    }
  }

  /** How to connect, in parts. */
  public record ConnectionParameters(
      String database,
      String password,
      String role,
      String host,
      @Json(name = "pooler_host") String poolerHost) {

    @Override
    public String toString() {
      return "ConnectionParameters[***]";
    }
  }

  /** How to connect, with the password in it. */
  public record Uri(String uri) {

    @Override
    public String toString() {
      return "Uri[***]";
    }
  }

  /** Endpoints. */
  public record Endpoints(List<WireEndpoint> endpoints) {}

  /** One endpoint. */
  public record OneEndpoint(WireEndpoint endpoint) {}

  /** An endpoint and what follows. */
  public record EndpointAccepted(WireEndpoint endpoint, List<WireOperation> operations) {}

  /** A page of operations. */
  public record Operations(List<WireOperation> operations, @Nullable Cursor pagination) {}

  /** One operation. */
  public record OneOperation(WireOperation operation) {}

  /** Databases. */
  public record Databases(List<WireDatabase> databases) {}

  /** One database. */
  public record OneDatabase(WireDatabase database) {}

  /** A database and what follows. */
  public record DatabaseAccepted(WireDatabase database, List<WireOperation> operations) {}

  /** Roles. */
  public record Roles(List<WireRole> roles) {}

  /** One role. */
  public record OneRole(WireRole role) {}

  /** A role and what follows. */
  public record RoleAccepted(WireRole role, List<WireOperation> operations) {}

  /** A password. */
  public record Password(String password) {

    @Override
    public String toString() {
      return "Password[***]";
    }
  }

  /** Whom the key stands for. */
  public record Auth(
      @Json(name = "account_id") String accountId, @Json(name = "auth_method") String authMethod) {}

  /** The user. */
  public record User(
      String id,
      String email,
      String login,
      String name,
      @Json(name = "last_name") String lastName,
      String image,
      String plan,
      @Json(name = "auth_accounts") List<Object> authAccounts,
      @Json(name = "projects_limit") long projectsLimit,
      @Json(name = "branches_limit") long branchesLimit,
      @Json(name = "max_autoscaling_limit") double maxAutoscalingLimit,
      @Json(name = "active_seconds_limit") long activeSecondsLimit) {}

  /** The organizations of the user. */
  public record Organizations(List<Organization> organizations) {}

  /** An organization. */
  public record Organization(
      String id,
      String name,
      String handle,
      String plan,
      @Json(name = "created_at") String createdAt,
      @Json(name = "managed_by") String managedBy,
      @Json(name = "updated_at") String updatedAt) {}

  /** One fault. */
  public record OneFault(WireFault fault) {}

  /** Faults, the first injected first. */
  public record Faults(List<WireFault> faults) {}

  /** The regions. */
  public record Regions(List<Region> regions) {}

  /** A region. */
  public record Region(
      @Json(name = "region_id") String regionId,
      String name,
      @Json(name = "default") boolean isDefault,
      @Json(name = "geo_lat") String geoLat,
      @Json(name = "geo_long") String geoLong) {}
}
