package dev.neonflow.cli.doctor;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Asks a third party's API one question with a token; never follows to another host. */
final class Api {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final @Nullable URI base;
  private final String token;
  private final HttpClient client =
      HttpClient.newBuilder()
          .connectTimeout(PATIENCE)
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();

  /**
   * Over one token.
   *
   * @param base where it is; what is no address is not safe
   * @param token of which {@link #isToken} holds
   */
  Api(String base, String token) {
    this.base = address(base);
    this.token = token;
  }

  /** Whether it can be sent; Java's own refusal of one that cannot would show it. */
  static boolean isToken(String text) {
    return text.matches("[\\x21-\\x7e]([\\x20-\\x7e]*[\\x21-\\x7e])?");
  }

  private static @Nullable URI address(String text) {
    try {
      return new URI(text);
    } catch (URISyntaxException e) {
      return null;
    }
  }

  /** Where it is, for people. */
  String host() {
    return base == null ? "" : base.getAuthority();
  }

  /** What was answered. */
  record Answer(int status, String body, HttpHeaders headers) {
    Optional<String> header(String name) {
      return headers.firstValue(name).filter(value -> !value.isBlank());
    }
  }

  /** Whether a token may be sent there: it is https, or this machine. */
  boolean isSafe() {
    if (base == null || base.getHost() == null) {
      return false;
    }
    return "https".equals(base.getScheme())
        || ("http".equals(base.getScheme()) && isLoopback(base.getHost()));
  }

  private static boolean isLoopback(String host) {
    try {
      return host.equals("localhost")
          || (host.matches("[0-9.]+|\\[[0-9a-f:]+]")
              && InetAddress.getByName(host).isLoopbackAddress());
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * Asks.
   *
   * @throws IOException if there is no answer
   */
  Answer get(String path) throws IOException, InterruptedException {
    String start = String.valueOf(base).replaceAll("/+$", "");
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(start + path))
            .timeout(PATIENCE)
            .header("Authorization", "Bearer " + token)
            .header("Accept", "application/json")
            .header("User-Agent", "neonflow")
            .build();
    HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
    return new Answer(response.statusCode(), response.body(), response.headers());
  }
}
