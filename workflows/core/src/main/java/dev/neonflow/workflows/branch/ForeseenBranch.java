package dev.neonflow.workflows.branch;

import dev.neonflow.sdk.ConnectionUri;
import dev.neonflow.sdk.branches.Branch;
import dev.neonflow.workflows.ConnectionUris;
import dev.neonflow.workflows.StepContext;

/**
 * What a dry run can look at to say what later steps would find on the run's branch.
 *
 * @param branch the run's branch if it stays as it is, else the one whose state it would get
 * @param uris how to connect to it, only to read
 * @param isRunsOwn whether it is the run's branch itself
 */
public record ForeseenBranch(BranchRef branch, ConnectionUris uris, boolean isRunsOwn) {

  static ForeseenBranch own(BranchRef branch, ConnectionUri uri) {
    return new ForeseenBranch(branch, new ConnectionUris(uri.direct(), uri.pooled()), true);
  }

  /** One whose state the run's branch would get; it may be production. */
  static ForeseenBranch source(Branch source, DatabaseChoice database, StepContext context) {
    ConnectionUri uri = database.uri(source.id(), context);
    BranchRef ref = BranchRef.of(source, BranchRef.Origin.REUSED, null, null, uri, "");
    return new ForeseenBranch(ref, new ConnectionUris(uri.direct(), uri.pooled()), false);
  }
}
