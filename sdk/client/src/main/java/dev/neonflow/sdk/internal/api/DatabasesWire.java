package dev.neonflow.sdk.internal.api;

import dev.neonflow.sdk.databases.CreateDatabase;
import dev.neonflow.sdk.databases.Database;
import dev.neonflow.sdk.databases.UpdateDatabase;
import java.util.List;

/** The envelopes around databases. Public because Moshi builds them. */
public final class DatabasesWire {
  private DatabasesWire() {}

  /** Answer of the database list. */
  public record Databases(List<Database> databases) {}

  /** Answer of one database. */
  public record OneDatabase(Database database) {}

  /** A database's creation. */
  public record CreateBody(CreateDatabase database) {}

  /** A database's change. */
  public record UpdateBody(UpdateDatabase database) {}
}
