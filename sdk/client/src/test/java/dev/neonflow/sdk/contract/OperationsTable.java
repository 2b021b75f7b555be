package dev.neonflow.sdk.contract;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The operations and their Java methods, as people read them. */
final class OperationsTable {
  private static final String REFERENCE = "https://api-docs.neon.tech/reference/";

  private OperationsTable() {}

  static String of(List<Operation> operations, List<Route> routes, PublicApi api) {
    StringBuilder text = new StringBuilder();
    for (String group : Scope.GROUPS) {
      List<Operation> members =
          operations.stream()
              .filter(operation -> Scope.group(operation).equals(group))
              .sorted(Comparator.comparing(Operation::path).thenComparing(Operation::method))
              .toList();
      if (!members.isEmpty()) {
        text.append("### ").append(group).append("\n\n");
        text.append("| Operation | Java method | Stability |\n|---|---|---|\n");
        members.forEach(operation -> text.append(row(operation, routes, api)));
        text.append('\n');
      }
    }
    return text.toString();
  }

  private static String row(Operation operation, List<Route> routes, PublicApi api) {
    String calls =
        routes.stream()
            .filter(route -> route.isFor(operation))
            .flatMap(route -> api.call(route).stream())
            .map(call -> "`" + call + "`")
            .distinct()
            .collect(Collectors.joining("<br>"));
    return "| [%s](%s%s) | %s | %s |\n"
        .formatted(
            operation.id(),
            REFERENCE,
            operation.id().toLowerCase(Locale.ROOT),
            calls.isEmpty() ? "not there" : calls,
            operation.stability());
  }
}
