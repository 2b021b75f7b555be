package dev.neonflow.sdk;

import com.squareup.moshi.Moshi;
import dev.failsafe.spi.Scheduler;
import dev.neonflow.sdk.auth.AuthApi;
import dev.neonflow.sdk.branches.BranchesApi;
import dev.neonflow.sdk.connectionuris.ConnectionUrisApi;
import dev.neonflow.sdk.dataapi.DataApi;
import dev.neonflow.sdk.databases.DatabasesApi;
import dev.neonflow.sdk.endpoints.EndpointsApi;
import dev.neonflow.sdk.error.ErrorDetails;
import dev.neonflow.sdk.error.NeonConfigurationException;
import dev.neonflow.sdk.internal.api.HttpAuth;
import dev.neonflow.sdk.internal.api.HttpBranches;
import dev.neonflow.sdk.internal.api.HttpConnectionUris;
import dev.neonflow.sdk.internal.api.HttpDataApi;
import dev.neonflow.sdk.internal.api.HttpDatabases;
import dev.neonflow.sdk.internal.api.HttpEndpoints;
import dev.neonflow.sdk.internal.api.HttpOperations;
import dev.neonflow.sdk.internal.api.HttpProjects;
import dev.neonflow.sdk.internal.api.HttpRoles;
import dev.neonflow.sdk.internal.api.HttpSnapshots;
import dev.neonflow.sdk.internal.http.AnyRequests;
import dev.neonflow.sdk.internal.http.ApiBase;
import dev.neonflow.sdk.internal.http.CallRunner;
import dev.neonflow.sdk.internal.http.Daemon;
import dev.neonflow.sdk.internal.http.GuardedConverters;
import dev.neonflow.sdk.internal.http.HttpClients;
import dev.neonflow.sdk.internal.http.HttpSettings;
import dev.neonflow.sdk.internal.http.Pace;
import dev.neonflow.sdk.internal.http.Versions;
import dev.neonflow.sdk.internal.json.NeonJson;
import dev.neonflow.sdk.operations.OperationsApi;
import dev.neonflow.sdk.projects.ProjectsApi;
import dev.neonflow.sdk.roles.RolesApi;
import dev.neonflow.sdk.snapshots.SnapshotsApi;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;
import retrofit2.Retrofit;

/**
 * Neon's management API. Immutable and thread-safe; make one and share it.
 *
 * <p>Calls block. They fail with a {@link dev.neonflow.sdk.error.NeonException} only, except for
 * arguments that cannot be sent ({@link IllegalArgumentException}) and use after {@link #close()}
 * ({@link IllegalStateException}). An interrupt ends them with a {@link
 * dev.neonflow.sdk.error.NeonInterruptedException} and leaves the thread's flag set.
 *
 * <p>What surely did nothing is tried again until the time for retries has passed: 423, 429 and 503
 * answers and failed connections for every call, lost and failed answers for reads only. Pauses are
 * random, grow up to 10 s, and are never shorter than Neon asks for.
 */
public final class Neon implements AutoCloseable {
  private final URI apiBase;
  private final AuthApi auth;
  private final ProjectsApi projects;
  private final BranchesApi branches;
  private final EndpointsApi endpoints;
  private final DataApi dataApi;
  private final DatabasesApi databases;
  private final RolesApi roles;
  private final OperationsApi operations;
  private final ConnectionUrisApi connectionUris;
  private final SnapshotsApi snapshots;
  private final AnyRequests requests;
  private final Runnable release;

  private Neon(URI apiBase, HttpSettings settings, OkHttpClient http, Runnable release) {
    Moshi moshi = NeonJson.create();
    Retrofit retrofit =
        new Retrofit.Builder()
            .baseUrl(apiBase + "/")
            .client(HttpClients.derive(http, settings))
            .addConverterFactory(new GuardedConverters(moshi))
            .build();
    CallRunner runner = new CallRunner(settings, moshi, HttpOperations.unfinished(retrofit));
    this.apiBase = apiBase;
    this.auth = new HttpAuth(runner, retrofit);
    this.projects = new HttpProjects(runner, retrofit);
    this.branches = new HttpBranches(runner, retrofit);
    this.endpoints = new HttpEndpoints(runner, retrofit);
    this.dataApi = new HttpDataApi(runner, retrofit);
    this.databases = new HttpDatabases(runner, retrofit);
    this.roles = new HttpRoles(runner, retrofit);
    this.operations = new HttpOperations(runner, retrofit);
    this.connectionUris = new HttpConnectionUris(runner, retrofit);
    this.snapshots = new HttpSnapshots(runner, retrofit);
    this.requests = new AnyRequests(runner, retrofit, moshi);
    this.release = release;
  }

