package dev.neonflow.sdk.internal.http;

import dev.neonflow.sdk.Secret;
import dev.neonflow.sdk.error.ErrorDetails;
import dev.neonflow.sdk.error.NeonConfigurationException;
import org.jspecify.annotations.Nullable;

/** Checks the key that all requests carry. */
public final class ApiKeyCheck {
  private ApiKeyCheck() {}

  /** A key that a program gives. */
  public static Secret checked(Secret key) {
    return checked(key, "The API key");
  }

  /** The value of {@code NEON_API_KEY}; blanks around it are not part of it. */
  public static Secret ofEnvironment(@Nullable String value) {
    if (value == null || value.isBlank()) {
      throw refused(
          "There is no Neon API key", "Set NEON_API_KEY to an API key made in the Neon console");
    }
    return checked(Secret.of(value.strip()), "The API key (NEON_API_KEY)");
  }

  private static Secret checked(Secret key, String what) {
    if (key.isEmpty() || !key.reveal().chars().allMatch(c -> c > ' ' && c < 127)) {
      throw refused(
          what + " is empty or has characters that no key has",
          "Give the key as it is in the Neon console, without spaces and line breaks");
    }
    return key;
  }

  private static NeonConfigurationException refused(String message, String remedy) {
    return new NeonConfigurationException(
        message + ". " + remedy, ErrorDetails.local(remedy), null);
  }
}
