package dev.neonflow.embedded.http;

import com.squareup.moshi.Json;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The bodies of requests. Everything may be missing; what is not named here is ignored. */
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

  /** A new or changed endpoint. */
  public record OneEndpoint(@Nullable EndpointFields endpoint) {}

  /** What an endpoint should be. */
  public record EndpointFields(
      @Json(name = "branch_id") @Nullable String branchId,
      @Json(name = "region_id") @Nullable String regionId,
      @Nullable String type,
      @Nullable String name,
      @Nullable Boolean disabled,
      @Nullable Map<String, Object> settings,
      @Json(name = "autoscaling_limit_min_cu") @Nullable Double minCu,
      @Json(name = "autoscaling_limit_max_cu") @Nullable Double maxCu,
      @Json(name = "suspend_timeout_seconds") @Nullable Integer suspendTimeoutSeconds) {}

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
