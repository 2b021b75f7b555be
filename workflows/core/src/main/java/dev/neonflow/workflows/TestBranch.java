package dev.neonflow.workflows;

import dev.neonflow.sdk.error.NeonException;
import dev.neonflow.workflows.branch.BranchNames;
import dev.neonflow.workflows.branch.BranchRef;
import dev.neonflow.workflows.branch.DeleteBranch;

/** A branch for one test run. Thread-safe; its text form shows no password. */
public final class TestBranch implements AutoCloseable {

  private final Neonflow neonflow;
  private final Subject subject;
  private final BranchRef branch;
  private final ConnectionUris connection;
  private boolean gone;

  TestBranch(Neonflow neonflow, Subject subject, BranchRef branch, ConnectionUris connection) {
    this.neonflow = neonflow;
    this.subject = subject;
    this.branch = branch;
    this.connection = connection;
  }

  /** The branch. */
  public BranchRef branch() {
    return branch;
  }

  /** How to connect to it. No request. */
  public ConnectionUris connection() {
    return connection;
  }

  /**
   * Deletes the branch and proves that it is gone. A thread that is interrupted before or meanwhile
   * does it all the same and stays interrupted. Nothing happens the second time, unless the first
   * one failed.
   *
   * @throws BranchLeftException if it could not be deleted
   */
  @Override
  public synchronized void close() {
    if (gone) {
      return;
    }
    try {
      OneStep.undisturbed(
          CustomWorkflow.begin(Draft.of(neonflow, subject), TestBranches.KIND)
              .then(new DeleteBranch(BranchNames.exactly(branch.name()))));
      gone = true;
    } catch (NeonflowException | NeonException e) {
      throw new BranchLeftException(branch, e);
    }
  }

  @Override
  public String toString() {
    return branch.name() + " (" + branch.branchId() + ")";
  }
}
