package dev.neonflow.sdk.projects;

import com.squareup.moshi.Json;
import dev.neonflow.sdk.values.Checks;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The branch that a new project starts with. Each method returns a changed copy.
 *
 * @param name its name; null is {@code main}
 * @param roleName the owner of the database; null is {@code DATABASE_owner}
 * @param databaseName the database; null is {@code neondb}
 * @param annotations noted on the branch for good, at most 50
 */
public record FirstBranch(
    @Nullable String name,
    @Json(name = "role_name") @Nullable String roleName,
    @Json(name = "database_name") @Nullable String databaseName,
    @Nullable Map<String, String> annotations) {
  private static final int MOST_ANNOTATIONS = 50;

  /** Copies the annotations, and refuses what cannot be sent. */
  public FirstBranch {
    Checks.requireName(name, ProjectChecks.LONGEST_NAME, "the name of the branch");
    Checks.requireText(roleName, "roleName");
    Checks.requireText(databaseName, "databaseName");
    if (annotations != null && annotations.size() > MOST_ANNOTATIONS) {
      throw new IllegalArgumentException(
          annotations.size() + " annotations: at most " + MOST_ANNOTATIONS);
    }
    annotations = annotations == null ? null : Map.copyOf(annotations);
  }

  /** As Neon makes it. */
  public static FirstBranch create() {
    return new FirstBranch(null, null, null, null);
  }

  /** Is named so. */
  public FirstBranch name(String name) {
    return new FirstBranch(Checks.present(name, "name"), roleName, databaseName, annotations);
  }

  /** Its database is owned by this role. */
  public FirstBranch roleName(String role) {
    return new FirstBranch(name, Checks.present(role, "roleName"), databaseName, annotations);
  }

  /** Has this database. */
  public FirstBranch databaseName(String database) {
    return new FirstBranch(name, roleName, Checks.present(database, "databaseName"), annotations);
  }

  /** With this noted on it. */
  public FirstBranch annotations(Map<String, String> notes) {
    return new FirstBranch(name, roleName, databaseName, Checks.present(notes, "annotations"));
  }
}
