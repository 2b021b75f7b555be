package dev.neonflow.sdk.databases;

import com.squareup.moshi.Json;
import dev.neonflow.sdk.values.Checks;
import org.jspecify.annotations.Nullable;

/**
 * A change of a database: only what is set changes. Each method returns a changed copy.
 *
 * @param name the new name; null keeps the old
 * @param ownerName the new owner; null keeps the old
 */
public record UpdateDatabase(
    @Nullable String name, @Json(name = "owner_name") @Nullable String ownerName) {
  /** Refuses empty names. */
  public UpdateDatabase {
    Checks.requireText(name, "name");
    Checks.requireText(ownerName, "ownerName");
  }

  /** Changes nothing yet. */
  public static UpdateDatabase create() {
    return new UpdateDatabase(null, null);
  }

  /** Renames it. */
  public UpdateDatabase name(String name) {
    return new UpdateDatabase(Checks.present(name, "name"), ownerName);
  }

  /** Gives it to this role. */
  public UpdateDatabase ownerName(String role) {
    return new UpdateDatabase(name, Checks.present(role, "ownerName"));
  }
}
