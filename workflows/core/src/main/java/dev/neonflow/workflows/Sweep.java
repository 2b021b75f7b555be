package dev.neonflow.workflows;

import dev.neonflow.workflows.SweepItem.Outcome;
import dev.neonflow.workflows.branch.BranchName;
import dev.neonflow.workflows.branch.BranchNames;
import dev.neonflow.workflows.branch.DeleteAdopted;
import dev.neonflow.workflows.branch.DeleteBranch;
import dev.neonflow.workflows.branch.PreviewBranch;
import dev.neonflow.workflows.ci.PullRequests;
import dev.neonflow.workflows.report.Leftovers;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Removes the previews of a repository in a project whose pull request is closed, and those for a
 * name whose lease has ended: deployment, branches and, where a reporter is set, the report, each
 * as a teardown would. Immutable and thread-safe.
 *
 * <p>Never touched: what belongs to an open pull request, to another repository or project or to
 * somebody else, default and protected branches, and previews that another run works on. A preview
 * for a name that adopted its branch is known by the branch's name.
 */
public final class Sweep {

  private final Neonflow neonflow;
  private final Subjects subjects;
  private final @Nullable PullRequests pullRequests;
  private final boolean adopting;

  private Sweep(
      Neonflow neonflow, Subjects subjects, @Nullable PullRequests pullRequests, boolean adopting) {
    this.neonflow = neonflow;
    this.subjects = subjects;
    this.pullRequests = pullRequests;
    this.adopting = adopting;
  }

  static Sweep begin(Neonflow neonflow, Subjects subjects) {
    return new Sweep(neonflow, subjects, neonflow.pullRequests().orElse(null), false);
  }

  /** Compares previews with the open ones among these; the default ones if not given. */
  public Sweep previews(PullRequests open) {
    return new Sweep(neonflow, subjects, open, adopting);
  }

  /** Removes also what Neon's create-branch-action made for closed pull requests. */
  public Sweep adopting() {
    return new Sweep(neonflow, subjects, pullRequests, true);
  }

  /**
   * Says what {@link #run()} would do now, and why. Changes nothing.
   *
   * @throws PreconditionException as {@link #run()}
   */
  public SweepResult dryRun() {
    SweepSurvey survey = survey();
    List<SweepItem> items = survey.candidates().stream().map(SweepSurvey.Candidate::item).toList();
    return new SweepResult(subjects.sweep(), true, false, items, survey.notes());
  }

  /**
   * Removes them, one after the other; one that cannot be removed does not keep the others. A
   * thread that is interrupted meanwhile ends the removal that goes on, begins no further one and
   * stays interrupted.
   *
   * @throws PreconditionException if the list of open pull requests or that of branches is not
   *     surely whole; nothing was removed then
   * @throws InvalidWorkflowException if nobody said which pull requests are open
   */
  public SweepResult run() {
    SweepSurvey survey = survey();
    PullRequests known = known();
    List<SweepItem> items = new ArrayList<>();
    for (SweepSurvey.Candidate candidate : survey.candidates()) {
      items.add(
          candidate.item().outcome() == Outcome.WOULD_REMOVE
              ? remove(candidate, known)
              : candidate.item());
    }
    boolean cancelled = Thread.currentThread().isInterrupted();
    return new SweepResult(subjects.sweep(), false, cancelled, items, survey.notes());
  }

  private PullRequests known() {
    if (pullRequests == null) {
      throw new InvalidWorkflowException(
          "sweep() does not know which pull requests are open",
          "write .previews(pullRequests), or set a default with"
              + " Neonflow.builder(neon).pullRequests(...)",
          null);
    }
    return pullRequests;
  }

  private SweepSurvey survey() {
    PullRequests known = known();
    return SweepSurvey.of(
        subjects,
        known,
        adopting,
        neonflow.deployer().orElse(null),
        neonflow.reporter().orElse(null),
        reading());
  }

  private StepContext reading() {
    Plan nothing = new Plan("sweep", Plan.FORMAT, subjects.sweep(), Policies.DEFAULT, List.of());
    return neonflow.runner(List.of()).reading(nothing);
  }

