package dev.neonflow.embedded.http;

import com.squareup.moshi.Json;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The bodies of requests. Everything may be missing; what is not named here is refused as not
 * served.
 */
public final class Inputs {

  private Inputs() {}

  /** A new branch. */
  public record CreateBranch(
      @Nullable BranchFields branch,
      @Nullable List<EndpointFields> endpoints,
      @Json(name = "annotation_value") @Nullable Map<String, String> annotationValue) {}

  /** What a new branch should be. */
  public record BranchFields(
      @Json(name = "parent_id") @Nullable String parentId,
      @Nullable String name,
      @Json(name = "parent_lsn") @Nullable String parentLsn,
      @Json(name = "parent_timestamp") @Nullable String parentTimestamp,
      @Json(name = "protected") @Nullable Boolean isProtected,
      @Nullable Boolean archived,
      @Json(name = "init_source") @Nullable String initSource,
      @Json(name = "expires_at") @Nullable String expiresAt) {

    static final BranchFields NONE =
        new BranchFields(null, null, null, null, null, null, null, null);
  }

  /** Where the data of a branch should come from. */
  public record RestoreBranch(
      @Json(name = "source_branch_id") @Nullable String sourceBranchId,
      @Json(name = "source_lsn") @Nullable String sourceLsn,
      @Json(name = "source_timestamp") @Nullable String sourceTimestamp,
      @Json(name = "preserve_under_name") @Nullable String preserveUnderName) {}

  /** A new or changed project. */
  public record OneProject(@Nullable ProjectFields project) {}

  /** What a project should be. */
  public record ProjectFields(
      @Nullable String name,
      @Nullable String provisioner,
      @Nullable ProjectBranch branch,
      @Json(name = "region_id") @Nullable String regionId,
      @Json(name = "pg_version") @Nullable Integer pgVersion,
      @Json(name = "org_id") @Nullable String organizationId,
      @Json(name = "store_passwords") @Nullable Boolean storePasswords,
      @Json(name = "history_retention_seconds") @Nullable Integer historyRetentionSeconds,
      @Json(name = "autoscaling_limit_min_cu") @Nullable Double minCu,
      @Json(name = "autoscaling_limit_max_cu") @Nullable Double maxCu,
      @Json(name = "default_endpoint_settings") @Nullable EndpointDefaults endpointDefaults,
      @Nullable Map<String, Object> settings) {}

  /** What the first branch of a project should be. */
  public record ProjectBranch(
      @Nullable String name,
      @Json(name = "role_name") @Nullable String roleName,
      @Json(name = "database_name") @Nullable String databaseName,
      @Nullable Map<String, String> annotations) {

    static final ProjectBranch NONE = new ProjectBranch(null, null, null, null);
  }

  /** What the endpoints of a project should be. */
  public record EndpointDefaults(
      @Json(name = "autoscaling_limit_min_cu") @Nullable Double minCu,
      @Json(name = "autoscaling_limit_max_cu") @Nullable Double maxCu,
      @Json(name = "suspend_timeout_seconds") @Nullable Integer suspendTimeoutSeconds,
      @Json(name = "pg_settings") @Nullable Map<String, String> postgres,
      @Json(name = "pgbouncer_settings") @Nullable Map<String, String> pooler) {

    static final EndpointDefaults NONE = new EndpointDefaults(null, null, null, null, null);

    Settings settings() {
      return new Settings(postgres, pooler, null);
    }
  }

  /** A new or changed endpoint. */
  public record OneEndpoint(@Nullable EndpointFields endpoint) {}

  /** What an endpoint should be. */
  public record EndpointFields(
      @Json(name = "branch_id") @Nullable String branchId,
      @Json(name = "region_id") @Nullable String regionId,
      @Nullable String type,
      @Nullable String name,
      @Nullable Boolean disabled,
      @Nullable Settings settings,
      @Nullable String provisioner,
      @Json(name = "autoscaling_limit_min_cu") @Nullable Double minCu,
      @Json(name = "autoscaling_limit_max_cu") @Nullable Double maxCu,
      @Json(name = "suspend_timeout_seconds") @Nullable Integer suspendTimeoutSeconds) {}

  /** How PostgreSQL and its pooler should be set. */
  public record Settings(
      @Json(name = "pg_settings") @Nullable Map<String, String> postgres,
      @Json(name = "pgbouncer_settings") @Nullable Map<String, String> pooler,
      @Json(name = "preload_libraries") @Nullable Preload preload) {

    boolean empty() {
      return (postgres == null || postgres.isEmpty())
          && (pooler == null || pooler.isEmpty())
          && preload == null;
    }
  }

  /** What PostgreSQL should load when it starts. */
  public record Preload(
      @Json(name = "use_defaults") @Nullable Boolean useDefaults,
      @Json(name = "enabled_libraries") @Nullable List<String> libraries) {}

  /** A new database. */
  public record CreateDatabase(@Nullable DatabaseFields database) {}

  /** What a new database should be. */
  public record DatabaseFields(
      @Nullable String name, @Json(name = "owner_name") @Nullable String ownerName) {}

  /** A new role. */
  public record CreateRole(@Nullable RoleFields role) {}

  /** What a new role should be. */
  public record RoleFields(
      @Nullable String name, @Json(name = "no_login") @Nullable Boolean noLogin) {}
}