  /** Like {@link #fromEnvironment(Function)}, with the environment of this process. */
  public static Neon fromEnvironment() {
    return fromEnvironment(System::getenv);
  }

  /**
   * With the API key in {@code NEON_API_KEY} and the API base in {@code NEON_API_HOST}, or Neon's
   * own. An empty variable counts as not set.
   *
   * @throws NeonConfigurationException if there is no key, or the base is refused
   */
  public static Neon fromEnvironment(Function<String, @Nullable String> variables) {
    String key = variables.apply("NEON_API_KEY");
    if (key == null || key.isBlank()) {
      String remedy = "Set NEON_API_KEY to an API key made in the Neon console";
      throw new NeonConfigurationException(
          "There is no Neon API key. " + remedy, ErrorDetails.local(remedy), null);
    }
    Builder builder = builder(Secret.of(key.strip()));
    String host = variables.apply("NEON_API_HOST");
    if (host != null && !host.isBlank()) {
      builder.apiBase(ApiBase.parse(host));
    }
    return builder.build();
  }

  /**
   * Sets up a client that uses this API key.
   *
   * @throws NeonConfigurationException if it is empty or has characters that no key has
   */
  public static Builder builder(Secret apiKey) {
    return new Builder(apiKey);
  }

  /** Neon Auth of a branch. */
  public AuthApi auth() {
    return auth;
  }

  /** Projects. */
  public ProjectsApi projects() {
    return projects;
  }

  /** Branches. */
  public BranchesApi branches() {
    return branches;
  }

  /** Endpoints. */
  public EndpointsApi endpoints() {
    return endpoints;
  }

  /** The Data API of a database. */
  public DataApi dataApi() {
    return dataApi;
  }

  /** Databases. */
  public DatabasesApi databases() {
    return databases;
  }

  /** Roles and passwords. */
  public RolesApi roles() {
    return roles;
  }

  /** Operations, and waiting for them. */
  public OperationsApi operations() {
    return operations;
  }

  /** Connection URIs. */
  public ConnectionUrisApi connectionUris() {
    return connectionUris;
  }

  /** Snapshots. */
  public SnapshotsApi snapshots() {
    return snapshots;
  }

  /**
   * Sends a request that this client has no method for, with the same retries, errors and secrecy
   * as all others.
   *
   * @param type what to read the answer as: a public record (what the answer does not have is null
   *     or 0, what the record does not have is ignored), an array of such, or {@code Object}
   * @throws IllegalArgumentException if a value for the path is missing, the type cannot be read or
   *     the body cannot be written; nothing was sent
   * @throws dev.neonflow.sdk.error.NeonDecodingException if the answer has no content, or other
   *     content
   * @throws dev.neonflow.sdk.error.AmbiguousWriteException if the answer to a write was lost that
   *     is not {@linkplain NeonRequest#repeatable() repeatable}
   */
  public <T> T request(NeonRequest request, Class<T> type) {
    return requests.send(request, type);
  }

  /**
   * Like {@link #request(NeonRequest, Class)}, with the answer as maps, lists, texts, booleans and
   * numbers. Every number is a {@code Double}, which a large id does not fit: read such with a
   * record.
   *
   * @return the answer's fields; empty if it has no content
   */
  public Map<String, Object> request(NeonRequest request) {
    return requests.send(request);
  }

  /** Where requests go, without a slash at the end. */
  public URI apiBase() {
    return apiBase;
  }

  /**
   * Gives back threads and idle connections at once. Optional: left alone they go by themselves and
   * never keep the process alive. What the builder was given stays open.
   */
  @Override
  public void close() {
    release.run();
  }

  @Override
  public String toString() {
    return "Neon[" + apiBase + "]";
  }

  /** Collects settings. Not thread-safe. */
  public static final class Builder {
    private final Secret apiKey;
    private URI apiBase = ApiBase.NEON;
    private Duration connectTimeout = Duration.ofSeconds(10);
    private Duration requestTimeout = Duration.ofSeconds(60);
    private Duration retryFor = Duration.ofSeconds(60);
    private Clock clock = Clock.systemUTC();
    private DoubleSupplier random = () -> ThreadLocalRandom.current().nextDouble();
    private String userAgent = "neonflow/" + Versions.own();
    private Consumer<RetryEvent> onRetry = event -> {};
    private @Nullable OkHttpClient httpClient;
    private @Nullable Scheduler scheduler;

