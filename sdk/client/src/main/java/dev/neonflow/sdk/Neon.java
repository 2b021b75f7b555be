package dev.neonflow.sdk;

import dev.failsafe.spi.Scheduler;
import dev.neonflow.sdk.apikeys.ApiKeysApi;
import dev.neonflow.sdk.auth.AuthApi;
import dev.neonflow.sdk.branches.BranchesApi;
import dev.neonflow.sdk.connectionuris.ConnectionUrisApi;
import dev.neonflow.sdk.consumption.ConsumptionApi;
import dev.neonflow.sdk.dataapi.DataApi;
import dev.neonflow.sdk.databases.DatabasesApi;
import dev.neonflow.sdk.endpoints.EndpointsApi;
import dev.neonflow.sdk.error.NeonConfigurationException;
import dev.neonflow.sdk.internal.api.Resources;
import dev.neonflow.sdk.internal.http.ApiBase;
import dev.neonflow.sdk.internal.http.ApiKeyCheck;
import dev.neonflow.sdk.internal.http.CallRunner;
import dev.neonflow.sdk.internal.http.Deadline;
import dev.neonflow.sdk.internal.http.RateLimiter;
import dev.neonflow.sdk.internal.http.Versions;
import dev.neonflow.sdk.jwks.JwksApi;
import dev.neonflow.sdk.operations.OperationsApi;
import dev.neonflow.sdk.organizations.OrganizationsApi;
import dev.neonflow.sdk.permissions.PermissionsApi;
import dev.neonflow.sdk.projects.ProjectsApi;
import dev.neonflow.sdk.regions.RegionsApi;
import dev.neonflow.sdk.roles.RolesApi;
import dev.neonflow.sdk.snapshots.SnapshotsApi;
import dev.neonflow.sdk.users.UsersApi;
import dev.neonflow.sdk.values.Checks;
import dev.neonflow.sdk.vpcendpoints.ProjectVpcEndpointsApi;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/**
 * Neon's management API. Immutable and thread-safe; make one and share it.
 *
 * <p>Calls block. They fail with a {@link dev.neonflow.sdk.error.NeonException} only, except for
 * arguments that cannot be sent ({@link IllegalArgumentException}) and use after {@link #close()}
 * ({@link IllegalStateException}). An interrupt ends them with a {@link
 * dev.neonflow.sdk.error.NeonInterruptedException} and leaves the thread's flag set.
 *
 * <p>What surely did nothing is tried again until the time for retries has passed: 423, 429 and 503
 * answers and failed connections for every call, lost and failed answers for reads only. When the
 * answer of a write is lost, the client looks at what became of it; it is sent again only if it was
 * not done, and an {@link dev.neonflow.sdk.error.AmbiguousWriteException} says that it cannot be
 * told. Pauses are random, grow up to 10 s, and are never shorter than Neon asks for.
 *
 * <p>Requests wait for their turn so that the client keeps to a share of Neon's limits, see {@link
 * Builder#rateShare}. {@link #within} and {@link #until} limit the time that calls take, {@link
 * #async} makes them on another thread.
 */
public final class Neon implements AutoCloseable {
  private final CallRunner runner;
  private final Wiring shared;
  private final Resources resources;

  private Neon(CallRunner runner, Wiring shared) {
    this.runner = runner;
    this.shared = shared;
    this.resources = new Resources(runner, shared.retrofit(), shared.moshi());
  }

  /** Like {@link #fromEnvironment(Function)}, with the environment of this process. */
  public static Neon fromEnvironment() {
    return fromEnvironment(System::getenv);
  }

  /**
   * With the API key in {@code NEON_API_KEY} and the API base in {@code NEON_API_HOST}, or Neon's
   * own. An empty variable counts as not set.
   *
   * @throws NeonConfigurationException if there is no key, or it or the base is refused
   */
  public static Neon fromEnvironment(Function<String, @Nullable String> variables) {
    Checks.present(variables, "variables");
    Builder builder = new Builder(ApiKeyCheck.ofEnvironment(variables.apply("NEON_API_KEY")));
    return builder.apiBase(ApiBase.ofEnvironment(variables.apply("NEON_API_HOST"))).build();
  }

  /**
   * Sets up a client that uses this API key.
   *
   * @throws NeonConfigurationException if it is empty or has characters that no key has
   */
  public static Builder builder(Secret apiKey) {
    return new Builder(ApiKeyCheck.checked(Checks.present(apiKey, "apiKey")));
  }

  /** API keys of the user. */
  public ApiKeysApi apiKeys() {
    return resources.apiKeys();
  }

