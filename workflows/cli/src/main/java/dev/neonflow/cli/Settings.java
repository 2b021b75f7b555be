package dev.neonflow.cli;

import dev.neonflow.workflows.PreconditionException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
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
      Map.ofEntries(
          Map.entry("project-id", "NEON_PROJECT_ID"),
          Map.entry("role", "NEON_DATABASE_USERNAME"),
          Map.entry("api-host", "NEON_API_HOST"),
          Map.entry("api-key", "NEON_API_KEY"),
          Map.entry("temporal-address", "TEMPORAL_ADDRESS"),
          Map.entry("temporal-namespace", "TEMPORAL_NAMESPACE"),
          Map.entry("fly-org", "FLY_ORG"),
          Map.entry("fly-region", "FLY_REGION"),
          Map.entry("no-color", "NO_COLOR"));

  /** The repository's file comes with the pull request, so it must not redirect or reveal. */
  private static final Set<String> NEVER_FROM_REPOSITORY =
      Set.of(
          "api-host",
          "api-key",
          "temporal-address",
          "temporal-namespace",
          "fly-secret",
          "expose-secrets",
          "embedded",
          "data-dir",
          "deploy-secrets",
          // What a person answers for is not for a pull request to say.
          "yes",
          "write",
          "force",
          "cloud",
          "again",
          "to");

  private final Map<String, String> environment;
  private final List<SettingsFile> files;
  private final Map<String, String> detected;
  private final List<String> warnings;

  private Settings(
      Map<String, String> environment,
      List<SettingsFile> files,
      Map<String, String> detected,
      List<String> warnings) {
    this.environment = Map.copyOf(environment);
    this.files = List.copyOf(files);
    this.detected = Map.copyOf(detected);
    this.warnings = List.copyOf(warnings);
  }

  /**
   * A value and where it comes from.
   *
   * @param name how it is called there, for example {@code NEONFLOW_PR} or {@code pr}
   * @param origin a variable's name, a file and a line, or the CI environment
   */
  public record Setting(String name, String value, String origin) {

    /** Name and place, for a sentence. */
    String said() {
      return name.equals(origin) ? name : name + " in " + origin;
    }
  }

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
    List<SettingsFile> files = new ArrayList<>();
    List<String> warnings = new ArrayList<>();
    Path repositoryFile = repositoryFile(directory.toAbsolutePath().normalize());
    if (repositoryFile != null) {
      SettingsFile file = SettingsFile.read(repositoryFile);
      Set<String> ignored = file.names(Settings::isNeverFromRepository);
      for (String name : ignored) {
        warnings.add(
            "ignored "
                + name
                + " in "
                + repositoryFile
                + ": a repository's file may not set it; use the environment");
      }
      files.add(file.without(ignored));
    }
    userFile(environment).map(SettingsFile::read).ifPresent(files::add);
    return new Settings(environment, files, detected, warnings);
  }

  /** The value of an option, named without its dashes, for example {@code project-id}. */
  public Optional<Setting> find(String option) {
    Optional<Setting> found = variable("NEONFLOW_" + upper(option));
    String common = COMMON_NAMES.get(option);
    if (found.isEmpty() && common != null) {
      found = variable(common);
    }
    for (SettingsFile file : files) {
      found = found.or(() -> file.find(option));
    }
    String fromCi = detected.get(option);
    if (found.isEmpty() && fromCi != null && !fromCi.isEmpty()) {
      found = Optional.of(new Setting(option, fromCi, "the CI environment"));
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
   * What is set under a name that no setting has, each with where it stands and what may be meant.
   *
   * @param own settings of this script alone
   */
  List<String> unknown(Set<String> own) {
    return new UnknownSettings(own).in(environment, files);
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
        if (setting.name().equals("NO_COLOR")) {
          yield true;
        }
        throw PreconditionException.usage(
            setting.said() + " is '" + setting.value() + "', which is neither on nor off",
            "set it to 1 or to 0");
      }
    };
  }

  private static boolean isNeverFromRepository(String name) {
    return NEVER_FROM_REPOSITORY.contains(name) || name.endsWith("-token");
  }

  private Optional<Setting> variable(String name) {
    return environment(name).map(value -> new Setting(name, value, name));
  }

  /** The name that other tools use for the same, if there is one. */
  static Optional<String> otherVariable(String option) {
    return Optional.ofNullable(COMMON_NAMES.get(option));
  }

  /** An option's name as it is in {@code NEONFLOW_...}. */
  static String upper(String option) {
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
}
