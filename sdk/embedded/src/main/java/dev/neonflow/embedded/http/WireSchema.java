package dev.neonflow.embedded.http;

import com.squareup.moshi.Json;
import dev.neonflow.embedded.schema.SchemaJson;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The tables of a database on the wire. */
public record WireSchema(List<Table> tables) {

  /** A table. */
  public record Table(
      String schema,
      String name,
      List<SchemaJson.Column> columns,
      @Nullable List<Constraint> constraints) {}

  /** A key of a table. */
  public record Constraint(
      String type,
      List<String> columns,
      String name,
      @Json(name = "referenced_table") SchemaJson.@Nullable Reference referencedTable) {}

  static WireSchema of(SchemaJson schema) {
    return new WireSchema(schema.tables().stream().map(WireSchema::table).toList());
  }

  private static Table table(SchemaJson.Table table) {
    List<Constraint> constraints =
        table.constraints().stream()
            .map(c -> new Constraint(c.type(), c.columns(), c.name(), c.referencedTable()))
            .toList();
    return new Table(
        table.schema(), table.name(), table.columns(), constraints.isEmpty() ? null : constraints);
  }
}
