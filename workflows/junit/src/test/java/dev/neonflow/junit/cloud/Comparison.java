package dev.neonflow.junit.cloud;

import dev.neonflow.embedded.EmbeddedNeon;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A service beside a fresh embedded Neon.
 *
 * @param neon the tour of the service
 * @param differences what the two answered differently
 */
record Comparison(Visit neon, Differences differences) {

  /** Tours the service that these variables name, then an embedded Neon. */
  static Comparison of(Function<String, @Nullable String> variables) throws Exception {
    Visit neon = Visit.to(variables);
    try (EmbeddedNeon embedded = EmbeddedNeon.start()) {
      Map<String, String> own =
          Map.of(
              "NEON_API_KEY", embedded.apiKey(),
              "NEON_API_HOST", embedded.apiBase().toString(),
              "NEON_PROJECT_ID", embedded.projectId());
      Visit other = Visit.to(own::get);
      return new Comparison(neon, Differences.between(neon.facts(), other.facts()));
    }
  }

  /** What went wrong at the service; empty if nothing did. */
  List<String> problems() {
    List<String> problems = new ArrayList<>(neon.failures());
    neon.left().forEach(left -> problems.add("may be left behind: " + left));
    return problems;
  }
}
