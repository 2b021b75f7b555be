package dev.neonflow.sdk.projects;

import com.squareup.moshi.Json;
import java.time.Instant;

/**
 * An offer of a project to somebody else. Who knows its id can take the project.
 *
 * @param id its id
 * @param projectId the project that is offered
 * @param createdAt when it was made
 * @param expiresAt until when it can be accepted
 */
public record TransferRequest(
    String id,
    @Json(name = "project_id") String projectId,
    @Json(name = "created_at") Instant createdAt,
    @Json(name = "expires_at") Instant expiresAt) {

  /** Without the id, which is as good as a key to the project. */
  @Override
  public String toString() {
    return "TransferRequest[id=***, projectId=%s, createdAt=%s, expiresAt=%s]"
        .formatted(projectId, createdAt, expiresAt);
  }
}
