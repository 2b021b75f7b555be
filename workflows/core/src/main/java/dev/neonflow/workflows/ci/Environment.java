package dev.neonflow.workflows.ci;

import dev.neonflow.sdk.ConnectionUri;
import dev.neonflow.sdk.Secret;
import java.nio.file.Path;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The environment variables that workflows read, and the only place that reads them. */
public final class Environment {

  private static final Logger log = LoggerFactory.getLogger(Environment.class);

  private final Function<String, @Nullable String> variables;

  /** Over these variables. */
  public Environment(Function<String, @Nullable String> variables) {
    this.variables = variables;
  }

  /** A variable's value; null if it is unset or empty. */
  @Nullable String get(String name) {
    String value = variables.apply(name);
    return value == null || value.isBlank() ? null : value.strip();
  }

  /** {@code ${XDG_STATE_HOME:-~/.local/state}/neonflow/locks}. */
  public Path lockDirectory() {
    String state = get("XDG_STATE_HOME");
    Path base =
        state == null
            ? Path.of(System.getProperty("user.home"), ".local", "state")
            : Path.of(state);
    return base.resolve("neonflow").resolve("locks");
  }

  /** Production's database, from {@code DATABASE_URL}; null if there is none or it is no URI. */
  public @Nullable ConnectionUri productionUrl() {
    String url = get("DATABASE_URL");
    if (url == null) {
      return null;
    }
    try {
      return ConnectionUri.parse(Secret.of(url));
    } catch (IllegalArgumentException e) {
      log.warn("DATABASE_URL is not a PostgreSQL URI, so it does not guard production");
      return null;
    }
  }
}