    private Builder(Secret apiKey) {
      String key = apiKey.reveal();
      if (key.isEmpty() || !key.chars().allMatch(c -> c > ' ' && c < 127)) {
        String remedy = "Give the key as it is in the Neon console, without spaces and line breaks";
        throw new NeonConfigurationException(
            "The API key is empty or has characters that no key has. " + remedy,
            ErrorDetails.local(remedy),
            null);
      }
      this.apiKey = apiKey;
    }

    /**
     * Where the API is. Default: {@code https://console.neon.tech/api/v2}.
     *
     * @throws NeonConfigurationException if it is neither https nor on this machine
     */
    public Builder apiBase(URI base) {
      this.apiBase = ApiBase.checked(base);
      return this;
    }

    /** How long a connection may take to come about. Default: 10 s. */
    public Builder connectTimeout(Duration timeout) {
      this.connectTimeout = positive(timeout, "connectTimeout");
      return this;
    }

    /** How long one attempt may take as a whole. Default: 60 s. */
    public Builder requestTimeout(Duration timeout) {
      this.requestTimeout = positive(timeout, "requestTimeout");
      return this;
    }

    /** How long after the start of a call another attempt may begin; 0 is never. Default: 60 s. */
    public Builder retryFor(Duration budget) {
      if (budget.isNegative()) {
        throw new IllegalArgumentException("retryFor is negative: " + budget);
      }
      this.retryFor = budget;
      return this;
    }

    /**
     * Shares the threads, connections, proxy and TLS settings of this client. Its timeouts and its
     * own retries do not hold. Its network interceptors see the key.
     */
    public Builder httpClient(OkHttpClient base) {
      this.httpClient = base;
      return this;
    }

    /** What the time for retries and waiting is measured with. Default: the system's clock. */
    public Builder clock(Clock time) {
      this.clock = time;
      return this;
    }

    /** What waits between attempts and looks. Default: a daemon thread, there when needed. */
    public Builder scheduler(Scheduler waits) {
      this.scheduler = waits;
      return this;
    }

    /** What spreads the pauses: numbers from 0 to below 1. */
    public Builder random(DoubleSupplier numbers) {
      this.random = numbers;
      return this;
    }

    /**
     * Told before each pause of a call that is made again, so that people see why they wait. Called
     * on threads of the client, several at a time; returns soon. One that throws is logged.
     */
    public Builder onRetry(Consumer<RetryEvent> listener) {
      this.onRetry = listener;
      return this;
    }

    /** Added to the header {@code User-Agent}, such as {@code my-tool/1.0}. */
    public Builder userAgentSuffix(String suffix) {
      if (!suffix.chars().allMatch(c -> c >= ' ' && c < 127)) {
        throw new IllegalArgumentException("not plain ASCII: " + suffix);
      }
      this.userAgent = "neonflow/" + Versions.own() + " " + suffix.strip();
      return this;
    }

    /** The client. */
    public Neon build() {
      OkHttpClient given = httpClient;
      OkHttpClient http = given == null ? HttpClients.own() : given;
      Scheduler waits = scheduler;
      Runnable stopTimer = () -> {};
      if (waits == null) {
        ScheduledThreadPoolExecutor timer = Daemon.timer();
        waits = timer::schedule;
        stopTimer = timer::shutdown;
      }
      HttpSettings settings =
          new HttpSettings(
              apiKey,
              userAgent,
              connectTimeout,
              requestTimeout,
              retryFor,
              clock,
              waits,
              random,
              Pace.FREE,
              onRetry);
      return new Neon(apiBase, settings, http, release(given == null ? http : null, stopTimer));
    }

    private static Runnable release(@Nullable OkHttpClient own, Runnable stopTimer) {
      return () -> {
        stopTimer.run();
        if (own != null) {
          own.dispatcher().executorService().shutdown();
          own.connectionPool().evictAll();
        }
      };
    }

    private static Duration positive(Duration value, String name) {
      if (value.isNegative() || value.isZero()) {
        throw new IllegalArgumentException(name + " is not positive: " + value);
      }
      return value;
    }
  }
}
