package dev.neonflow.workflows.liquibase;

import dev.neonflow.workflows.contract.ToolInPlansContract;
import dev.neonflow.workflows.migrate.Migrator;

class LiquibaseStepTypesTest extends ToolInPlansContract {

  @Override
  protected Migrator migrator() {
    return LiquibaseMigrator.from("changelog.xml");
  }
}
