package dev.neonflow.embedded;

import dev.neonflow.embedded.control.Limits;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How an embedded Neon is started. Immutable: each method with an argument returns a changed copy.
 */
public final class EmbeddedNeonOptions {

  private static final EmbeddedNeonOptions DEFAULTS =
      new EmbeddedNeonOptions(
          null, null, 0, false, false, true, request -> {}, Clock.systemUTC(), Limits.DEFAULT);

  private final @Nullable Path dataDir;
  private final @Nullable Path cacheDir;
  private final int port;
  private final boolean durable;
  private final boolean rateLimits;
  private final boolean scaleToZero;
  private final Consumer<ServedRequest> onRequest;
  private final Clock clock;
  private final Limits limits;

  private EmbeddedNeonOptions(
      @Nullable Path dataDir,
      @Nullable Path cacheDir,
      int port,
      boolean durable,
      boolean rateLimits,
      boolean scaleToZero,
      Consumer<ServedRequest> onRequest,
      Clock clock,
      Limits limits) {
    this.dataDir = dataDir;
    this.cacheDir = cacheDir;
    this.port = port;
    this.durable = durable;
    this.rateLimits = rateLimits;
    this.scaleToZero = scaleToZero;
    this.onRequest = onRequest;
    this.clock = clock;
    this.limits = limits;
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
        clock,
        limits);
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
        clock,
        limits);
  }

  /** The loopback port of the API; 0, the default, takes any free one. */
  public EmbeddedNeonOptions port(int value) {
    if (value < 0 || value > 65535) {
      throw new IllegalArgumentException("port " + value + " is not between 0 and 65535");
    }
    return new EmbeddedNeonOptions(
        dataDir, cacheDir, value, durable, rateLimits, scaleToZero, onRequest, clock, limits);
  }

  /** Whether commits survive a loss of power; slower. The default is {@code false}. */
  public EmbeddedNeonOptions durable(boolean value) {
    return new EmbeddedNeonOptions(
        dataDir, cacheDir, port, value, rateLimits, scaleToZero, onRequest, clock, limits);
  }

  /**
   * Whether more than 700 requests in a minute, or more than 40 in a second for one route, are
   * answered 429, without {@code Retry-After}. The default is {@code false}.
   */
  public EmbeddedNeonOptions rateLimits(boolean value) {
    return new EmbeddedNeonOptions(
        dataDir, cacheDir, port, durable, value, scaleToZero, onRequest, clock, limits);
  }

  /**
   * Whether a compute is suspended when no client was connected to it for its {@code
   * suspend_timeout_seconds}, 300 unless something else was asked for; the next connection wakes
   * it. The default is {@code true}, as with Neon.
   */
  public EmbeddedNeonOptions scaleToZero(boolean value) {
    return new EmbeddedNeonOptions(
        dataDir, cacheDir, port, durable, rateLimits, value, onRequest, clock, limits);
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
        clock,
        limits);
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
        Objects.requireNonNull(value),
        limits);
  }

  /**
   * How long a deleted branch keeps its data, so that it can be recovered; the default is Neon's
   * seven days. With {@link Duration#ZERO} it is gone at once. It goes earlier when the disk is too
   * full for a new branch.
   */
  public EmbeddedNeonOptions recoverable(Duration value) {
    if (value.isNegative()) {
      throw new IllegalArgumentException("the time " + value + " is negative");
    }
    return limits(new Limits(limits.branches(), limits.rootBranches(), value));
  }

  /**
   * How many branches a project may have, as on one of Neon's plans; the default is 5000 of both.
   *
   * @param all with the roots
   * @param roots without a parent
   */
  public EmbeddedNeonOptions branches(int all, int roots) {
    if (all < 1 || roots < 1) {
      throw new IllegalArgumentException("a project has at least one branch");
    }
    return limits(new Limits(all, roots, limits.recoverable()));
  }

  private EmbeddedNeonOptions limits(Limits value) {
    return new EmbeddedNeonOptions(
        dataDir, cacheDir, port, durable, rateLimits, scaleToZero, onRequest, clock, value);
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

  Limits limits() {
    return limits;
  }
}
