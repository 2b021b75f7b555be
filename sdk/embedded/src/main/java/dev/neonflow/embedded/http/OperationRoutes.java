package dev.neonflow.embedded.http;

import dev.neonflow.embedded.control.Operation;
import dev.neonflow.embedded.control.Refusal;
import java.util.List;

/** {@code /projects/{project_id}/operations}. */
final class OperationRoutes {

  /** The cursor is the number of the last operation of the page before. */
  Response list(Request request) {
    int limit = request.number("limit", 1, 1000, 1000);
    long before = request.query("cursor").map(OperationRoutes::cursor).orElse(Long.MAX_VALUE);
    List<Operation> page =
        request.control().operations().list().stream()
            .filter(operation -> operation.sequence() < before)
            .limit(limit)
            .toList();
    Bodies.Cursor next =
        page.isEmpty()
            ? null
            : new Bodies.Cursor(String.valueOf(page.get(page.size() - 1).sequence()));
    return Response.ok(new Bodies.Operations(WireOperation.of(request.projectId(), page), next));
  }

  Response get(Request request) {
    Operation operation = request.control().operations().get(request.path("operation_id"));
    return Response.ok(new Bodies.OneOperation(WireOperation.of(request.projectId(), operation)));
  }

  private static long cursor(String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw Refusal.invalid("cursor \"" + text + "\" is not one that was given out");
    }
  }
}