  /** Neon Auth of a branch. */
  public AuthApi auth() {
    return resources.auth();
  }

  /** Branches. */
  public BranchesApi branches() {
    return resources.branches();
  }

  /** Connection URIs. */
  public ConnectionUrisApi connectionUris() {
    return resources.connectionUris();
  }

  /** What projects used. */
  public ConsumptionApi consumption() {
    return resources.consumption();
  }

  /** The Data API of a database. */
  public DataApi dataApi() {
    return resources.dataApi();
  }

  /** Databases. */
  public DatabasesApi databases() {
    return resources.databases();
  }

  /** Endpoints. */
  public EndpointsApi endpoints() {
    return resources.endpoints();
  }

  /** Keys whose tokens open the databases of a project. */
  public JwksApi jwks() {
    return resources.jwks();
  }

  /** Operations, and waiting for them. */
  public OperationsApi operations() {
    return resources.operations();
  }

  /** Organizations: their API keys, members and VPC endpoints. */
  public OrganizationsApi organizations() {
    return resources.organizations();
  }

  /** Who else may use a project. */
  public PermissionsApi permissions() {
    return resources.permissions();
  }

  /** Private networks that a project accepts connections from. */
  public ProjectVpcEndpointsApi projectVpcEndpoints() {
    return resources.projectVpcEndpoints();
  }

  /** Projects. */
  public ProjectsApi projects() {
    return resources.projects();
  }

  /** Regions. */
  public RegionsApi regions() {
    return resources.regions();
  }

  /** Roles and passwords. */
  public RolesApi roles() {
    return resources.roles();
  }

  /** Snapshots. */
  public SnapshotsApi snapshots() {
    return resources.snapshots();
  }

  /** Whom the API key stands for. */
  public UsersApi users() {
    return resources.users();
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
    return resources.any().send(Checks.present(request, "request"), Checks.present(type, "type"));
  }

  /**
   * Like {@link #request(NeonRequest, Class)}, with the answer as maps, lists, texts, booleans and
   * numbers. Every number is a {@code Double}, which a large id does not fit: read such with a
   * record.
   *
   * @return the answer's fields; empty if it has no content
   */
  public Map<String, Object> request(NeonRequest request) {
    return resources.any().send(Checks.present(request, "request"));
  }

  /**
   * A view of this client whose calls each end at most this long after their start, with everything
   * that belongs to them: waiting for their turn, retries, looks at what became of a lost answer,
   * waiting for operations. A call that could not be sent in time ends in a {@link
   * dev.neonflow.sdk.error.NeonTimeoutException}; a write that was sent and cannot be settled in
   * time in an {@link dev.neonflow.sdk.error.AmbiguousWriteException}. Each page of a list is a
   * call of its own.
   *
   * <p>Views are cheap and share everything with the client they are made from; closing one closes
   * all. A view of a view keeps to both deadlines.
   *
   * @throws IllegalArgumentException if it is not positive
   */
  public Neon within(Duration patience) {
    Deadline end = Deadline.within(Checks.positive(patience, "patience"));
    return new Neon(runner.endingBy(end), shared);
  }

  /**
   * Like {@link #within}, for a time at which all calls of the view have ended: one deadline for
   * many calls. Afterwards they fail without being sent.
   */
  public Neon until(Instant end) {
    return new Neon(runner.endingBy(Deadline.at(Checks.present(end, "end"))), shared);
  }

  /**
   * Makes calls on another thread: any, also several in a row.
   *
   * <pre>{@code
   * CompletableFuture<BranchCreated> preview =
   *     neon.async(n -> n.branches().create(projectId, CreateBranch.named("preview/pr-42")));
   * }</pre>
   *
   * <p>The future fails with what the calls threw: {@code join()} throws a {@link
   * java.util.concurrent.CompletionException}, {@code get()} an {@link
   * java.util.concurrent.ExecutionException}, each with the {@link
   * dev.neonflow.sdk.error.NeonException} as its cause; after {@link #close()} it is an {@link
   * IllegalStateException}. Whatever else ends the future ({@code cancel}, {@code orTimeout},
   * {@code complete}) interrupts the calls: the one that runs is cancelled down to its connection,
   * and none follows. A write may have reached Neon by then. Stages that depend on the future do
   * not pass their own cancellation on to it.
   *
   * <p>Every future that is not done has a daemon thread of this client, so their number is the
   * caller's to limit. Stages without an executor of their own run on that thread.
   *
   * @param calls gets this view of the client
   */
  public <T extends @Nullable Object> CompletableFuture<T> async(
      Function<? super Neon, ? extends T> calls) {
    Checks.present(calls, "calls");
    return shared.async().start(() -> calls.apply(this));
  }

