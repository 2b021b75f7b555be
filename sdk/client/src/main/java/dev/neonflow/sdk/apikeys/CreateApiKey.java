package dev.neonflow.sdk.apikeys;

import com.squareup.moshi.Json;
import dev.neonflow.sdk.values.Checks;

/**
 * An API key to be made.
 *
 * @param name its name, at most 64 characters
 */
public record CreateApiKey(@Json(name = "key_name") String name) {
  private static final int LONGEST_NAME = 64;

  /** Refuses a name that Neon does not take. */
  public CreateApiKey {
    if (Checks.present(name, "name").isBlank() || name.length() > LONGEST_NAME) {
      throw new IllegalArgumentException(
          "name has to have 1 to " + LONGEST_NAME + " characters: \"" + name + "\"");
    }
  }

  /** A key of this name. Choose one that is not taken: Neon does not mind, people do. */
  public static CreateApiKey named(String name) {
    return new CreateApiKey(name);
  }
}
