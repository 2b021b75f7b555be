package dev.neonflow.embedded.http;

import dev.neonflow.embedded.control.BranchChange;
import dev.neonflow.embedded.control.NewBranch;
import dev.neonflow.embedded.control.Refusal;
import dev.neonflow.embedded.control.RestoreRequest;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads what is asked of branches, and refuses what the embedded Neon can not do. */
final class BranchRequests {

  private static final int MOST_ANNOTATIONS = 50;

  private BranchRequests() {}

  static NewBranch created(Inputs.CreateBranch body) {
    Inputs.BranchFields fields =
        Objects.requireNonNullElse(body.branch(), Inputs.BranchFields.NONE);
    if (fields.parentLsn() != null || fields.parentTimestamp() != null) {
      throw Refusal.notServed("branches from a point in time (parent_lsn, parent_timestamp)");
    }
    if (Boolean.TRUE.equals(fields.archived())) {
      throw Refusal.notServed("archived branches");
    }
    Map<String, String> annotation =
        Objects.requireNonNullElse(body.annotationValue(), Map.<String, String>of());
    if (annotation.size() > MOST_ANNOTATIONS) {
      throw Refusal.invalid("annotation_value has more than " + MOST_ANNOTATIONS + " properties");
    }
    return new NewBranch(
        Optional.ofNullable(fields.parentId()).filter(id -> !id.isEmpty()),
        Optional.ofNullable(fields.name()),
        Optional.ofNullable(fields.expiresAt()).map(at -> Wire.instant("expires_at", at)),
        Boolean.TRUE.equals(fields.isProtected()),
        schemaOnly(fields),
        EndpointRequests.ofBranch(Objects.requireNonNullElse(body.endpoints(), List.of())),
        annotation);
  }

  private static boolean schemaOnly(Inputs.BranchFields fields) {
    String source = Objects.requireNonNullElse(fields.initSource(), "parent-data");
    return switch (source) {
      case "parent-data" -> false;
      case "schema-only" -> true;
      default -> throw Refusal.invalid("init_source must be parent-data or schema-only");
    };
  }

  static RestoreRequest restore(Inputs.RestoreBranch body) {
    if (body.sourceBranchId() == null || body.sourceBranchId().isEmpty()) {
      throw Refusal.invalid("source_branch_id is required");
    }
    if (body.sourceLsn() != null || body.sourceTimestamp() != null) {
      throw Refusal.notServed("points in time (source_lsn, source_timestamp)");
    }
    return new RestoreRequest(
        body.sourceBranchId(),
        Optional.ofNullable(body.preserveUnderName()).filter(name -> !name.isEmpty()));
  }

  /** Read as a map, for an absent {@code expires_at} keeps it and a null one removes it. */
  static BranchChange changed(String body) {
    Object branch = Wire.read(body, Map.class).get("branch");
    if (!(branch instanceof Map<?, ?> fields)) {
      throw Refusal.invalid("branch is required");
    }
    return new BranchChange(
        Optional.ofNullable(text(fields, "name")), guarded(fields), expiration(fields));
  }

  private static Optional<Boolean> guarded(Map<?, ?> fields) {
    Object value = fields.get("protected");
    if (value == null || value instanceof Boolean) {
      return Optional.ofNullable((Boolean) value);
    }
    throw Refusal.invalid("protected must be true or false");
  }

  private static Optional<BranchChange.Expiration> expiration(Map<?, ?> fields) {
    if (!fields.containsKey("expires_at")) {
      return Optional.empty();
    }
    String text = text(fields, "expires_at");
    return Optional.of(
        new BranchChange.Expiration(text == null ? null : Wire.instant("expires_at", text)));
  }

  private static @Nullable String text(Map<?, ?> fields, String name) {
    Object value = fields.get(name);
    if (value == null || value instanceof String) {
      return (String) value;
    }
    throw Refusal.invalid(name + " must be a string");
  }
}
