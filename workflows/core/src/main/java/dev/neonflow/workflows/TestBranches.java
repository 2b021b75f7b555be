package dev.neonflow.workflows;

import dev.neonflow.sdk.error.NeonException;
import dev.neonflow.workflows.branch.BranchNames;
import dev.neonflow.workflows.branch.BranchRef;
import dev.neonflow.workflows.branch.BranchSpec;
import dev.neonflow.workflows.branch.DeleteCreated;
import dev.neonflow.workflows.branch.EnsureBranch;
import dev.neonflow.workflows.branch.Lease;
import dev.neonflow.workflows.branch.Rerun;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * Branches for one test run each, {@code test/<id>} with a random id: as many at a time as the
 * project allows. Each is deleted when it is closed; if the process dies, Neon removes it a day
 * later. Immutable and thread-safe.
 */
public final class TestBranches {

  static final String KIND = "testing";
  private static final int LONGEST_ID = 63;

  private static final BranchSpec USUAL = BranchSpec.DEFAULT.with(new Lease(Duration.ofDays(1)));

  private final Neonflow neonflow;
  private final Subjects subjects;
  private final Supplier<RunId> ids;
  private final BranchSpec usual;
  private final boolean migrates;

  TestBranches(Neonflow neonflow, Subjects subjects, Supplier<RunId> ids) {
    this(neonflow, subjects, ids, USUAL, false);
  }

  private TestBranches(
      Neonflow neonflow,
      Subjects subjects,
      Supplier<RunId> ids,
      BranchSpec usual,
      boolean migrates) {
    this.neonflow = neonflow;
    this.subjects = subjects;
    this.ids = ids;
    this.usual = usual;
    this.migrates = migrates;
  }

  /** The same from another branch, by its name or id; from the default branch if not given. */
  public TestBranches from(String parent) {
    return like(usual.from(parent));
  }

  /** The same, of branches like this. Without a lease each gets a day: the process may die. */
  public TestBranches like(BranchSpec spec) {
    BranchSpec leased = spec.lease() == null ? spec.with(usual.lease()) : spec;
    return new TestBranches(neonflow, subjects, ids, leased, migrates);
  }

  /**
   * The same, with each branch migrated by the default migrator before it is handed out. One whose
   * migration fails is removed.
   */
  public TestBranches migrate() {
    return new TestBranches(neonflow, subjects, ids, usual, true);
  }

  /** The same, changed only under a condition. */
  public TestBranches when(boolean condition, UnaryOperator<TestBranches> change) {
    return condition ? change.apply(this) : this;
  }

  /** What {@link #open()} would do now: reads the real state and changes nothing. */
  public DryRun dryRun() {
    return making(BranchNames.label(ids.get().value(), LONGEST_ID)).dryRun();
  }

  /**
   * A new branch that answers, and two requests for how to connect to it. If it does not come
   * about, what was made of it is removed.
   *
   * @throws NeonflowException or {@link NeonException} if it cannot be made
   */
  public TestBranch open() {
    String id = BranchNames.label(ids.get().value(), LONGEST_ID);
    CustomWorkflow workflow = making(id);
    WorkflowRun run = workflow.start();
    DeleteCreated removal = new DeleteCreated(BranchNames.test(id), run.runId());
    WorkflowResult result = run.await();
    BranchRef branch;
    try {
      branch = onlyOurs(OneStep.succeeded(result).get(BranchRef.KEY));
    } catch (WorkflowCancelledException e) {
      // A run that is cancelled undoes nothing.
      remove(removal, workflow.subject(), e);
      throw e;
    } catch (NeonflowException | NeonException e) {
      notUndone(result).ifPresent(why -> e.addSuppressed(left(removal, why)));
      throw e;
    }
    try {
      ConnectionUris uris = neonflow.runner(List.of()).reading(workflow.plan()).connection(branch);
      return new TestBranch(neonflow, workflow.subject(), branch, uris);
    } catch (NeonflowException | NeonException e) {
      remove(removal, workflow.subject(), e);
      throw e;
    }
  }

  /** A new branch like this; see {@link #like}. */
  public TestBranch open(BranchSpec spec) {
    return like(spec).open();
  }

  private CustomWorkflow making(String id) {
    EnsureBranch branch = new EnsureBranch(BranchNames.test(id), neonflow.at(usual), rerun(usual));
    return CustomWorkflow.begin(Draft.of(neonflow, subjects.test(id)), KIND)
        .onFailure(FailurePolicy.COMPENSATE)
        .then(branch)
        .when(migrates, CustomWorkflow::migrate);
  }

  /** One without its parent's data is given the history of the default migrator. */
  private Rerun rerun(BranchSpec spec) {
    return Rerun.reusing(spec, neonflow.migrator().orElse(null));
  }

  /** Nobody would come back for this branch. */
  private void remove(DeleteCreated removal, Subject subject, RuntimeException why) {
    try {
      OneStep.undisturbed(CustomWorkflow.begin(Draft.of(neonflow, subject), KIND).then(removal));
    } catch (NeonflowException | NeonException e) {
      why.addSuppressed(left(removal, e));
    }
  }

  /** Why the run that failed could not undo what it made, if it tried. */
  private static Optional<Exception> notUndone(WorkflowResult result) {
    return result.outcomes().stream()
        .filter(StepOutcome.CompensationFailed.class::isInstance)
        .map(outcome -> ((StepOutcome.CompensationFailed<?>) outcome).cause())
        .findFirst();
  }

  private static NotRemovedException left(DeleteCreated removal, Exception why) {
    String branch = "branch " + removal.name();
    return new NotRemovedException(
        branch + " could not be deleted: " + why.getMessage(),
        "delete it in Neon's console if it is there, or leave it: it expires",
        branch,
        why);
  }

  /** Nobody shares a branch that its owner deletes. */
  private static BranchRef onlyOurs(BranchRef branch) {
    if (!branch.created()) {
      throw PreconditionException.state(
          "branch " + branch.name() + " is another test run's", "run again", null);
    }
    return branch;
  }

  /**
   * Runs this code with a new branch, which is deleted at the end whatever happens.
   *
   * @throws E what the code throws, with a failed deletion suppressed in it
   * @throws BranchLeftException if the code succeeded and the deletion failed
   */
  public <E extends Exception> void run(Body<E> body) throws E {
    try (TestBranch branch = open()) {
      body.run(branch);
    }
  }

  /**
   * Code that uses a branch.
   *
   * @param <E> what it may throw
   */
  @FunctionalInterface
  public interface Body<E extends Exception> {
    /** Uses the branch, and leaves it to be closed. */
    void run(TestBranch branch) throws E;
  }
}
