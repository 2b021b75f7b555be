package dev.neonflow.embedded.control;

import dev.neonflow.embedded.postgres.Compute;
import dev.neonflow.embedded.postgres.DataPlane;
import dev.neonflow.embedded.postgres.DatabaseRow;
import dev.neonflow.embedded.postgres.DatabaseSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Makes a timeline with the roles and the empty tables of a branch. */
final class SchemaOnly {

  /** Finds too much rather than too little: it also looks into the bodies. */
  private static final Pattern OWN_CODE =
      Pattern.compile("(?im)^\\s*(CREATE|ALTER)\\b.*\\b(FUNCTION|PROCEDURE|AGGREGATE|DOMAIN)\\b");

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
    String password = ids.password();
    data.createRoot(branch.timelineId(), owner, password, first);
    try (Compute made = computes.openHidden(branch.timelineId(), branch.id())) {
      made.execute("postgres", read.roles());
      made.execute("postgres", databases(read.databases()));
      made.setPassword(owner, password);
      for (DatabaseRow database : read.databases()) {
        DatabaseSchema schema = read.schemas().get(database.name());
        if (schema != null) {
          replay(made, owner, password, database.name(), schema);
        }
      }
      // The password was for a moment only; now the source's counts.
      made.execute("postgres", read.roles());
    }
  }

  /**
   * A superuser can give everything to its owner. But making a schema can run its functions, whose
   * authors must not get a superuser's rights by it: then the owner of the project makes it, and
   * may be refused what belongs to other roles.
   */
  private static void replay(
      Compute made, String owner, String password, String database, DatabaseSchema schema) {
    List<String> text = List.of(schema.sql());
    if (OWN_CODE.matcher(schema.sql()).find()) {
      made.executeAs(owner, password, database, text);
    } else {
      made.execute(database, text);
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
