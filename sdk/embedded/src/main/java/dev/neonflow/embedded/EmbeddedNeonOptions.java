package dev.neonflow.embedded;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How an embedded Neon is started. Immutable: each method with an argument returns a changed copy.
 */
public final class EmbeddedNeonOptions {

  private static final EmbeddedNeonOptions DEFAULTS =
      new EmbeddedNeonOptions(null, null, 0, false, false, true, request -> {}, Clock.systemUTC());

  private final @Nullable Path dataDir;
  private final @Nullable Path cacheDir;
  private final int port;
  private final boolean durable;
  private final boolean rateLimits;
  private final boolean scaleToZero;
  private final Consumer<ServedRequest> onRequest;
  private final Clock clock;

  private EmbeddedNeonOptions(
      @Nullable Path dataDir,
      @Nullable Path cacheDir,
      int port,
      boolean durable,
      boolean rateLimits,
      boolean scaleToZero,
      Consumer<ServedRequest> onRequest,
      Clock clock) {
    this.dataDir = dataDir;
    this.cacheDir = cacheDir;
    this.port = port;
    this.durable = durable;
    this.rateLimits = rateLimits;
    this.scaleToZero = scaleToZero;
    this.onRequest = onRequest;
    this.clock = clock;
  }

  /** A temporary directory, any free port, not durable. */
  public static EmbeddedNeonOptions defaults() {
    return DEFAULTS;
  }

  /**
   * Keeps everything in this directory, which is made if it is missing. Without it a temporary one
   * is used, and deleted when the embedded Neon is closed.
   */
  public EmbeddedNeonOptions dataDir(Path directory) {
    return new EmbeddedNeonOptions(
        Objects.requireNonNull(directory),
        cacheDir,
        port,
        durable,
        rateLimits,
        scaleToZero,
        onRequest,
        clock);
  }

  /**
   * Where the unpacked PostgreSQL is kept between runs; by default {@code neonflow} in {@code
   * $XDG_CACHE_HOME} or {@code ~/.cache}.
   */
  public EmbeddedNeonOptions cacheDir(Path directory) {
    return new EmbeddedNeonOptions(
        dataDir,
        Objects.requireNonNull(directory),
        port,
        durable,
        rateLimits,
        scaleToZero,
        onRequest,
        clock);
  }

  /** The loopback port of the API; 0, the default, takes any free one. */
  public EmbeddedNeonOptions port(int value) {
    if (value < 0 || value > 65535) {
      throw new IllegalArgumentException("port " + value + " is not between 0 and 65535");
    }
    return new EmbeddedNeonOptions(
        dataDir, cacheDir, value, durable, rateLimits, scaleToZero, onRequest, clock);
  }

  /** Whether commits survive a loss of power; slower. The default is {@code false}. */
  public EmbeddedNeonOptions durable(boolean value) {
    return new EmbeddedNeonOptions(
        dataDir, cacheDir, port, value, rateLimits, scaleToZero, onRequest, clock);
  }

  /**
   * Whether more than 700 requests in a minute, or more than 40 in a second for one route, are
   * answered 429, without {@code Retry-After}. The default is {@code false}.
   */
  public EmbeddedNeonOptions rateLimits(boolean value) {
    return new EmbeddedNeonOptions(
        dataDir, cacheDir, port, durable, value, scaleToZero, onRequest, clock);
  }

  /**
   * Whether a compute is suspended when no client was connected to it for its {@code
   * suspend_timeout_seconds}, 300 unless something else was asked for; the next connection wakes
   * it. The default is {@code true}, as with Neon.
   */
  public EmbeddedNeonOptions scaleToZero(boolean value) {
    return new EmbeddedNeonOptions(
        dataDir, cacheDir, port, durable, rateLimits, value, onRequest, clock);
  }

  /** Is told each request just before its answer leaves, by the thread that answers it. */
  public EmbeddedNeonOptions onRequest(Consumer<ServedRequest> listener) {
    return new EmbeddedNeonOptions(
        dataDir,
        cacheDir,
        port,
        durable,
        rateLimits,
        scaleToZero,
        Objects.requireNonNull(listener),
        clock);
  }

  /** The clock of all timestamps, and of the expiration of branches and of the rate limits. */
  public EmbeddedNeonOptions clock(Clock value) {
    return new EmbeddedNeonOptions(
        dataDir,
        cacheDir,
        port,
        durable,
        rateLimits,
        scaleToZero,
        onRequest,
        Objects.requireNonNull(value));
  }

  Optional<Path> dataDir() {
    return Optional.ofNullable(dataDir);
  }

  Optional<Path> cacheDir() {
    return Optional.ofNullable(cacheDir);
  }

  int port() {
    return port;
  }

  boolean durable() {
    return durable;
  }

  boolean rateLimits() {
    return rateLimits;
  }

  boolean scaleToZero() {
    return scaleToZero;
  }

  Consumer<ServedRequest> onRequest() {
    return onRequest;
  }

  Clock clock() {
    return clock;
  }
}
