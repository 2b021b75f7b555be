package dev.neonflow.sdk.organizations;

import com.squareup.moshi.Json;
import dev.neonflow.sdk.values.Checks;
import org.jspecify.annotations.Nullable;

/**
 * An API key of an organization to be made. Each method returns a changed copy.
 *
 * @param name its name, at most 64 characters
 * @param projectId the only project it reaches; null is all of the organization
 */
public record CreateOrganizationApiKey(
    @Json(name = "key_name") String name, @Json(name = "project_id") @Nullable String projectId) {
  private static final int LONGEST_NAME = 64;

  /** Refuses a name that Neon does not take, and an empty project id. */
  public CreateOrganizationApiKey {
    if (Checks.present(name, "name").isBlank() || name.length() > LONGEST_NAME) {
      throw new IllegalArgumentException(
          "name has to have 1 to " + LONGEST_NAME + " characters: \"" + name + "\"");
    }
    if (projectId != null && projectId.isBlank()) {
      throw new IllegalArgumentException("projectId is empty");
    }
  }

  /** A key of this name for all of the organization, with an admin's rights. */
  public static CreateOrganizationApiKey named(String name) {
    return new CreateOrganizationApiKey(name, null);
  }

  /** Only for this project, with a member's rights: it cannot delete the project. */
  public CreateOrganizationApiKey projectId(String id) {
    return new CreateOrganizationApiKey(name, Checks.given(id, "projectId"));
  }
}
