package dev.neonflow.workflows.internal.http;

import dev.neonflow.sdk.Secret;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.ConnectionPool;
import okhttp3.Dispatcher;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;

/** Makes the calls of one party. */
final class Calls {
  private static final Duration CONNECT = Duration.ofSeconds(10);
  private static final Duration WHOLE = Duration.ofSeconds(30);
  private static final int IDLE_SECONDS = 20;

  private Calls() {}

  /**
   * OkHttp's own retry would silently send a write twice, and a redirect would carry the token on:
   * both are off. Its threads keep no process alive.
   */
  static Call.Factory with(Map<String, String> headers, @Nullable Secret bearer) {
    Map<String, String> fixed = Map.copyOf(headers);
    OkHttpClient client =
        new OkHttpClient.Builder()
            .dispatcher(new Dispatcher(threads()))
            .connectionPool(new ConnectionPool(2, IDLE_SECONDS, TimeUnit.SECONDS))
            .retryOnConnectionFailure(false)
            .followRedirects(false)
            .followSslRedirects(false)
            .connectTimeout(CONNECT)
            .readTimeout(WHOLE)
            .writeTimeout(WHOLE)
            .callTimeout(WHOLE)
            .addInterceptor(Sent::outer)
            .addInterceptor(chain -> chain.proceed(complete(chain.request(), fixed, bearer)))
            .addNetworkInterceptor(Sent::inner)
            .build();
    return request -> client.newCall(Sent.watched(request));
  }

  private static Request complete(
      Request request, Map<String, String> headers, @Nullable Secret bearer) {
    Request.Builder complete =
        request.newBuilder().header("User-Agent", "neonflow").header("Accept", "application/json");
    headers.forEach(complete::header);
    if (bearer != null) {
      complete.header("Authorization", "Bearer " + bearer.reveal());
    }
    return complete.build();
  }

  private static ThreadPoolExecutor threads() {
    return new ThreadPoolExecutor(
        0,
        Integer.MAX_VALUE,
        IDLE_SECONDS,
        TimeUnit.SECONDS,
        new SynchronousQueue<>(),
        work -> {
          Thread thread = new Thread(work, "neonflow-third-party");
          thread.setDaemon(true);
          return thread;
        });
  }
}
