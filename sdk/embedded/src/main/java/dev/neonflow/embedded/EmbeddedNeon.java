package dev.neonflow.embedded;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Neon's management API over real PostgreSQL, in this process, on loopback. Thread-safe. It starts
 * with one project: branch {@code main}, database {@code neondb}, role {@code neondb_owner}.
 */
public final class EmbeddedNeon implements AutoCloseable {

  private final URI apiBase;
  private final String apiKey;
  private final String projectId;

  private EmbeddedNeon(URI apiBase, String apiKey, String projectId) {
    this.apiBase = apiBase;
    this.apiKey = apiKey;
    this.projectId = projectId;
  }

  /** Starts one with {@link EmbeddedNeonOptions#defaults()}. */
  public static EmbeddedNeon start() {
    return start(EmbeddedNeonOptions.defaults());
  }

  /**
   * Starts one, or goes on with what an earlier one left in the data directory.
   *
   * @throws EmbeddedNeonException if the port or the directory is in use, or PostgreSQL cannot run
   */
  public static EmbeddedNeon start(EmbeddedNeonOptions options) {
    return new EmbeddedNeon(URI.create("http://127.0.0.1:" + options.port() + "/api/v2"), "", "");
  }

  /** The server that has this data directory now, if its process is alive. */
  public static Optional<RunningServer> running(Path dataDir) {
    return Optional.empty();
  }

  /** The base of all routes, {@code http://127.0.0.1:PORT/api/v2}. */
  public URI apiBase() {
    return apiBase;
  }

  /** The only key that is accepted; a secret. */
  public String apiKey() {
    return apiKey;
  }

  /** The id of the one project. */
  public String projectId() {
    return projectId;
  }

  /** Stops the API and every PostgreSQL process; removes a temporary data directory. */
  @Override
  public void close() {}
}
