package dev.neonflow.sdk.endpoints;

import com.squareup.moshi.Json;
import dev.neonflow.sdk.values.Checks;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The libraries that PostgreSQL loads when it starts.
 *
 * @param useDefaults whether Neon's choice is loaded; null leaves it to Neon
 * @param enabledLibraries the names of those that are loaded; null leaves them to Neon
 */
public record PreloadLibraries(
    @Json(name = "use_defaults") @Nullable Boolean useDefaults,
    @Json(name = "enabled_libraries") @Nullable List<String> enabledLibraries) {
  /** Copies the list. */
  public PreloadLibraries {
    enabledLibraries = enabledLibraries == null ? null : List.copyOf(enabledLibraries);
  }

  /** Neon's choice. */
  public static PreloadLibraries defaults() {
    return new PreloadLibraries(true, null);
  }

  /** These and no others. */
  public static PreloadLibraries only(List<String> libraries) {
    return new PreloadLibraries(false, Checks.present(libraries, "libraries"));
  }
}
