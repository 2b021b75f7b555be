package dev.neonflow.sdk.internal.http;

import dev.neonflow.sdk.values.Checks;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** The version of this client, written by the build, and how it calls itself. */
public final class Versions {
  private Versions() {}

  /** The header {@code User-Agent}. */
  public static String userAgent(String suffix) {
    return ("neonflow/" + own() + " " + suffix).strip();
  }

  /** Refuses what a header cannot hold. */
  public static String checkedSuffix(String suffix) {
    if (!Checks.present(suffix, "userAgentSuffix").chars().allMatch(c -> c >= ' ' && c < 127)) {
      throw new IllegalArgumentException("userAgentSuffix is not plain ASCII: " + suffix);
    }
    return suffix.strip();
  }

  /** Such as {@code 1.2.3}. */
  private static String own() {
    try (InputStream file = Versions.class.getResourceAsStream("version.properties")) {
      Properties properties = new Properties();
      if (file != null) {
        properties.load(file);
      }
      return properties.getProperty("version", "unknown");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
