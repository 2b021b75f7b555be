package dev.neonflow.embedded.http;

import dev.neonflow.embedded.control.Operation;
import dev.neonflow.embedded.control.Refusal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** {@code /projects/{project_id}/operations}. */
final class OperationRoutes {

  private static final int MICROS = 1_000_000;
  private static final DateTimeFormatter CURSOR =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

  /**
   * The cursor is the time of the last operation of the page before, as with Neon. Ours are known
   * to the second, so its microseconds are free to tell those of one second apart, by their
   * numbers.
   */
  Response list(Request request) {
    int limit = request.number("limit", 1, 1000, 1000);
    List<Operation> all = request.control().operations().list();
    long newest = all.isEmpty() ? 0 : all.get(0).sequence();
    long before =
        request.query("cursor").map(text -> sequence(text, newest)).orElse(Long.MAX_VALUE);
    List<Operation> page =
        all.stream().filter(operation -> operation.sequence() < before).limit(limit).toList();
    Bodies.Cursor next =
        page.isEmpty() ? null : new Bodies.Cursor(cursor(page.get(page.size() - 1)));
    return Response.ok(new Bodies.Operations(WireOperation.of(request.projectId(), page), next));
  }

  Response get(Request request) {
    Operation operation = request.control().operations().get(request.path("operation_id"));
    return Response.ok(new Bodies.OneOperation(WireOperation.of(request.projectId(), operation)));
  }

  private static String cursor(Operation operation) {
    long micros = operation.sequence() % MICROS;
    return CURSOR.format(operation.createdAt().plus(micros, ChronoUnit.MICROS));
  }

  /** The number that a cursor was made of; of those that are kept no two share their end. */
  private static long sequence(String cursor, long newest) {
    try {
      long micros = Instant.parse(cursor).getLong(ChronoField.MICRO_OF_SECOND);
      return newest - Math.floorMod(newest - micros, (long) MICROS);
    } catch (DateTimeException e) {
      throw Refusal.invalid("cursor \"" + cursor + "\" is not one that was given out");
    }
  }
}
