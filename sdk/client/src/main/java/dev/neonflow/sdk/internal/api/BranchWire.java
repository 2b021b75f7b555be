package dev.neonflow.sdk.internal.api;

import com.squareup.moshi.Json;
import dev.neonflow.sdk.Secret;
import dev.neonflow.sdk.branches.AnnotatedBranch;
import dev.neonflow.sdk.branches.Branch;
import dev.neonflow.sdk.branches.InitSource;
import dev.neonflow.sdk.branches.MaskingRule;
import dev.neonflow.sdk.branches.UpdateBranch;
import dev.neonflow.sdk.databases.Database;
import dev.neonflow.sdk.endpoints.CreateEndpoint;
import dev.neonflow.sdk.endpoints.Endpoint;
import dev.neonflow.sdk.operations.Operation;
import dev.neonflow.sdk.roles.Role;
import dev.neonflow.sdk.values.Exact;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The envelopes around branches. Public because Moshi builds them. */
public final class BranchWire {
  private BranchWire() {}

  /** Notes on a branch. */
  public record Annotation(
      AnnotatedObject object,
      Map<String, String> value,
      @Json(name = "created_at") @Nullable Instant createdAt,
      @Json(name = "updated_at") @Nullable Instant updatedAt) {}

  /** What the notes are on. */
  public record AnnotatedObject(String type, String id) {}

  /** Answer of the list. */
  public record Branches(
      List<Branch> branches,
      @Nullable Map<String, Annotation> annotations,
      Wire.@Nullable SortedPagination pagination) {}

  /** Answer of the count. */
  public record Count(int count) {}

  /** Answer of one branch. */
  public record OneBranch(Branch branch, @Nullable Annotation annotation) {

    AnnotatedBranch annotated() {
      Map<String, String> notes = new HashMap<>();
      if (annotation != null) {
        notes.putAll(annotation.value());
        notes.values().removeIf(value -> value == null);
      }
      return new AnnotatedBranch(branch, notes);
    }
  }

  /** Answer of a finalization. */
  public record Operations(List<Operation> operations) {}

  /** Answer of a creation. */
  public record CreatedBranch(
      Branch branch,
      List<Endpoint> endpoints,
      List<Operation> operations,
      List<Role> roles,
      List<Database> databases,
      @Json(name = "connection_uris") @Nullable List<Connection> connectionUris) {}

  /** One connection of a created branch. */
  public record Connection(
      @Json(name = "connection_uri") Secret connectionUri,
      @Json(name = "connection_parameters") ConnectionParameters connectionParameters) {}

  /** The parts of a connection. */
  public record ConnectionParameters(
      String database,
      Secret password,
      String role,
      String host,
      @Json(name = "pooler_host") String poolerHost) {}

  /** A creation. */
  public record CreateBody(
      @Nullable BranchPart branch,
      @Nullable List<CreateEndpoint> endpoints,
      @Json(name = "annotation_value") @Nullable Map<String, String> annotationValue) {}

  /** The branch in its creation. */
  public record BranchPart(
      @Nullable String name,
      @Json(name = "parent_id") @Nullable String parentId,
      @Json(name = "parent_lsn") @Nullable String parentLsn,
      @Json(name = "parent_timestamp") @Exact @Nullable Instant parentTimestamp,
      @Json(name = "protected") @Nullable Boolean isProtected,
      @Nullable Boolean archived,
      @Json(name = "init_source") @Nullable InitSource initSource,
      @Json(name = "expires_at") @Nullable Instant expiresAt) {}

  /** An anonymized branch's creation. */
  public record CreateAnonymizedBody(
      @Json(name = "branch_create") @Nullable BranchCreate branchCreate,
      @Json(name = "masking_rules") @Nullable List<MaskingRule> maskingRules,
      @Json(name = "start_anonymization") @Nullable Boolean startAnonymization,
      @Json(name = "annotation_value") @Nullable Map<String, String> annotationValue) {}

  /** The branch and its computes in an anonymized branch's creation. */
  public record BranchCreate(
      @Nullable BranchPart branch, @Nullable List<CreateEndpoint> endpoints) {}

  /** A change. */
  public record UpdateBody(UpdateBranch branch) {}

  /** A restore. */
  public record RestoreBody(
      @Json(name = "source_branch_id") String sourceBranchId,
      @Json(name = "source_lsn") @Nullable String sourceLsn,
      @Json(name = "source_timestamp") @Exact @Nullable Instant sourceTimestamp,
      @Json(name = "preserve_under_name") @Nullable String preserveUnderName) {}

  /** A finalization. */
  public record FinalizeBody(@Nullable String name) {}

  /** Answer of a comparison. */
  public record Comparison(@Nullable String diff) {}

  /** Masking rules, asked for and answered. */
  public record MaskingRules(@Json(name = "masking_rules") List<MaskingRule> maskingRules) {}
}
