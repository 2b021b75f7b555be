package dev.neonflow.workflows;

import dev.neonflow.workflows.branch.BranchName;
import dev.neonflow.workflows.branch.BranchNames;
import dev.neonflow.workflows.branch.BranchRef;
import dev.neonflow.workflows.branch.BranchSpec;
import dev.neonflow.workflows.branch.DeleteBranch;
import dev.neonflow.workflows.branch.DeletedBranch;
import dev.neonflow.workflows.branch.DevBranch;
import dev.neonflow.workflows.branch.DevReset;
import dev.neonflow.workflows.branch.EnsureBranch;
import dev.neonflow.workflows.branch.ExistingBranches;
import dev.neonflow.workflows.branch.Rerun;
import dev.neonflow.workflows.branch.ResetDevBranch;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The branches of the engineers of a project, {@code dev/alice}; each is its owner's until deleted.
 * A name is made to {@code a-z}, {@code 0-9} and {@code -}; one of which nothing stays is a {@link
 * PreconditionException}, and so is any branch in the way that is not ours. What changes something
 * is a run of its own, with its lock and its events, and fails with what its step failed with.
 * Immutable and thread-safe.
 */
public final class DevBranches {

  private static final String KIND = "dev";

  private final Neonflow neonflow;
  private final Subjects subjects;
  private final OnConflict onConflict;

  DevBranches(Neonflow neonflow, Subjects subjects) {
    this(neonflow, subjects, OnConflict.FAIL);
  }

  private DevBranches(Neonflow neonflow, Subjects subjects, OnConflict onConflict) {
    this.neonflow = neonflow;
    this.subjects = subjects;
    this.onConflict = onConflict;
  }

  /** What happens if another run for the same branch goes on; {@link OnConflict#FAIL} first. */
  public DevBranches onConflict(OnConflict policy) {
    return new DevBranches(neonflow, subjects, policy);
  }

  /** A branch with all of the default branch's data, for as long as its owner wants. */
  public BranchRef create(String name) {
    return create(name, BranchSpec.DEFAULT);
  }

  /**
   * Makes the branch exist and answer. One without its parent's data is given the history of the
   * default migrator, so that it goes on from there.
   *
   * @return the branch; {@link BranchRef#created()} tells whether it is new
   * @throws PreconditionException if a branch in the way is not ours, or the parent is not there
   */
  public BranchRef create(String name, BranchSpec spec) {
    if (spec.adopt()) {
      throw PreconditionException.usage(
          "an engineer's branch cannot be adopted: a branch tells its origin, which nobody can"
              + " change, to all that follows",
          "choose another name, or delete the branch that has it");
    }
    Rerun rerun = Rerun.reusing(spec, neonflow.migrator().orElse(null));
    EnsureBranch step = new EnsureBranch(BranchNames.dev(name), neonflow.at(spec), rerun);
    return OneStep.run(workflow(name).then(step), BranchRef.KEY);
  }

  /**
   * How to connect; {@link ConnectionFormat} writes it down. Two requests, four where neither
   * database nor role has its usual name; the branch's compute is left asleep.
   *
   * @throws PreconditionException if there is no such branch
   */
  public ConnectionUris connection(String name) {
    BranchName branch = BranchNames.dev(name);
    return ExistingBranches.connection(
        branch,
        neonflow.at(BranchSpec.DEFAULT),
        ExistingBranches.createDev(branch),
        reading(workflow(name)));
  }

  /**
   * Gives the branch its parent's present state; all that was done on it is lost, and open
   * connections break. How to connect stays the same.
   *
   * @throws PreconditionException if there is no such branch, or it has children
   */
  public DevReset reset(String name) {
    return resetKeeping(name, null);
  }

  /**
   * The same, and keeps the state before.
   *
   * @param backupName the branch to keep it as, which takes over the children and has no compute
   * @throws PreconditionException if there is no such branch, or one called {@code backupName}
   */
  public DevReset reset(String name, String backupName) {
    return resetKeeping(name, BranchNames.exactly(backupName).name());
  }

  private DevReset resetKeeping(String name, @Nullable String backupName) {
    ResetDevBranch step = new ResetDevBranch(BranchNames.dev(name), backupName);
    return OneStep.run(workflow(name).then(step), DevReset.KEY);
  }

  /**
   * Deletes the branch and proves that it is gone. That there is none is fine.
   *
   * @throws NotRemovedException if it has children
   */
  public DeletedBranch delete(String name) {
    DeleteBranch step = new DeleteBranch(BranchNames.dev(name));
    return OneStep.run(workflow(name).then(step), DeletedBranch.KEY);
  }

  /** All engineers' branches of the project, by name. One request. */
  public List<DevBranch> list() {
    return ExistingBranches.listDev(reading(workflow("anybody")));
  }

  private StepContext reading(CustomWorkflow workflow) {
    return neonflow.runner(List.of()).reading(workflow.plan());
  }

  private CustomWorkflow workflow(String name) {
    return CustomWorkflow.begin(Draft.of(neonflow, subjects.dev(name)), KIND)
        .onConflict(onConflict);
  }
}
