package dev.neonflow.sdk.roles;

import com.squareup.moshi.Json;
import dev.neonflow.sdk.values.Checks;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A role to be made. Each method returns a changed copy.
 *
 * @param name its name, at most 63 bytes, unique on the branch
 * @param noLogin whether it cannot log in; null leaves it to Neon (it can)
 */
public record CreateRole(String name, @Json(name = "no_login") @Nullable Boolean noLogin) {
  private static final int LONGEST_NAME = 63;

  /** Refuses a name that no role can have. */
  public CreateRole {
    if (Checks.given(name, "name").getBytes(StandardCharsets.UTF_8).length > LONGEST_NAME) {
      throw new IllegalArgumentException(
          "the role name \"" + name + "\" has more than " + LONGEST_NAME + " bytes");
    }
  }

  /** A role of this name that logs in with a password which Neon chooses. */
  public static CreateRole named(String name) {
    return new CreateRole(name, null);
  }

  /** Cannot log in, only be granted. */
  public CreateRole cannotLogin() {
    return new CreateRole(name, true);
  }
}
