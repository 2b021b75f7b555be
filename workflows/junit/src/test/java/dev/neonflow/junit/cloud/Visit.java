package dev.neonflow.junit.cloud;

import dev.neonflow.sdk.Neon;
import dev.neonflow.sdk.Secret;
import dev.neonflow.sdk.projects.ListProjects;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/**
 * One tour of one service.
 *
 * @param facts what was seen
 * @param failures what had to succeed and did not
 * @param left what may be left behind
 */
record Visit(Facts facts, List<String> failures, List<String> left) {

  static final String NO_KEY =
      "NEON_API_KEY is not set: the cloud suite runs against Neon itself, so set NEON_API_KEY to an"
          + " API key made in the Neon console, and NEON_PROJECT_ID if it sees several projects";

  /** Tours the service that these variables of the environment name. */
  static Visit to(Function<String, @Nullable String> variables) throws Exception {
    String key = value(variables, "NEON_API_KEY");
    if (key.isEmpty()) {
      throw new AssertionError(NO_KEY);
    }
    Facts facts = new Facts();
    Recorder recorder = new Recorder(facts);
    Steps steps = new Steps(recorder, facts);
    OkHttpClient http = new OkHttpClient.Builder().addInterceptor(recorder).build();
    Neon.Builder builder = Neon.builder(Secret.of(key)).httpClient(http);
    String host = value(variables, "NEON_API_HOST");
    if (!host.isEmpty()) {
      builder.apiBase(URI.create(host));
    }
    try (Neon neon = builder.build()) {
      String project = project(neon, steps, value(variables, "NEON_PROJECT_ID"));
      Leases leases = new Leases(neon, project);
      List<String> left = new ArrayList<>();
      try {
        new Tour(neon, project, leases, steps, facts).walk();
      } finally {
        boolean interrupted = Thread.interrupted();
        left.addAll(leases.end());
        if (interrupted) {
          Thread.currentThread().interrupt();
        }
      }
      return new Visit(facts, steps.failures(), left);
    } finally {
      http.dispatcher().executorService().shutdown();
      http.connectionPool().evictAll();
    }
  }

  /** Where a project is named, a key that may not list them will do. */
  private static String project(Neon neon, Steps steps, String named) throws Exception {
    Callable<List<String>> list =
        () ->
            neon.projects().list(ListProjects.all()).items().stream()
                .map(project -> project.id())
                .toList();
    if (!named.isEmpty()) {
      var unused = steps.ifAllowed("listProjects", list);
      return named;
    }
    Optional<List<String>> visible = steps.step("listProjects", list);
    if (visible.isEmpty() || visible.get().size() != 1) {
      throw new AssertionError(
          visible
                  .map(ids -> "NEON_API_KEY sees " + ids.size() + " projects")
                  .orElse(String.join(", ", steps.failures()))
              + ": set NEON_PROJECT_ID to the one in which to make branches");
    }
    return visible.get().get(0);
  }

  private static String value(Function<String, @Nullable String> variables, String name) {
    String value = variables.apply(name);
    return value == null ? "" : value.strip();
  }
}
