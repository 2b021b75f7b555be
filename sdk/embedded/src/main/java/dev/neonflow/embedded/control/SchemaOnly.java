package dev.neonflow.embedded.control;

import dev.neonflow.embedded.postgres.Compute;
import dev.neonflow.embedded.postgres.DataPlane;
import dev.neonflow.embedded.postgres.DatabaseRow;
import dev.neonflow.embedded.postgres.DatabaseSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Makes a timeline with the roles and the empty tables of a branch. */
final class SchemaOnly {

  private final Store store;
  private final DataPlane data;
  private final Ids ids;
  private final Computes computes;
  private final Schemas schemas;

  SchemaOnly(Shared shared, Store store, Computes computes, Schemas schemas) {
    this.store = store;
    this.data = shared.data();
    this.ids = shared.ids();
    this.computes = computes;
    this.schemas = schemas;
  }

  private record Source(
      List<String> roles, List<DatabaseRow> databases, Map<String, DatabaseSchema> schemas) {}

  void make(Branch source, Branch branch) {
    Source read =
        schemas.on(
            source,
            compute ->
                new Source(compute.roleStatements(), compute.databases(), schemas.all(compute)));
    String owner = store.state().project().role();
    String first = read.databases().isEmpty() ? "postgres" : read.databases().get(0).name();
    // The password is replaced by the source's in a moment.
    data.createRoot(branch.timelineId(), owner, ids.password(), first);
    try (Compute made = computes.openHidden(branch.timelineId(), branch.id())) {
      made.execute("postgres", read.roles());
      made.execute("postgres", databases(read.databases()));
      for (DatabaseRow database : read.databases()) {
        DatabaseSchema schema = read.schemas().get(database.name());
        if (schema != null) {
          made.execute(database.name(), List.of(schema.sql()));
        }
      }
    }
  }

  /** The first one exists already. */
  private static List<String> databases(List<DatabaseRow> databases) {
    List<String> statements = new ArrayList<>();
    for (DatabaseRow database : databases) {
      String name = Configuration.quoted(database.name());
      String owner = Configuration.quoted(database.owner());
      statements.add(
          statements.isEmpty()
              ? "ALTER DATABASE " + name + " OWNER TO " + owner
              : "CREATE DATABASE " + name + " OWNER " + owner);
    }
    return statements;
  }
}
