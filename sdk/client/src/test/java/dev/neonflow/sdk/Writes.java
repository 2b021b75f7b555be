package dev.neonflow.sdk;

import static dev.neonflow.sdk.Settles.REPEATABLE;
import static dev.neonflow.sdk.Settles.UNRESOLVED;

import java.util.List;
import java.util.stream.Stream;

/** All writes of the client. */
final class Writes {
  /** Not older than the call that it may come from. */
  private static final String NOW = "\"created_at\":\"2026-11-22T10:00:01Z\"";

  private Writes() {}

  static List<SentWrite> all() {
    return Stream.of(
            WritesOfBranches.all(),
            WritesOfComputes.all(),
            WritesOfSnapshots.all(),
            WritesOfProjects.all(),
            WritesOfOrganizations.all(),
            anything())
        .flatMap(List::stream)
        .toList();
  }

  private static List<SentWrite> anything() {
    NeonRequest request = NeonRequest.post("more/things");
    String line = "POST /more/things";
    return List.of(
        SentWrite.of(
            "Neon.request", UNRESOLVED, line, "{\"a\":1}", n -> n.request(request, Object.class)),
        SentWrite.of(
            "Neon.request",
            REPEATABLE,
            line,
            "{\"a\":1}",
            n -> n.request(request.repeatable(), Object.class)));
  }

  /** This, made just now. */
  static String made(String json) {
    return json.replaceFirst("\"created_at\":\"[^\"]*\"", NOW);
  }

  /** This with one more field, or a field with another value. */
  static String with(String json, String field, String value) {
    return json.replaceFirst("\\{", "{\"" + field + "\":\"" + value + "\",");
  }
}
