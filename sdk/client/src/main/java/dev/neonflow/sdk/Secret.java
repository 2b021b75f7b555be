package dev.neonflow.sdk;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** A text that must not be shown: {@link #toString()} is a mask. Immutable. */
public final class Secret {
  private final String value;

  private Secret(String value) {
    this.value = value;
  }

  /** Wraps a text. */
  public static Secret of(String value) {
    if (value == null) {
      throw new NullPointerException("a secret needs a value");
    }
    return new Secret(value);
  }

  /** The text itself. Hand it only to what needs it. */
  public String reveal() {
    return value;
  }

  /** Whether the text is empty. */
  public boolean isEmpty() {
    return value.isEmpty();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Secret secret
        && MessageDigest.isEqual(
            value.getBytes(StandardCharsets.UTF_8), secret.value.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public int hashCode() {
    return value.hashCode();
  }

  /** Always {@code ***}. */
  @Override
  public String toString() {
    return "***";
  }
}
