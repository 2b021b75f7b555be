package dev.neonflow.sdk.databases;

import com.squareup.moshi.Json;
import dev.neonflow.sdk.values.Checks;

/**
 * A database to be made.
 *
 * @param name its name, unique on the branch
 * @param ownerName the role that owns it
 */
public record CreateDatabase(String name, @Json(name = "owner_name") String ownerName) {
  /** Refuses empty names. */
  public CreateDatabase {
    Checks.given(name, "name");
    Checks.given(ownerName, "ownerName");
  }

  /** A database of this name that belongs to this role. */
  public static CreateDatabase of(String name, String ownerName) {
    return new CreateDatabase(name, ownerName);
  }
}
