package dev.neonflow.workflows.migrate;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.BiPredicate;

/**
 * Looks on while a tool migrates in this process. A migrator that hands its connections out through
 * {@link TargetDatabase} is watched; one that says which migration begins, too, is told apart by
 * migration. Used by the migrating step's thread.
 */
public interface MigrationWatch {

  /** Nobody looks on. */
  MigrationWatch NONE = connection -> connection;

  /** A connection to migrate over, which does what the given one does. */
  Connection watched(Connection connection) throws SQLException;

  /**
   * From here on, what the tool does is of this migration.
   *
   * @param migration what people call it, for example {@code V2__add_orders.sql}
   */
  default void begins(String migration) {}

  /**
   * A command starts, which migrates over connections of its own.
   *
   * @return which variables, by name and value, it may not inherit
   */
  default BiPredicate<String, String> commandStarts() {
    return (name, value) -> false;
  }
}
