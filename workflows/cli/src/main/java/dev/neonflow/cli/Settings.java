package dev.neonflow.cli;

import dev.neonflow.workflows.PreconditionException;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is set outside of the command line. The first of these that has a value decides: the
 * environment, {@code neonflow.properties} in the repository, the user's {@code config.properties},
 * what the CI system says. An empty value counts as none. Immutable.
 */
public final class Settings {

  /** Names that other tools use for the same thing. */
  private static final Map<String, String> COMMON_NAMES =
      Map.of(
          "project-id", "NEON_PROJECT_ID",
          "role", "NEON_DATABASE_USERNAME",
          "api-host", "NEON_API_HOST",
          "api-key", "NEON_API_KEY",
          "temporal-address", "TEMPORAL_ADDRESS",
          "temporal-namespace", "TEMPORAL_NAMESPACE",
          "no-color", "NO_COLOR");

  /** The repository's file comes with the pull request, so it must not redirect or reveal. */
  private static final Set<String> NEVER_FROM_REPOSITORY =
      Set.of(
          "api-host",
          "api-key",
          "temporal-address",
          "temporal-namespace",
          "expose-secrets",
          "embedded",
          "data-dir");

  private final Map<String, String> environment;
  private final List<Layer> files;
  private final Map<String, String> detected;
  private final List<String> warnings;

  private Settings(
      Map<String, String> environment,
      List<Layer> files,
      Map<String, String> detected,
      List<String> warnings) {
    this.environment = Map.copyOf(environment);
    this.files = List.copyOf(files);
    this.detected = Map.copyOf(detected);
    this.warnings = List.copyOf(warnings);
  }

  private record Layer(String origin, Properties values) {}

  /**
   * A value and where it comes from.
   *
   * @param origin for people, for example {@code NEONFLOW_PR} or a file's path
   */
  public record Setting(String value, String origin) {}

  /**
   * Reads the files.
   *
   * @param environment the environment variables
   * @param directory the working directory; the repository is what it lies in
   * @param detected what the CI system says, by option name
   * @throws PreconditionException if a file cannot be read
   */
  public static Settings load(
      Map<String, String> environment, Path directory, Map<String, String> detected) {
    List<Layer> files = new ArrayList<>();
    List<String> warnings = new ArrayList<>();
    Path repositoryFile = repositoryFile(directory.toAbsolutePath().normalize());
    if (repositoryFile != null) {
      Properties values = read(repositoryFile);
      for (String name : List.copyOf(values.stringPropertyNames())) {
        if (NEVER_FROM_REPOSITORY.contains(name) || name.endsWith("-token")) {
          values.remove(name);
          warnings.add(
              "ignored "
                  + name
                  + " in "
                  + repositoryFile
                  + ": a repository's file may not set it; use the environment");
        }
      }
      files.add(new Layer(repositoryFile.toString(), values));
    }
    userFile(environment).ifPresent(file -> files.add(new Layer(file.toString(), read(file))));
    return new Settings(environment, files, detected, warnings);
  }

  /** The value of an option, named without its dashes, for example {@code project-id}. */
  public Optional<Setting> find(String option) {
    Optional<Setting> found = variable("NEONFLOW_" + upper(option));
    String common = COMMON_NAMES.get(option);
    if (found.isEmpty() && common != null) {
      found = variable(common);
    }
    for (Layer file : files) {
      String value = file.values().getProperty(option);
      if (found.isEmpty() && value != null && !value.isBlank()) {
        found = Optional.of(new Setting(value.strip(), option + " in " + file.origin()));
      }
    }
    String fromCi = detected.get(option);
    if (found.isEmpty() && fromCi != null && !fromCi.isEmpty()) {
      found = Optional.of(new Setting(fromCi, "the CI environment"));
    }
    return found;
  }

  /** The value of a switch: {@code 1}, {@code true}, {@code yes} and {@code on} turn it on. */
  public boolean isOn(String option) {
    return find(option).map(Settings::flag).orElse(false);
  }

  /** An environment variable, if it is set and not empty. */
  public Optional<String> environment(String name) {
    return Optional.ofNullable(environment.get(name)).filter(value -> !value.isEmpty());
  }

  /** What was found and not used, each with the reason. */
  public List<String> warnings() {
    return warnings;
  }

  /**
   * Reads a switch's value.
   *
   * @throws PreconditionException naming the origin if it is neither on nor off
   */
  static boolean flag(Setting setting) {
    return switch (setting.value().toLowerCase(Locale.ROOT)) {
      case "1", "true", "yes", "on" -> true;
      case "0", "false", "no", "off" -> false;
      default -> {
        // By its convention any value at all turns that one on.
        if (setting.origin().equals("NO_COLOR")) {
          yield true;
        }
        throw PreconditionException.usage(
            setting.origin() + " is '" + setting.value() + "', which is neither on nor off",
            "set it to 1 or to 0");
      }
    };
  }

  private Optional<Setting> variable(String name) {
    return environment(name).map(value -> new Setting(value, name));
  }

  private static String upper(String option) {
    return option.toUpperCase(Locale.ROOT).replace('-', '_');
  }

  /**
   * The nearest file from the working directory up to the repository's root. Outside of a
   * repository the directories above may belong to somebody else, so only the directory counts.
   */
  private static @Nullable Path repositoryFile(Path directory) {
    Path root = directory;
    while (root != null && !Files.exists(root.resolve(".git"))) {
      root = root.getParent();
    }
    Path last = root == null ? directory : root;
    for (Path at = directory; at != null && at.startsWith(last); at = at.getParent()) {
      Path file = at.resolve("neonflow.properties");
      if (Files.isRegularFile(file)) {
        return file;
      }
    }
    return null;
  }

  private static Optional<Path> userFile(Map<String, String> environment) {
    return UserDirectories.config(environment)
        .map(directory -> directory.resolve("config.properties"))
        .filter(Files::isRegularFile);
  }

  private static Properties read(Path file) {
    Properties values = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      values.load(reader);
    } catch (IOException | IllegalArgumentException e) {
      throw PreconditionException.usage(
          "cannot read " + file + ": " + e.getMessage(), "mend or remove " + file);
    }
    return values;
  }
}
