package dev.neonflow.sdk.endpoints;

import com.squareup.moshi.Json;
import dev.neonflow.sdk.values.Checks;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How the PostgreSQL of a compute is set up. Each method returns a changed copy.
 *
 * @param pgSettings settings of PostgreSQL by name, values as in {@code postgresql.conf}
 * @param preloadLibraries libraries that are loaded at the start
 */
public record EndpointSettings(
    @Json(name = "pg_settings") @Nullable Map<String, String> pgSettings,
    @Json(name = "preload_libraries") @Nullable PreloadLibraries preloadLibraries) {
  /** Copies the settings; one without a value is left out. */
  public EndpointSettings {
    if (pgSettings != null) {
      Map<String, String> copy = new TreeMap<>(pgSettings);
      copy.values().removeIf(Objects::isNull);
      pgSettings = Collections.unmodifiableMap(copy);
    }
  }

  /** Sets nothing yet. */
  public static EndpointSettings create() {
    return new EndpointSettings(null, null);
  }

  /** With one more setting of PostgreSQL, such as {@code work_mem} and {@code 64MB}. */
  public EndpointSettings pgSetting(String name, String value) {
    Map<String, String> more = new TreeMap<>();
    if (pgSettings != null) {
      more.putAll(pgSettings);
    }
    more.put(Checks.given(name, "name"), Checks.present(value, "value"));
    return pgSettings(more);
  }

  /** With these settings of PostgreSQL in place of earlier ones. */
  public EndpointSettings pgSettings(Map<String, String> settings) {
    return new EndpointSettings(Checks.present(settings, "pgSettings"), preloadLibraries);
  }

  /** Loads these libraries at the start. */
  public EndpointSettings preloadLibraries(PreloadLibraries libraries) {
    return new EndpointSettings(pgSettings, Checks.present(libraries, "preloadLibraries"));
  }
}
