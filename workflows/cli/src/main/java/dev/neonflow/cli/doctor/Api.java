package dev.neonflow.cli.doctor;

import dev.neonflow.workflows.PreconditionException;
import dev.neonflow.workflows.internal.http.Base;
import java.io.IOException;
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
  /** How long it may take to answer. */
  static final Duration PATIENCE = Duration.ofSeconds(10);

  private final @Nullable URI base;
  private final String refused;
  private final String token;
  private final Duration patience;
  private final HttpClient client;

  /**
   * Over one token.
   *
   * @param party whose it is, for people
   * @param base where it is; what is no address gets no token
   * @param token of which {@link #isToken} holds
   * @param patience usually {@link #PATIENCE}
   */
  Api(String party, String base, String token, Duration patience) {
    URI address = null;
    String why = "";
    try {
      address = new URI(Base.checked(party, new URI(base)));
    } catch (PreconditionException e) {
      why = String.valueOf(e.getMessage());
    } catch (URISyntaxException e) {
      // Not repeated: there may be a password in it.
      why = "the API base of " + party + " is not an address";
    }
    this.base = address;
    this.refused = why;
    this.token = token;
    this.patience = patience;
    this.client =
        HttpClient.newBuilder()
            .connectTimeout(patience)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
  }

  /** Whether it can be sent; Java's own refusal of one that cannot would show it. */
  static boolean isToken(String text) {
    return text.matches("[\\x21-\\x7e]([\\x20-\\x7e]*[\\x21-\\x7e])?");
  }

  /** Where it is, for people. */
  String host() {
    return base == null
        ? ""
        : base.getPort() < 0 ? base.getHost() : base.getHost() + ":" + base.getPort();
  }

  /** What was answered. */
  record Answer(int status, String body, HttpHeaders headers) {
    Optional<String> header(String name) {
      return headers.firstValue(name).filter(value -> !value.isBlank());
    }
  }

  /** Why the token is not sent there, as deployers and reporters would not; empty if it is. */
  String refused() {
    return refused;
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
            .timeout(patience)
            .header("Authorization", "Bearer " + token)
            .header("Accept", "application/json")
            .header("User-Agent", "neonflow")
            .build();
    HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
    return new Answer(response.statusCode(), response.body(), response.headers());
  }
}
