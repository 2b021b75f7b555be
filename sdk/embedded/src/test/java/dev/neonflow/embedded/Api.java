package dev.neonflow.embedded;

import com.squareup.moshi.Moshi;
import dev.neonflow.embedded.contract.ContractValidator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A client of the API that knows nothing about it; Neon's contract judges every answer. */
final class Api {

  private static final ContractValidator CONTRACT = new ContractValidator();

  private final HttpClient http = HttpClient.newHttpClient();
  private final URI base;
  private final String key;
  final String project;

  Api(EmbeddedNeon neon) {
    this(neon.apiBase(), neon.apiKey(), "/projects/" + neon.projectId());
  }

  Api(URI base, String key, String project) {
    this.base = base;
    this.key = key;
    this.project = project;
  }

  record Answer(int status, Optional<String> type, Object body) {

    /** A value inside, by the names of members and the numbers of elements. */
    @SuppressWarnings("unchecked")
    <T> T at(Object... path) {
      Object value = body;
      for (Object step : path) {
        value =
            step instanceof Integer index
                ? ((List<Object>) value).get(index)
                : ((Map<String, Object>) value).get(step);
      }
      return (T) value;
    }

    boolean has(String object, String member) {
      return this.<Map<String, Object>>at(object).containsKey(member);
    }
  }

  Answer get(String path) {
    return send("GET", path, "");
  }

  Answer post(String path, String body) {
    return send("POST", path, body);
  }

  Answer patch(String path, String body) {
    return send("PATCH", path, body);
  }

  Answer delete(String path) {
    return send("DELETE", path, "");
  }

  Answer send(String method, String path, String body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(base + path))
            .header("Authorization", "Bearer " + key)
            .method(
                method,
                body.isEmpty()
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body.replace('\'', '"')));
    try {
      HttpResponse<String> response =
          http.send(request.build(), HttpResponse.BodyHandlers.ofString());
      return judged(
          method,
          path,
          response.statusCode(),
          response.headers().firstValue("Content-Type"),
          response.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Fails if the contract does not allow this answer. */
  static Answer judged(String method, String path, int status, Optional<String> type, String body) {
    CONTRACT.check(method, path.replaceFirst("\\?.*", ""), status, type, body);
    try {
      Object parsed =
          body.isEmpty()
              ? Map.of()
              : new Moshi.Builder().build().adapter(Object.class).fromJson(body);
      return new Answer(status, type, parsed);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Answer branch(String name) {
    return post(
        project + "/branches",
        "{'branch':{'name':'" + name + "'},'endpoints':[{'type':'read_write'}]}");
  }

  /** Waits until every operation of an answer has the status {@code finished}. */
  void finish(Answer accepted) {
    for (Map<String, Object> operation : accepted.<List<Map<String, Object>>>at("operations")) {
      Polling.until(
          operation.get("action") + " finished",
          () -> {
            Answer now = get(project + "/operations/" + operation.get("id"));
            String status = now.at("operation", "status");
            if (status.equals("failed") || status.equals("cancelled")) {
              throw new AssertionError("operation " + now.body());
            }
            return status.equals("finished");
          });
    }
  }
}
