package dev.neonflow.workflows.flyway;

import dev.neonflow.workflows.migrate.Migrator;
import dev.neonflow.workflows.migrate.MigratorContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Flyway in the situations of all migrators. */
final class FlywayContractTest extends MigratorContract {

  @Override
  protected Migrator migrator(Path directory) {
    return FlywayMigrator.from(directory);
  }

  @Override
  protected void write(Path directory, int number, String name, String sql) throws IOException {
    Files.writeString(directory.resolve("V" + number + "__" + name + ".sql"), sql);
  }

  @Override
  protected String version(int number, String name) {
    return Integer.toString(number);
  }

  @Override
  protected String appliedRows() {
    return "flyway_schema_history";
  }
}
