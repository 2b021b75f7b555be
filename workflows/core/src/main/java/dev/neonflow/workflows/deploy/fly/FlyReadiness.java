package dev.neonflow.workflows.deploy.fly;

import dev.neonflow.workflows.CancelToken;
import dev.neonflow.workflows.StepContext;
import java.io.IOException;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/** Asks an app's URL until it answers as it should. */
final class FlyReadiness {
  /** Fly keeps a request waiting while it starts a machine that sleeps. */
  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(15);

  private static final Duration TURN = Duration.ofSeconds(1);

  private final StepContext context;
  private final URI url;
  private final boolean strict;
  private final HttpClient client;

  /**
   * Of an app.
   *
   * @param healthPath the path that says 2xx when it is ready, or null for any status below 500
   */
  FlyReadiness(StepContext context, URI app, @Nullable String healthPath) {
    this.context = context;
    this.url = healthPath == null ? app : app.resolve(healthPath);
    this.strict = healthPath != null;
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .connectTimeout(ANSWER_WITHIN)
            .followRedirects(HttpClient.Redirect.NEVER);
    ProxySelector proxies = ProxySelector.getDefault();
    this.client = (proxies == null ? builder : builder.proxy(proxies)).build();
  }

  /**
   * Asks until it answers as it should or the time is over; at least once.
   *
   * @return null once it does, else what it said last
   */
  @Nullable String await(Duration within) throws InterruptedException {
    Instant end = context.clock().instant().plus(within);
    while (true) {
      context.cancel().throwIfCancelled();
      context.heartbeat();
      String said = ask();
      if (said == null || !context.clock().instant().isBefore(end)) {
        return said;
      }
      context.pause(TURN);
    }
  }

  private @Nullable String ask() throws InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(url).timeout(ANSWER_WITHIN).GET().build();
    CompletableFuture<HttpResponse<Void>> answer =
        client.sendAsync(request, HttpResponse.BodyHandlers.discarding());
    CancelToken.Registration cancelled = context.cancel().onCancel(() -> answer.cancel(true));
    try {
      int status = answer.get().statusCode();
      boolean ready = strict ? status / 100 == 2 : status < 500;
      return ready ? null : url + " answers with status " + status;
    } catch (CancellationException | CompletionException e) {
      context.cancel().throwIfCancelled();
      return url + " does not answer";
    } catch (ExecutionException e) {
      return url
          + (e.getCause() instanceof IOException io && io.getMessage() != null
              ? " does not answer: " + io.getMessage()
              : " does not answer");
    } finally {
      cancelled.close();
    }
  }
}
