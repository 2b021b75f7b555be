package dev.neonflow.embedded.http;

import dev.neonflow.embedded.control.Branch;
import dev.neonflow.embedded.control.Refusal;
import dev.neonflow.embedded.postgres.DatabaseSchema;
import dev.neonflow.embedded.schema.SchemaDiff;
import java.util.Optional;

/** The schema of a branch, and how it differs from another one's. */
final class SchemaRoutes {

  Response schema(Request request) {
    DatabaseSchema schema = read(request, request.branch(), "");
    return switch (request.query("format").orElse("sql")) {
      case "sql" -> Response.ok(new Bodies.SchemaSql(schema.sql()));
      case "json" -> Response.ok(new Bodies.SchemaJson(WireSchema.of(schema.json())));
      default -> throw Refusal.invalid("format must be sql or json");
    };
  }

  Response compare(Request request) {
    DatabaseSchema schema = read(request, request.branch(), "");
    String database = request.require("db_name");
    DatabaseSchema before = read(request, base(request), "base_");
    return Response.ok(
        new Bodies.Diff(SchemaDiff.unified(database, database, before.sql(), schema.sql())));
  }

  private static String base(Request request) {
    Optional<String> asked = request.query("base_branch_id");
    if (asked.isPresent()) {
      return asked.get();
    }
    Branch branch = request.control().branches().get(request.branch());
    if (branch.parentId() == null) {
      throw Refusal.invalid("base_branch_id is required, for the branch has no parent");
    }
    return branch.parentId();
  }

  private static DatabaseSchema read(Request request, String branchId, String prefix) {
    String database = request.require("db_name");
    if (request.query(prefix + "timestamp").isPresent()) {
      throw Refusal.notServed("points in time (" + prefix + "timestamp)");
    }
    return request
        .query(prefix + "lsn")
        .map(lsn -> request.control().schemas().at(branchId, database, lsn))
        .orElseGet(() -> request.control().schemas().head(branchId, database));
  }
}