  /** Where requests go, without a slash at the end. */
  public URI apiBase() {
    return shared.apiBase();
  }

  /**
   * Gives back threads and idle connections at once. Optional: left alone they go by themselves and
   * never keep the process alive. Calls that run may finish if they need no further request. What
   * the builder was given stays open.
   */
  @Override
  public void close() {
    shared.release().run();
  }

  @Override
  public String toString() {
    return "Neon[" + shared.apiBase() + "]";
  }

  /** Collects settings. Not thread-safe. */
  public static final class Builder {
    final Secret apiKey;
    URI apiBase = ApiBase.NEON;
    Duration connectTimeout = Duration.ofSeconds(10);
    Duration requestTimeout = Duration.ofSeconds(60);
    Duration retryFor = Duration.ofSeconds(60);
    @Nullable Clock clock;
    @Nullable DoubleSupplier random;
    UnaryOperator<Duration> limits = left -> left;
    String userAgentSuffix = "";
    Consumer<RetryEvent> onRetry = event -> {};
    @Nullable Double rateShare;
    @Nullable OkHttpClient httpClient;
    @Nullable Scheduler scheduler;

    private Builder(Secret apiKey) {
      this.apiKey = apiKey;
    }

    /**
     * Where the API is. Default: {@code https://console.neon.tech/api/v2}.
     *
     * @throws NeonConfigurationException if it is neither https nor on this machine
     */
    public Builder apiBase(URI base) {
      this.apiBase = ApiBase.checked(Checks.present(base, "base"));
      return this;
    }

    /** How long a connection may take to come about. Default: 10 s. */
    public Builder connectTimeout(Duration timeout) {
      this.connectTimeout = Checks.positive(timeout, "connectTimeout");
      return this;
    }

    /** How long one attempt may take as a whole. Default: 60 s. */
    public Builder requestTimeout(Duration timeout) {
      this.requestTimeout = Checks.positive(timeout, "requestTimeout");
      return this;
    }

    /** How long after the start of a call another attempt may begin; 0 is never. Default: 60 s. */
    public Builder retryFor(Duration budget) {
      this.retryFor = Checks.notNegative(budget, "retryFor");
      return this;
    }

    /**
     * Shares the threads, connections, proxy and TLS settings of this client. Its timeouts and its
     * own retries do not hold. Its network interceptors see the key.
     */
    public Builder httpClient(OkHttpClient base) {
      this.httpClient = Checks.present(base, "httpClient");
      return this;
    }

    /** What the time for retries and waiting is measured with. Default: the system's clock. */
    public Builder clock(Clock time) {
      this.clock = Checks.present(time, "clock");
      return this;
    }

    /** What waits between attempts and looks. Default: a daemon thread, there when needed. */
    public Builder scheduler(Scheduler waits) {
      this.scheduler = Checks.present(waits, "scheduler");
      return this;
    }

    /** What spreads the pauses: numbers from 0 to below 1. */
    public Builder random(DoubleSupplier numbers) {
      this.random = Checks.present(numbers, "random");
      return this;
    }

    /**
     * Told before each pause of a call that is made again, so that people see why they wait. Called
     * on threads of the client, several at a time; returns soon. One that throws is logged.
     */
    public Builder onRetry(Consumer<RetryEvent> listener) {
      this.onRetry = Checks.present(listener, "onRetry");
      return this;
    }

    /**
     * How much of what Neon allows this client may use: above 0, at most 1. Neon allows 700
     * requests a minute for an account, and 40 a second of one operation. Default: 0.5, since
     * others may use the account at the same time; on an API base of this machine, where nobody
     * else does, there is no limit unless this sets one. Requests wait for their turn; 5 percent of
     * a minute's requests may come at once. Clients do not know of each other, views of one client
     * share its limit.
     */
    public Builder rateShare(double share) {
      this.rateShare = RateLimiter.checkedShare(share);
      return this;
    }

    /** Added to the header {@code User-Agent}, such as {@code my-tool/1.0}. */
    public Builder userAgentSuffix(String suffix) {
      this.userAgentSuffix = Versions.checkedSuffix(suffix);
      return this;
    }

    /** The client. */
    public Neon build() {
      Wiring wiring = Wiring.of(this);
      return new Neon(wiring.runner(), wiring);
    }
  }
}
