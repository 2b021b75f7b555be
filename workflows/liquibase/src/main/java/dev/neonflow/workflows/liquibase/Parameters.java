package dev.neonflow.workflows.liquibase;

import dev.neonflow.workflows.internal.process.ChildEnvironment;
import liquibase.changelog.ChangeLogParameters;
import liquibase.changelog.DatabaseChangeLog;
import liquibase.database.Database;
import org.jspecify.annotations.Nullable;

/**
 * What stands for <code>${name}</code> in a changelog. Liquibase knows all variables of the
 * environment; those that migration tools do not get as child processes are left out here, too.
 */
final class Parameters extends ChangeLogParameters {

  Parameters(Database database) {
    super(database);
    addDefaultFileProperties();
  }

  @Override
  public @Nullable Object getValue(String key, DatabaseChangeLog changelog) {
    return ChildEnvironment.isWithheld(key) ? null : super.getValue(key, changelog);
  }

  @Override
  public boolean hasValue(String key, DatabaseChangeLog changelog) {
    return !ChildEnvironment.isWithheld(key) && super.hasValue(key, changelog);
  }
}
