package dev.neonflow.workflows.flyway;

import dev.neonflow.workflows.contract.ToolInPlansContract;
import dev.neonflow.workflows.migrate.Migrator;

class FlywayStepTypesTest extends ToolInPlansContract {

  @Override
  protected Migrator migrator() {
    return FlywayMigrator.from("db/migration");
  }
}
