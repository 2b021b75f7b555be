package dev.neonflow.embedded;

import dev.neonflow.embedded.control.Account;
import dev.neonflow.embedded.control.Directory;
import dev.neonflow.embedded.control.Ids;
import dev.neonflow.embedded.fault.Faults;
import dev.neonflow.embedded.http.ApiServer;
import dev.neonflow.embedded.http.RateLimits;
import dev.neonflow.embedded.postgres.DataPlane;
import dev.neonflow.embedded.postgres.FileTrouble;
import dev.neonflow.embedded.postgres.PostgresDataPlane;
import dev.neonflow.embedded.postgres.PostgresException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Neon's management API over real PostgreSQL, in this process, on loopback. Thread-safe. It starts
 * with one project: branch {@code main}, database {@code neondb}, role {@code neondb_owner}.
 */
public final class EmbeddedNeon implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedNeon.class);

  private final ApiServer server;
  private final Faults faults;
  private final URI apiBase;
  private final String apiKey;
  private final String projectId;
  private final Closing closing;

  private EmbeddedNeon(
      ApiServer server, Faults faults, String apiKey, String projectId, Closing closing) {
    this.server = server;
    this.faults = faults;
    this.apiBase = server.base();
    this.apiKey = apiKey;
    this.projectId = projectId;
    this.closing = closing;
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
    Closing closing = new Closing();
    boolean started = false;
    try {
      EmbeddedNeon neon = start(options, closing);
      started = true;
      return neon;
    } catch (PostgresException | UncheckedIOException e) {
      throw new EmbeddedNeonException(message(e), e);
    } catch (IOException e) {
      throw new EmbeddedNeonException("The embedded Neon cannot start: " + e.getMessage(), e);
    } finally {
      if (!started) {
        closing.run();
      }
    }
  }

  private static EmbeddedNeon start(EmbeddedNeonOptions options, Closing closing)
      throws IOException {
    boolean kept = options.dataDir().isPresent();
    Path directory = options.dataDir().orElseGet(Directories::temporary);
    ApiServer server = bind(options.port());
    closing.add("the API's port", server);
    if (!kept) {
      closing.add("the temporary directory", () -> Directories.delete(directory));
    }
    Path cache = options.cacheDir().orElseGet(Directories::cache);
    DataPlane data =
        kept
            ? PostgresDataPlane.open(directory, cache, options.durable())
            : PostgresDataPlane.openTemporary(directory, cache, options.durable());
    closing.add("PostgreSQL", data);
    Directory state = new Directory(directory, options.durable());
    SecureRandom random = new SecureRandom();
    Faults faults = new Faults();
    Account account =
        Account.start(
            data, state, options.clock(), random, options.limits(), options.scaleToZero(), faults);
    closing.add("the operations", account);
    // Before the operations are waited for, what hangs is let go.
    closing.add("the faults", faults);
    ServerFile file = new ServerFile(state);
    String apiKey = file.apiKey().orElseGet(() -> new Ids(random).apiKey());
    file.writeApiKey(apiKey);
    Consumer<ServedRequest> listener = options.onRequest();
    RateLimits limits =
        options.rateLimits() ? RateLimits.published(options.clock()) : RateLimits.none();
    server.serve(
        account,
        apiKey,
        limits,
        faults,
        (method, path, status, duration, fault) ->
            listener.accept(new ServedRequest(method, path, status, duration, fault)));
    closing.add("the API", server);
    String projectId = account.first().project().id();
    if (kept) {
      file.write(server.base(), projectId);
      closing.add("server.json", file::delete);
    }
    closing.beforeExit();
    LOG.info("Embedded Neon serves project {} at {}", projectId, server.base());
    return new EmbeddedNeon(server, faults, apiKey, projectId, closing);
  }

  /** The server that has this data directory now, if its process is alive. */
  public static Optional<RunningServer> running(Path dataDir) {
    return new ServerFile(new Directory(dataDir, false)).running();
  }

  /**
   * Removes everything that embedded Neons kept in a data directory, also what they keep elsewhere
   * on its behalf. A directory that is none, or not there, is left as it is.
   *
   * @throws EmbeddedNeonException if one runs in it, or it cannot be removed
   */
  public static void delete(Path dataDir) {
    try {
      PostgresDataPlane.delete(dataDir);
    } catch (PostgresException e) {
      throw new EmbeddedNeonException(message(e), e);
    }
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

  /**
   * Makes something go wrong from now on.
   *
   * @return to see how often it happened, and to take it away
   * @throws IllegalArgumentException if it names a route that the API does not have
   */
  public InjectedFault inject(Fault fault) {
    return server.inject(fault);
  }

  /** The faults that were injected and not removed, in this order. */
  public List<InjectedFault> faults() {
    return faults.list();
  }

  /** Removes all faults; whatever waits because of them goes on. */
  public void clearFaults() {
    faults.clear();
  }

  /** Stops the API and every PostgreSQL process; removes a temporary data directory. */
  @Override
  public void close() {
    closing.run();
  }

  @Override
  public String toString() {
    return "EmbeddedNeon[" + apiBase + ", " + projectId + "]";
  }

  private static ApiServer bind(int port) throws IOException {
    try {
      return ApiServer.bind(port);
    } catch (BindException e) {
      throw new EmbeddedNeonException(
          "Port "
              + port
              + " of 127.0.0.1 is in use; stop the program that has it, or choose another port",
          e);
    }
  }

  private static String message(RuntimeException e) {
    return e instanceof UncheckedIOException file
        ? FileTrouble.sentence(file)
        : String.valueOf(e.getMessage());
  }
}
