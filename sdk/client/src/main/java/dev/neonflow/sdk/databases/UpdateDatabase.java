package dev.neonflow.sdk.databases;

import com.squareup.moshi.Json;
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
    if (name != null && name.isBlank()) {
      throw new IllegalArgumentException("a database needs a name");
    }
    if (ownerName != null && ownerName.isBlank()) {
      throw new IllegalArgumentException("a database needs an owner");
    }
  }

  /** Changes nothing yet. */
  public static UpdateDatabase create() {
    return new UpdateDatabase(null, null);
  }

  /** Renames it. */
  public UpdateDatabase name(String name) {
    return new UpdateDatabase(name, ownerName);
  }

  /** Gives it to this role. */
  public UpdateDatabase ownerName(String role) {
    return new UpdateDatabase(name, role);
  }
}
