package dev.neonflow.cli;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where a user's files lie, by the XDG rules. */
public final class UserDirectories {

  private UserDirectories() {}

  /** Settings; null if there is no home. */
  static @Nullable Path config(Map<String, String> environment) {
    return under(environment, "XDG_CONFIG_HOME", ".config");
  }

  /** Data that is to stay; null if there is no home. */
  public static @Nullable Path data(Map<String, String> environment) {
    return under(environment, "XDG_DATA_HOME", ".local/share");
  }

  /** What programs remember between runs; null if there is no home. */
  static @Nullable Path state(Map<String, String> environment) {
    return under(environment, "XDG_STATE_HOME", ".local/state");
  }

  private static @Nullable Path under(
      Map<String, String> environment, String variable, String belowHome) {
    String base = environment.getOrDefault(variable, "");
    if (!base.isEmpty() && Path.of(base).isAbsolute()) {
      return Path.of(base, "neonflow");
    }
    String home = environment.getOrDefault("HOME", environment.getOrDefault("USERPROFILE", ""));
    return home.isEmpty() ? null : Path.of(home).resolve(belowHome).resolve("neonflow");
  }
}
