package dev.neonflow.embedded.conformance;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.embedded.EmbeddedNeon;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

/** What a test needs, and is not about: the CLI takes its time for each command. */
record Rest(EmbeddedNeon neon) {

  Json get(String path) {
    return send(request(path).GET());
  }

  Json post(String path, Object body) {
    return send(request(path).POST(BodyPublishers.ofString(new Json(body).print())));
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(neon.apiBase() + path))
        .header("Authorization", "Bearer " + neon.apiKey());
  }

  private static Json send(HttpRequest.Builder request) {
    try {
      HttpResponse<String> answer =
          HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
      assertTrue(answer.statusCode() < 300, answer.body());
      return Json.parse(answer.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
