package dev.neonflow.workflows.ci;

import dev.neonflow.sdk.ConnectionUri;
import dev.neonflow.sdk.Secret;
import dev.neonflow.workflows.PreconditionException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The environment variables that workflows read, and the only place that reads them. */
public final class Environment {

  private final Function<String, @Nullable String> variables;
  private final @Nullable String userHome;

  /** Over these variables. */
  public Environment(Function<String, @Nullable String> variables) {
    this(variables, System.getProperty("user.home"));
  }

  Environment(Function<String, @Nullable String> variables, @Nullable String userHome) {
    this.variables = variables;
    this.userHome = userHome;
  }

  /** That of this process. */
  public static Environment ofProcess() {
    return new Environment(System::getenv);
  }

  /** A variable's value; null if it is unset or empty. */
  @Nullable String get(String name) {
    String value = variables.apply(name);
    return value == null || value.isBlank() ? null : value.strip();
  }

  /** {@code ${XDG_STATE_HOME:-$HOME/.local/state}/neonflow/locks}. */
  public Path lockDirectory() {
    return stateDirectory().resolve("locks");
  }

  /** Where processes that were deployed are remembered, by whoever deployed them. */
  public Path deploymentsDirectory() {
    return stateDirectory().resolve("deployments");
  }

  /**
   * What is remembered between runs: {@code ${XDG_STATE_HOME:-$HOME/.local/state}/neonflow}.
   *
   * @throws PreconditionException if there is no home
   */
  public Path stateDirectory() {
    Path given = absolute(get("XDG_STATE_HOME"));
    Path base = given == null ? home().resolve(".local").resolve("state") : given;
    return base.resolve("neonflow");
  }

  /**
   * The user's directory: {@code HOME}, else what Java says if it is there. In a container Java may
   * know no user and say {@code ?}.
   *
   * @throws PreconditionException if there is none
   */
  public Path home() {
    Path given = absolute(get("HOME"));
    if (given != null) {
      return given;
    }
    Path known = absolute(userHome);
    if (known == null || !Files.isDirectory(known)) {
      throw PreconditionException.usage(
          "HOME is not set, and this user has no home directory",
          "set HOME to a directory that this user can write to");
    }
    return known;
  }

  /** XDG asks to ignore relative paths: they would mean another place in each directory. */
  private static @Nullable Path absolute(@Nullable String path) {
    return path == null || !Path.of(path).isAbsolute() ? null : Path.of(path);
  }

  /** GitHub's API: {@code GITHUB_API_URL}, which a GitHub Enterprise Server sets in its jobs. */
  public URI gitHubApi() {
    String given = get("GITHUB_API_URL");
    try {
      return URI.create(given == null ? "https://api.github.com" : given);
    } catch (IllegalArgumentException e) {
      throw PreconditionException.usage(
          "GITHUB_API_URL is not an address", // not repeated: there may be a password in it
          "set it to an address such as https://github.example.com/api/v3, or leave it out");
    }
  }

  /** The page of the GitHub Actions run that this process is part of; null outside of one. */
  public @Nullable URI gitHubRun() {
    String server = get("GITHUB_SERVER_URL");
    String repository = get("GITHUB_REPOSITORY");
    String run = get("GITHUB_RUN_ID");
    if (server == null || repository == null || run == null || !server.startsWith("https://")) {
      return null;
    }
    try {
      return URI.create(server + "/" + repository + "/actions/runs/" + run);
    } catch (IllegalArgumentException notAnAddress) {
      return null;
    }
  }

  /** Whether there is a token for GitHub, {@code GITHUB_TOKEN} or {@code GH_TOKEN}. */
  public boolean hasGitHubToken() {
    return get("GITHUB_TOKEN") != null || get("GH_TOKEN") != null;
  }

  /**
   * Production's database, from {@code DATABASE_URL}; null if there is none.
   *
   * @throws PreconditionException if it is no URI, for then it would guard nothing
   */
  public @Nullable ConnectionUri productionUrl() {
    String url = get("DATABASE_URL");
    if (url == null) {
      return null;
    }
    try {
      return ConnectionUri.parse(Secret.of(url));
    } catch (IllegalArgumentException e) {
      // What the parser says of it could be a part of it.
      throw PreconditionException.usage(
          "DATABASE_URL, which is to guard production, is not the URL of a PostgreSQL database",
          "set DATABASE_URL to production's URL, postgresql://..., or unset it to go on without");
    }
  }
}
