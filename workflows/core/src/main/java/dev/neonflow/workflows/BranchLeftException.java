package dev.neonflow.workflows;

import dev.neonflow.workflows.branch.BranchRef;
import dev.neonflow.workflows.branch.Times;

/** All was done, but a branch that should be gone may be there. The cause says why. */
public final class BranchLeftException extends NeonflowException {

  private static final long serialVersionUID = 1L;

  private final transient BranchRef branch;

  /** About a branch, and why it could not be deleted. */
  public BranchLeftException(BranchRef branch, RuntimeException cause) {
    super(
        "branch "
            + branch.name()
            + " ("
            + branch.branchId()
            + ") could not be deleted: "
            + cause.getMessage(),
        "delete it in Neon's console"
            + (branch.expiresAt() == null
                ? ""
                : ", or leave it: it expires at " + Times.words(branch.expiresAt())),
        cause);
    this.branch = branch;
  }

  /** The branch that may be there. */
  public BranchRef branch() {
    return branch;
  }

  @Override
  public boolean retryable() {
    return true;
  }
}
