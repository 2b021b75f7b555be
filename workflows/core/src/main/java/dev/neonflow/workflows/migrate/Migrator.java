package dev.neonflow.workflows.migrate;

import dev.neonflow.workflows.StepContext;

/**
 * A migration tool. An implementation is a record whose components are its configuration; it holds
 * no secret.
 */
public interface Migrator {

  /** The tool's name as people write it, for example {@code flyway}. */
  String tool();

  /** One line for plans, for example {@code Flyway, db/migration}. */
  String describe();

  /**
   * Brings the target's schema up to date; having nothing to do is a success.
   *
   * @throws dev.neonflow.workflows.MigrationFailedException if a migration was refused
   */
  MigrationReport migrate(MigrationTarget target, StepContext context) throws Exception;
}
