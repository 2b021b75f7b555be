package dev.neonflow.sdk.organizations;

import com.squareup.moshi.Json;
import dev.neonflow.sdk.values.Checks;
import java.util.List;

/**
 * Projects that are to get another owner.
 *
 * @param destinationOrgId the organization that gets them
 * @param projectIds 1 to 400 of them
 */
public record TransferProjects(
    @Json(name = "destination_org_id") String destinationOrgId,
    @Json(name = "project_ids") List<String> projectIds) {
  private static final int MOST = 400;

  /** Copies the list, and refuses what cannot be sent. */
  public TransferProjects {
    Checks.given(destinationOrgId, "destinationOrgId");
    projectIds = List.copyOf(Checks.present(projectIds, "projectIds"));
    if (projectIds.isEmpty() || projectIds.size() > MOST) {
      throw new IllegalArgumentException(
          "1 to " + MOST + " projects can be transferred, not " + projectIds.size());
    }
    if (projectIds.stream().anyMatch(String::isBlank)) {
      throw new IllegalArgumentException("projectIds has an empty one: " + projectIds);
    }
  }

  /** Gives these projects to this organization. */
  public static TransferProjects to(String destinationOrgId, List<String> projectIds) {
    return new TransferProjects(destinationOrgId, projectIds);
  }
}
