package dev.neonflow.embedded.conformance;

import dev.neonflow.embedded.EmbeddedNeon;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;

/** What the CLI has no command for. */
record Rest(EmbeddedNeon neon) {

  Json get(String path) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(neon.apiBase() + path))
            .header("Authorization", "Bearer " + neon.apiKey())
            .build();
    try {
      return Json.parse(HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
