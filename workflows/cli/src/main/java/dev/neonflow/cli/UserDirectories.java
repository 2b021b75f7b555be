package dev.neonflow.cli;

import dev.neonflow.workflows.PreconditionException;
import dev.neonflow.workflows.ci.Environment;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Where a user's files lie, by the XDG rules. What is remembered between runs is {@link
 * Environment}'s to say.
 */
public final class UserDirectories {

  private UserDirectories() {}

  /** Settings; empty if there is no home, since then there are none. */
  static Optional<Path> config(Map<String, String> environment) {
    try {
      return Optional.of(under(environment, "XDG_CONFIG_HOME", ".config"));
    } catch (PreconditionException noHome) {
      return Optional.empty();
    }
  }

  /**
   * Data that is to stay.
   *
   * @throws PreconditionException if there is no home
   */
  public static Path data(Map<String, String> environment) {
    return under(environment, "XDG_DATA_HOME", ".local/share");
  }

  /**
   * What can be made again.
   *
   * @throws PreconditionException if there is no home
   */
  public static Path cache(Map<String, String> environment) {
    return under(environment, "XDG_CACHE_HOME", ".cache");
  }

  private static Path under(Map<String, String> environment, String variable, String belowHome) {
    String given = environment.getOrDefault(variable, "");
    Path base =
        !given.isEmpty() && Path.of(given).isAbsolute()
            ? Path.of(given)
            : new Environment(environment::get).home().resolve(belowHome);
    return base.resolve("neonflow");
  }
}
