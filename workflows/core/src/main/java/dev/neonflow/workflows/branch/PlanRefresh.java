package dev.neonflow.workflows.branch;

import dev.neonflow.sdk.branches.AnnotatedBranch;
import dev.neonflow.sdk.branches.Branch;
import dev.neonflow.workflows.Key;
import dev.neonflow.workflows.Step;
import dev.neonflow.workflows.StepContext;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Says what a refresh will do: where the state comes from, what the present one will be called, and
 * which children will move. Changes nothing.
 *
 * @param name how the branch is called
 */
public record PlanRefresh(BranchName name) implements Step<PlannedRefresh> {

  @Override
  public Key<PlannedRefresh> output() {
    return PlannedRefresh.KEY;
  }

  @Override
  public String describe() {
    return "look what a refresh of branch " + name + " would move";
  }

  /** There is nothing that it made. */
  @Override
  public boolean undoable(@Nullable PlannedRefresh output) {
    return false;
  }

  @Override
  public PlannedRefresh run(StepContext context) {
    PlannedRefresh planned = plan(context);
    context.progress("will " + planned.words(), -1);
    return planned;
  }

  @Override
  public String dryRun(StepContext context) {
    return "would " + plan(context).words();
  }

  private PlannedRefresh plan(StepContext context) {
    List<AnnotatedBranch> all = BranchLookup.list(null, context);
    Optional<AnnotatedBranch> ours =
        BranchLookup.pick(name, context.subject(), all, true).oursOrRefuse();
    if (ours.isEmpty()) {
      return PlannedRefresh.nothing(name.name());
    }
    Fence.checkBranch(ours.get(), context);
    Branch source = PlannedParent.of(ours.get(), all);
    ParentLookup.refuseExpiring(source);
    Branch branch = ours.get().branch();
    return new PlannedRefresh(
        branch.id(),
        branch.name(),
        source.name(),
        freeName(all, context.clock().instant()),
        BranchTree.of(all).children(branch.id()));
  }

  /** Two refreshes within a second must not have one name. */
  private static String freeName(List<AnnotatedBranch> all, Instant now) {
    Set<String> taken =
        all.stream().map(found -> found.branch().name()).collect(Collectors.toUnmodifiableSet());
    Instant time = now;
    while (taken.contains(BranchNames.stagingBefore(time))) {
      time = time.plusSeconds(1);
    }
    return BranchNames.stagingBefore(time);
  }
}
