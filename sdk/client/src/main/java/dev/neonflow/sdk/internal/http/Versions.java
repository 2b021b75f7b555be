package dev.neonflow.sdk.internal.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** The version of this client, written by the build. */
public final class Versions {
  private Versions() {}

  /** Such as {@code 1.2.3}. */
  public static String own() {
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
