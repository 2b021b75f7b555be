package dev.neonflow.workflows.branch;

import dev.neonflow.workflows.migrate.Migrator;
import org.jspecify.annotations.Nullable;

/**
 * What to do with a branch that is there already.
 *
 * @param policy what
 * @param migrator whose history tells whether migrations were rewritten, or null if there is none
 */
public record Rerun(RerunPolicy policy, @Nullable Migrator migrator) {

  /** It stays as it is. */
  public static final Rerun REUSE = new Rerun(RerunPolicy.REUSE, null);
}
