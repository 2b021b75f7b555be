package dev.neonflow.sdk;

import com.squareup.moshi.Moshi;
import dev.failsafe.spi.Scheduler;
import dev.neonflow.sdk.internal.api.HttpOperations;
import dev.neonflow.sdk.internal.http.ApiBase;
import dev.neonflow.sdk.internal.http.Async;
import dev.neonflow.sdk.internal.http.CallRunner;
import dev.neonflow.sdk.internal.http.Daemon;
import dev.neonflow.sdk.internal.http.GuardedConverters;
import dev.neonflow.sdk.internal.http.HttpClients;
import dev.neonflow.sdk.internal.http.HttpSettings;
import dev.neonflow.sdk.internal.http.Interrupts;
import dev.neonflow.sdk.internal.http.Pace;
import dev.neonflow.sdk.internal.http.RateLimiter;
import dev.neonflow.sdk.internal.http.Versions;
import dev.neonflow.sdk.internal.json.NeonJson;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongSupplier;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;
import retrofit2.Retrofit;

/**
 * What a client is made of, and all its views share.
 *
 * @param apiBase where requests go
 * @param runner makes calls without a deadline
 * @param retrofit makes requests of methods
 * @param moshi reads and writes JSON
 * @param async runs calls on other threads
 * @param release gives back what the client made for itself
 */
record Wiring(
    URI apiBase, CallRunner runner, Retrofit retrofit, Moshi moshi, Async async, Runnable release) {

  /** Puts it together as a builder says. */
  static Wiring of(Neon.Builder set) {
    OkHttpClient given = set.httpClient;
    OkHttpClient http = given == null ? HttpClients.own(set.apiBase) : given;
    Scheduler waits = set.scheduler;
    Runnable stopTimer = () -> {};
    if (waits == null) {
      ScheduledThreadPoolExecutor timer = Daemon.timer();
      waits = timer::schedule;
      stopTimer = timer::shutdown;
    }
    Interrupts interrupts = new Interrupts(Daemon.timer());
    HttpSettings settings =
        new HttpSettings(
            set.apiKey,
            Versions.userAgent(set.userAgentSuffix),
            set.connectTimeout,
            set.requestTimeout,
            set.retryFor,
            set.clock == null ? Clock.systemUTC() : set.clock,
            waits,
            set.random == null ? () -> ThreadLocalRandom.current().nextDouble() : set.random,
            set.limits,
            pace(set),
            interrupts,
            set.onRetry);
    Moshi moshi = NeonJson.create();
    Retrofit retrofit =
        new Retrofit.Builder()
            .baseUrl(set.apiBase + "/")
            .callFactory(HttpClients.calls(http, settings))
            .addConverterFactory(new GuardedConverters(moshi))
            .build();
    ExecutorService threads = Daemon.async();
    return new Wiring(
        set.apiBase,
        new CallRunner(settings, moshi, HttpOperations.unfinished(retrofit)),
        retrofit,
        moshi,
        new Async(threads),
        release(given == null ? http : null, stopTimer, interrupts, threads));
  }

  private static Pace pace(Neon.Builder set) {
    Double share = set.rateShare;
    if (share == null) {
      return ApiBase.isLoopback(set.apiBase) ? Pace.FREE : new RateLimiter(0.5, nanos(set.clock));
    }
    return new RateLimiter(share, nanos(set.clock));
  }

  private static LongSupplier nanos(@Nullable Clock given) {
    return given == null
        ? System::nanoTime
        : () -> Duration.between(Instant.EPOCH, given.instant()).toNanos();
  }

  private static Runnable release(
      @Nullable OkHttpClient own,
      Runnable stopTimer,
      Interrupts interrupts,
      ExecutorService threads) {
    return () -> {
      interrupts.close();
      threads.shutdown();
      stopTimer.run();
      if (own != null) {
        own.dispatcher().executorService().shutdown();
        own.connectionPool().evictAll();
      }
    };
  }
}
