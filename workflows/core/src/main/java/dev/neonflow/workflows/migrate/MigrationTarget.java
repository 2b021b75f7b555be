package dev.neonflow.workflows.migrate;

import dev.neonflow.sdk.ConnectionUri;
import dev.neonflow.workflows.ConnectionUris;
import dev.neonflow.workflows.PreconditionException;
import dev.neonflow.workflows.StepContext;
import dev.neonflow.workflows.branch.BranchRef;

/**
 * Where to migrate.
 *
 * @param branch the branch, fenced
 * @param direct a connection that does not go through the pooler
 * @param pooled what the application will use; tools only pass it on
 * @param watch who looks on
 */
public record MigrationTarget(
    BranchRef branch, ConnectionUri direct, ConnectionUri pooled, MigrationWatch watch) {

  /** Refuses a pooled URI as the direct one: sessions, locks and settings do not survive it. */
  public MigrationTarget {
    if (direct.isPooled()) {
      throw PreconditionException.usage(
          "migrations need a direct connection, but " + direct.host() + " is a pooler",
          "use the host without -pooler");
    }
  }

  /** With nobody looking on. */
  public MigrationTarget(BranchRef branch, ConnectionUri direct, ConnectionUri pooled) {
    this(branch, direct, pooled, MigrationWatch.NONE);
  }

  /** The target for a branch and its URIs. */
  public static MigrationTarget of(BranchRef branch, ConnectionUris uris) {
    return new MigrationTarget(branch, uris.direct(), uris.pooled());
  }

  /** Whether this is production itself, and not a copy on which its migrations are rehearsed. */
  boolean isProduction(StepContext context) {
    return context.subject().isProduction()
        && context
            .find(BranchRef.KEY)
            .map(found -> found.branchId().equals(branch.branchId()))
            .orElse(true);
  }

  /** The same with somebody looking on. */
  public MigrationTarget watchedBy(MigrationWatch other) {
    return new MigrationTarget(branch, direct, pooled, other);
  }
}
