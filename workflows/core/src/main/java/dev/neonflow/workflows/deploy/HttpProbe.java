package dev.neonflow.workflows.deploy;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.OptionalInt;

/** Asks an application whether it answers. */
final class HttpProbe {
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(PATIENCE)
          .followRedirects(HttpClient.Redirect.NEVER)
          .proxy(HttpClient.Builder.NO_PROXY)
          .build();

  /** The status of the answer to a GET, or empty if there is none in 2 s. The body is not read. */
  OptionalInt status(URI url) throws InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(url).timeout(PATIENCE).GET().build();
    try {
      HttpResponse<InputStream> response =
          client.send(request, HttpResponse.BodyHandlers.ofInputStream());
      response.body().close();
      return OptionalInt.of(response.statusCode());
    } catch (IOException notYet) {
      return OptionalInt.empty();
    }
  }
}
