package dev.neonflow.sdk.bench;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The list of branches as Jackson reads it. */
@JsonNaming(SnakeCaseStrategy.class)
record JacksonBranches(List<Branch> branches, Map<String, Object> annotations) {

  /** What a branch may be doing. */
  enum State {
    init,
    ready
  }

  @JsonNaming(SnakeCaseStrategy.class)
  record Creator(String name, String image) {}

  @JsonNaming(SnakeCaseStrategy.class)
  record Branch(
      String id,
      String projectId,
      String name,
      @Nullable String parentId,
      @Nullable String parentLsn,
      @Nullable Instant parentTimestamp,
      State currentState,
      @Nullable State pendingState,
      Instant stateChangedAt,
      boolean isDefault,
      boolean isProtected,
      String initSource,
      String creationSource,
      Creator createdBy,
      @Nullable Long logicalSize,
      long computeTimeSeconds,
      long activeTimeSeconds,
      long writtenDataBytes,
      long dataTransferBytes,
      Instant createdAt,
      Instant updatedAt,
      @Nullable Instant lastResetAt,
      @Nullable Instant expiresAt,
      @Nullable Long ttlIntervalSeconds) {}
}
