package dev.neonflow.workflows.branch;

import dev.neonflow.sdk.branches.AnnotatedBranch;
import dev.neonflow.sdk.branches.Branch;
import dev.neonflow.sdk.error.ConflictException;
import dev.neonflow.workflows.DeadlineException;
import dev.neonflow.workflows.Key;
import dev.neonflow.workflows.PreconditionException;
import dev.neonflow.workflows.Step;
import dev.neonflow.workflows.StepContext;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Gives staging the present state of its planned parent, as {@link PlanRefresh} said it would, and
 * deletes the oldest of the states that earlier refreshes kept.
 *
 * @param name how the branch is called
 * @param keep how many states before are kept, at least two: if a run is killed after the refresh,
 *     the one that repeats it preserves only what that refresh made
 */
public record RefreshStaging(BranchName name, int keep) implements Step<StagingRefreshed> {

  /** How many states before are kept if nothing else is said. */
  public static final int KEPT = 2;

  private static final Duration READY_WITHIN = Duration.ofMinutes(5);
  private static final Duration PAUSE = Duration.ofSeconds(1);

  /** Checks the number. */
  public RefreshStaging {
    if (keep < KEPT) {
      throw PreconditionException.usage(
          "a refresh keeps at least " + KEPT + " states before, not " + keep,
          "keep " + KEPT + " or more");
    }
  }

  @Override
  public Key<StagingRefreshed> output() {
    return StagingRefreshed.KEY;
  }

  @Override
  public Set<Key<?>> requires() {
    return Set.of(PlannedRefresh.KEY);
  }

  @Override
  public String describe() {
    return "refresh branch " + name + " from its parent and keep " + keep + " states before";
  }

  /** The state before is kept under its name; nobody is surprised by its return. */
  @Override
  public boolean undoable(@Nullable StagingRefreshed output) {
    return false;
  }

  @Override
  public StagingRefreshed run(StepContext context) {
    PlannedRefresh planned = context.get(PlannedRefresh.KEY);
    String preserved = planned.preserved();
    if (preserved == null) {
      return StagingRefreshed.nothing(planned.name());
    }
    List<AnnotatedBranch> before = BranchLookup.list(null, context);
    AnnotatedBranch staging = find(planned, before);
    Branch source = PlannedParent.of(staging, before);
    ConflictException conflict =
        named(preserved, before).isEmpty() ? refresh(staging, source, preserved, context) : null;
    awaitReady(staging.branch(), context);
    List<AnnotatedBranch> after = BranchLookup.list(null, context);
    if (conflict != null && named(preserved, after).isEmpty()) {
      throw conflict;
    }
    PreservedStates states = PreservedStates.of(after, context.subject());
    PreservedStates.Cleaned cleaned = states.clean(keep, context);
    return new StagingRefreshed(
        planned.name(),
        source.name(),
        preserved,
        named(preserved, after)
            .map(state -> BranchTree.of(after).children(state.id()))
            .orElse(List.of()),
        states.newest(keep),
        cleaned.removed(),
        cleaned.left());
  }

  @Override
  public String dryRun(StepContext context) {
    List<AnnotatedBranch> all = BranchLookup.list(null, context);
    if (BranchLookup.pick(name, context.subject(), all, true).oursOrRefuse().isEmpty()) {
      return "would do nothing: there is no branch " + name + " yet";
    }
    // It would get its parent's state, and only the step after this one knows which database
    // counts.
    context.connections().foresee(Optional::empty);
    PreservedStates states = PreservedStates.of(all, context.subject());
    StringBuilder text = new StringBuilder("would refresh branch ").append(name);
    List<String> going = new ArrayList<>();
    for (Branch state : states.older(keep - 1)) {
      String why = states.whyLeft(state, going);
      if (why == null) {
        going.add(state.name());
      }
      text.append(why == null ? ", delete " : ", leave ").append(state.name());
      text.append(why == null ? "" : " (" + why + ")");
    }
    return text.toString();
  }

  private static AnnotatedBranch find(PlannedRefresh planned, List<AnnotatedBranch> all) {
    return all.stream()
        .filter(candidate -> candidate.branch().id().equals(planned.branchId()))
        .findFirst()
        .orElseThrow(
            () ->
                PreconditionException.state(
                    "branch " + planned.name() + " was deleted meanwhile", "run it again", null));
  }

  private static Optional<Branch> named(String wanted, List<AnnotatedBranch> all) {
    return all.stream()
        .map(AnnotatedBranch::branch)
        .filter(candidate -> candidate.name().equals(wanted))
        .findFirst();
  }

  /** What Neon refused it with, where an earlier attempt may be at it. */
  private static @Nullable ConflictException refresh(
      AnnotatedBranch staging, Branch source, String preserved, StepContext context) {
    try {
      Branch unused = BranchReset.toParent(staging, source, preserved, context);
      return null;
    } catch (ConflictException e) {
      // The name was free a moment ago: an earlier attempt, whose answer was lost, is at it.
      context.progress("the refresh goes on already", -1);
      return e;
    }
  }

  /** Waits for the end of a reset that an earlier run may have begun. */
  static void awaitReady(Branch staging, StepContext context) {
    Instant end = context.clock().instant().plus(READY_WITHIN);
    while (!isReady(staging, context)) {
      if (!context.clock().instant().isBefore(end)) {
        throw new DeadlineException(
            "branch "
                + staging.name()
                + " is still not ready after "
                + Durations.words(READY_WITHIN),
            "run it again",
            null);
      }
      context.pause(PAUSE);
    }
  }

  private static boolean isReady(Branch staging, StepContext context) {
    return context
        .neon()
        .branches()
        .get(context.subject().projectId(), staging.id())
        .branch()
        .isReady();
  }
}
