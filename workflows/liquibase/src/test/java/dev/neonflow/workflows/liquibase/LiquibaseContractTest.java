package dev.neonflow.workflows.liquibase;

import dev.neonflow.workflows.migrate.Migrator;
import dev.neonflow.workflows.migrate.MigratorContract;
import java.io.IOException;
import java.nio.file.Path;

/** Liquibase in the situations of all migrators. */
final class LiquibaseContractTest extends MigratorContract {

  @Override
  protected Migrator migrator(Path directory) {
    return LiquibaseMigrator.from("changelog.xml").in(directory);
  }

  @Override
  protected void write(Path directory, int number, String name, String sql) throws IOException {
    Changelogs.xml(directory);
    Changelogs.sql(directory, number, name, sql);
  }

  @Override
  protected String version(int number, String name) {
    return number + "-" + name + "::alice";
  }

  @Override
  protected String appliedRows() {
    return "databasechangelog";
  }
}