  private SweepItem remove(SweepSurvey.Candidate candidate, PullRequests known) {
    SweepItem item = candidate.item().leaving(List.of(), "");
    if (Thread.currentThread().isInterrupted()) {
      return item.with(Outcome.SKIPPED, "the sweep was interrupted");
    }
    try {
      Integer number = item.pullRequest();
      if (number != null && isOpen(number, known)) {
        return item.with(Outcome.SKIPPED, "pull request " + number + " was opened again");
      }
      if (number == null && !SweepSurvey.isEnded(item.key(), subjects, reading())) {
        return item.with(Outcome.SKIPPED, "its lease was renewed meanwhile");
      }
      return removed(item, teardown(candidate).run());
    } catch (LockHeldException e) {
      return item.with(Outcome.SKIPPED, message(e));
    } catch (WorkflowFailedException e) {
      return e.getCause() instanceof LockHeldException held
          ? item.with(Outcome.SKIPPED, message(held))
          : failed(item, e.result()).leaving(Leftovers.of(e.result()), e.next());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return item.with(Outcome.SKIPPED, "the sweep was interrupted");
    } catch (NeonflowException e) {
      return item.with(Outcome.FAILED, message(e)).leaving(List.of(), e.next());
    } catch (Exception e) {
      return item.with(Outcome.FAILED, message(e));
    }
  }

  /** The list is whole or refused; asking for the one is only cheaper. */
  private static boolean isOpen(int number, PullRequests known) throws Exception {
    try {
      if (known.isClosed(number)) {
        return false;
      }
    } catch (PreconditionException unknown) {
      // Perhaps there never was a pull request of this number.
    }
    return known.open().contains(number);
  }

  private TeardownWorkflow teardown(SweepSurvey.Candidate candidate) {
    Draft draft = Draft.of(neonflow, candidate.subject());
    if (neonflow.deployer().isPresent()) {
      draft = draft.destroyDeployment(null);
    }
    if (candidate.branches().stream().anyMatch(PreviewBranch::ours)) {
      draft = draft.plus(Draft.Written.of("deleteBranch()", new DeleteBranch(name(candidate))));
    }
    for (PreviewBranch branch : candidate.branches()) {
      if (!branch.ours()) {
        draft =
            draft.plus(
                Draft.Written.of(
                    "adopting()",
                    new DeleteAdopted(branch.branchId(), branch.name()),
                    StepOptions.named("delete-" + BranchNames.label(branch.branchId(), 50))));
      }
    }
    if (neonflow.reporter().isPresent()) {
      draft = draft.report("comment", null);
    }
    return TeardownWorkflow.begin(draft);
  }

  /** Whatever template named the branches: where one's name does not tell, all are listed. */
  private static BranchName name(SweepSurvey.Candidate candidate) {
    BranchName usual = BranchNames.of(candidate.subject(), null);
    String search = usual.search();
    boolean found =
        search != null
            && candidate.branches().stream()
                .filter(PreviewBranch::ours)
                .allMatch(branch -> branch.name().contains(search));
    return found ? usual : new BranchName(usual.name(), usual.family(), null);
  }

  private static SweepItem removed(SweepItem item, WorkflowResult result) {
    if (result.status() == WorkflowStatus.SUCCEEDED) {
      return item.with(Outcome.REMOVED, item.reason());
    }
    List<String> left = Leftovers.of(result);
    return left.isEmpty()
        ? item.with(Outcome.REMOVED, item.reason())
            .leaving(List.of("its report as it was: " + why(result)), "run it again")
        : failed(item, result).leaving(left, "run it again");
  }

  private static SweepItem failed(SweepItem item, WorkflowResult result) {
    return result.status() == WorkflowStatus.CANCELLED
        ? item.with(Outcome.SKIPPED, "the sweep was interrupted")
        : item.with(Outcome.FAILED, why(result));
  }

  private static String why(WorkflowResult result) {
    return result.outcomes().stream()
        .filter(StepOutcome.Failed.class::isInstance)
        .map(outcome -> (StepOutcome.Failed<?>) outcome)
        .map(failed -> failed.stepId() + ": " + message(failed.cause()))
        .collect(Collectors.joining("; "));
  }

  private static String message(Exception e) {
    String message = e.getMessage();
    return message == null ? e.getClass().getSimpleName() : message;
  }
}
