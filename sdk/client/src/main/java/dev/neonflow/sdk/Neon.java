package dev.neonflow.sdk;

import dev.failsafe.spi.Scheduler;
import dev.neonflow.sdk.branches.BranchesApi;
import dev.neonflow.sdk.connectionuris.ConnectionUrisApi;
import dev.neonflow.sdk.databases.DatabasesApi;
import dev.neonflow.sdk.endpoints.EndpointsApi;
import dev.neonflow.sdk.operations.OperationsApi;
import dev.neonflow.sdk.projects.ProjectsApi;
import dev.neonflow.sdk.roles.RolesApi;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/** The Neon management API. */
@SuppressWarnings("DoNotCallSuggester")
public final class Neon implements AutoCloseable {
  private final URI apiBase;

  private Neon(Builder builder) {
    this.apiBase = builder.apiKey.isEmpty() ? URI.create("") : builder.apiBase;
  }

  /** From the environment of this process. */
  public static Neon fromEnvironment() {
    return fromEnvironment(System::getenv);
  }

  /** From these variables. */
  public static Neon fromEnvironment(Function<String, @Nullable String> variables) {
    throw new UnsupportedOperationException();
  }

  /** With this API key. */
  public static Builder builder(Secret apiKey) {
    return new Builder(apiKey);
  }

  /** Projects. */
  public ProjectsApi projects() {
    throw new UnsupportedOperationException();
  }

  /** Branches. */
  public BranchesApi branches() {
    throw new UnsupportedOperationException();
  }

  /** Endpoints. */
  public EndpointsApi endpoints() {
    throw new UnsupportedOperationException();
  }

  /** Databases. */
  public DatabasesApi databases() {
    throw new UnsupportedOperationException();
  }

  /** Roles. */
  public RolesApi roles() {
    throw new UnsupportedOperationException();
  }

  /** Operations. */
  public OperationsApi operations() {
    throw new UnsupportedOperationException();
  }

  /** Connection URIs. */
  public ConnectionUrisApi connectionUris() {
    throw new UnsupportedOperationException();
  }

  /** Where the API is. */
  public URI apiBase() {
    return apiBase;
  }

  /** Releases threads and connections. */
  @Override
  public void close() {}

  /** Sets up a client. */
  public static final class Builder {
    private URI apiBase = URI.create("https://console.neon.tech/api/v2");

    private final Secret apiKey;

    private Builder(Secret apiKey) {
      this.apiKey = apiKey;
    }

    /** Where the API is. */
    public Builder apiBase(URI base) {
      this.apiBase = base;
      return this;
    }

    /** Connect timeout. */
    public Builder connectTimeout(Duration timeout) {
      return this;
    }

    /** Timeout of a request. */
    public Builder requestTimeout(Duration timeout) {
      return this;
    }

    /** Retry budget. */
    public Builder retryFor(Duration budget) {
      return this;
    }

    /** HTTP client to derive from. */
    public Builder httpClient(OkHttpClient base) {
      return this;
    }

    /** Clock. */
    public Builder clock(Clock clock) {
      return this;
    }

    /** Scheduler. */
    public Builder scheduler(Scheduler scheduler) {
      return this;
    }

    /** Jitter, 0 to 1. */
    public Builder random(DoubleSupplier random) {
      return this;
    }

    /** User agent suffix. */
    public Builder userAgentSuffix(String suffix) {
      return this;
    }

    /** The client. */
    public Neon build() {
      return new Neon(this);
    }
  }
}
