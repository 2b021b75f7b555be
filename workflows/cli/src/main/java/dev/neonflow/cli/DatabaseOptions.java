package dev.neonflow.cli;

import dev.neonflow.workflows.Neonflow;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which database of a branch, and as whom. */
final class DatabaseOptions {

  @Option(names = "--database", paramLabel = "NAME", description = "The database (neondb).")
  private @Nullable String database;

  @Option(names = "--role", paramLabel = "NAME", description = "The role (neondb_owner).")
  private @Nullable String role;

  void tell(Neonflow.Builder builder) {
    if (database != null) {
      builder.database(database);
    }
    if (role != null) {
      builder.role(role);
    }
  }
}
