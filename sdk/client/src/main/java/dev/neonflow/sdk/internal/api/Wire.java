package dev.neonflow.sdk.internal.api;

import com.squareup.moshi.Json;
import dev.neonflow.sdk.Secret;
import dev.neonflow.sdk.branches.Branch;
import dev.neonflow.sdk.branches.InitSource;
import dev.neonflow.sdk.branches.UpdateBranch;
import dev.neonflow.sdk.databases.Database;
import dev.neonflow.sdk.endpoints.Endpoint;
import dev.neonflow.sdk.endpoints.EndpointType;
import dev.neonflow.sdk.operations.Operation;
import dev.neonflow.sdk.roles.Role;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The envelopes around the values, as Neon sends and wants them. Public because Moshi builds them.
 */
public final class Wire {
  private Wire() {}

  /** Where a list goes on: branches say {@code next}, all others {@code cursor}. */
  public record Pagination(@Nullable String next, @Nullable String cursor) {}

  /** Notes on a branch. */
  public record Annotation(@Nullable Map<String, String> value) {}

  /** Answer of the branch list. */
  public record Branches(
      List<Branch> branches,
      @Nullable Map<String, Annotation> annotations,
      @Nullable Pagination pagination) {}

  /** Answer of one branch. */
  public record OneBranch(Branch branch, @Nullable Annotation annotation) {}

  /** Answer of a branch's change. */
  public record ChangedBranch(Branch branch, List<Operation> operations) {}

  /** Answer of a branch's creation. */
  public record CreatedBranch(
      Branch branch,
      List<Endpoint> endpoints,
      List<Operation> operations,
      List<Role> roles,
      List<Database> databases,
      @Json(name = "connection_uris") @Nullable List<Connection> connectionUris) {}

  /** One connection of a created branch. */
  public record Connection(@Json(name = "connection_uri") Secret connectionUri) {}

  /** A branch's creation. */
  public record CreateBranchBody(
      BranchPart branch,
      List<EndpointPart> endpoints,
      @Json(name = "annotation_value") @Nullable Map<String, String> annotationValue) {}

  /** A branch's change. */
  public record UpdateBranchBody(UpdateBranch branch) {}

  /** The branch in its creation. */
  public record BranchPart(
      @Nullable String name,
      @Json(name = "parent_id") @Nullable String parentId,
      @Json(name = "expires_at") @Nullable Instant expiresAt,
      @Json(name = "protected") @Nullable Boolean isProtected,
      @Json(name = "init_source") @Nullable InitSource initSource) {}

  /** An endpoint in a branch's creation. */
  public record EndpointPart(
      EndpointType type,
      @Json(name = "autoscaling_limit_min_cu") @Nullable Double minCu,
      @Json(name = "autoscaling_limit_max_cu") @Nullable Double maxCu,
      @Json(name = "suspend_timeout_seconds") @Nullable Long suspendTimeoutSeconds) {}

  /** Answer with a connection URI. */
  public record Uri(Secret uri) {}
}
