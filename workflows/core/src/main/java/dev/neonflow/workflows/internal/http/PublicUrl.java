package dev.neonflow.workflows.internal.http;

import dev.neonflow.workflows.CancelToken;
import dev.neonflow.workflows.StepContext;
import dev.neonflow.workflows.WorkflowCancelledException;
import java.io.IOException;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** Where people reach an application; over a proxy, if this machine has one. For one thread. */
public final class PublicUrl {
  /** Platforms keep a request waiting while they start a machine that sleeps. */
  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(15);

  private final URI url;
  private final StepContext context;
  private final HttpClient client;

  /** What is asked by this step. */
  public PublicUrl(URI url, StepContext context) {
    this.url = url;
    this.context = context;
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .connectTimeout(ANSWER_WITHIN)
            .followRedirects(HttpClient.Redirect.NEVER);
    ProxySelector proxies = ProxySelector.getDefault();
    this.client = (proxies == null ? builder : builder.proxy(proxies)).build();
  }

  /**
   * What became of a request.
   *
   * @param status the answer's, or 0 if there is none
   * @param words for people, after the URL: {@code answers with status 503}
   */
  public record Reply(int status, String words) {}

  /**
   * Asks once, and waits 15 s. The body is not read.
   *
   * @throws WorkflowCancelledException if the run is to end
   */
  public Reply ask() {
    HttpRequest request = HttpRequest.newBuilder(url).timeout(ANSWER_WITHIN).GET().build();
    CompletableFuture<HttpResponse<Void>> answer =
        client.sendAsync(request, HttpResponse.BodyHandlers.discarding());
    CancelToken.Registration cancelled = context.cancel().onCancel(() -> answer.cancel(true));
    try {
      int status = answer.get().statusCode();
      return new Reply(status, "answers with status " + status);
    } catch (CancellationException e) {
      context.cancel().throwIfCancelled();
      return new Reply(0, "does not answer");
    } catch (ExecutionException e) {
      String why =
          e.getCause() instanceof IOException io && io.getMessage() != null
              ? ": " + io.getMessage()
              : "";
      return new Reply(0, "does not answer" + why);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new WorkflowCancelledException(
          "interrupted while " + url + " was asked", "run it again", e);
    } finally {
      cancelled.close();
    }
  }
}
