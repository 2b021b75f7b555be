package dev.neonflow.cli;

import dev.neonflow.workflows.NeonflowBuilder;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which database of a branch, and as whom. */
@Section.Of(Section.DATABASE)
final class DatabaseOptions {

  @Option(
      names = "--database",
      paramLabel = "NAME",
      description = "The database (default: neondb).")
  private @Nullable String database;

  @Option(names = "--role", paramLabel = "NAME", description = "The role (default: neondb_owner).")
  private @Nullable String role;

  void tell(NeonflowBuilder builder) {
    if (database != null) {
      builder.database(database);
    }
    if (role != null) {
      builder.role(role);
    }
  }
}
