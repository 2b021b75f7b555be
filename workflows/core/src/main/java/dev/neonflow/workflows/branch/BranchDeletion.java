package dev.neonflow.workflows.branch;

import dev.neonflow.sdk.branches.AnnotatedBranch;
import dev.neonflow.sdk.branches.Branch;
import dev.neonflow.sdk.branches.BranchDeleted;
import dev.neonflow.sdk.error.AmbiguousWriteException;
import dev.neonflow.sdk.error.InvalidRequestException;
import dev.neonflow.sdk.error.NotFoundException;
import dev.neonflow.workflows.NotRemovedException;
import dev.neonflow.workflows.StepContext;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Deletes branches, children first, and proves that they are gone. Used once, by one thread. */
final class BranchDeletion {

  private static final Duration GONE_WITHIN = Duration.ofMinutes(1);
  private static final Duration PAUSE = Duration.ofSeconds(1);

  /** What is said of a branch that did not vanish. */
  static final String STILL_LISTED =
      "is still listed " + Durations.words(GONE_WITHIN) + " after its deletion";

  private final StepContext context;
  private final Consumer<AnnotatedBranch> check;
  private final List<Branch> deleted = new ArrayList<>();

  /**
   * A deletion in a step.
   *
   * @param check throws if a branch may not be deleted
   */
  BranchDeletion(StepContext context, Consumer<AnnotatedBranch> check) {
    this.context = context;
    this.check = check;
  }

  /**
   * Deletes these branches and those children of theirs that carry the same key. One that cannot be
   * deleted does not keep the others.
   *
   * @return all that are gone
   * @throws NotRemovedException if one has children that are not ours, or is still listed; nothing
   *     of its own was deleted
   */
  List<Branch> delete(Collection<AnnotatedBranch> branches) {
    branches.forEach(check);
    NotRemovedException failure = null;
    for (AnnotatedBranch branch : BranchTree.of(branches).childrenFirst(branches)) {
      try {
        deleteWithChildren(branch.branch());
      } catch (NotRemovedException e) {
        failure = first(failure, e);
      }
    }
    try {
      proveGone();
    } catch (NotRemovedException e) {
      failure = first(failure, e);
    }
    if (failure != null) {
      throw failure;
    }
    return List.copyOf(deleted);
  }

  private static NotRemovedException first(
      @Nullable NotRemovedException earlier, NotRemovedException later) {
    if (earlier == null) {
      return later;
    }
    earlier.addSuppressed(later);
    return earlier;
  }

  private void deleteWithChildren(Branch branch) {
    try {
      request(branch);
    } catch (InvalidRequestException refusal) {
      // Neon does not name what stands against a deletion; children are what usually does.
      List<AnnotatedBranch> below =
          BranchTree.of(BranchLookup.list(null, context)).below(branch.id());
      if (below.isEmpty()) {
        throw refusal;
      }
      refuseStrangers(branch, below, refusal);
      below.forEach(child -> request(child.branch()));
      request(branch);
    }
  }

  private void refuseStrangers(
      Branch branch, List<AnnotatedBranch> below, InvalidRequestException refusal) {
    String strangers =
        below.stream()
            .filter(child -> !isOfSameKey(child))
            .map(child -> child.branch().name() + ", which " + whose(child))
            .sorted()
            .collect(Collectors.joining("; "));
    if (!strangers.isEmpty()) {
      throw new NotRemovedException(
          "branch " + branch.name() + " has children: " + strangers,
          "delete or move them, then run again",
          "branch " + branch.name(),
          refusal);
    }
  }

  private boolean isOfSameKey(AnnotatedBranch child) {
    Branch branch = child.branch();
    return context.subject().key().equals(child.annotations().get(Ownership.KEY))
        && Ownership.isOurs(child, context.subject())
        && !branch.isProtected()
        && !branch.isDefault();
  }

  private String whose(AnnotatedBranch child) {
    return child.branch().isProtected() ? "is protected" : Ownership.owner(child);
  }

  private void request(Branch branch) {
    String projectId = context.subject().projectId();
    context.progress("deleting " + branch.name(), -1);
    try {
      BranchDeleted answer = context.neon().branches().delete(projectId, branch.id());
      AwaitReady.operations(answer.operations(), context);
    } catch (NotFoundException alreadyGone) {
      // Its lease ended, or somebody else was faster; the list tells in the end.
    } catch (AmbiguousWriteException e) {
      if (!listed(List.of(branch), context).isEmpty()) {
        throw e;
      }
    }
    deleted.add(branch);
  }

  private void proveGone() {
    List<Branch> left = stillListed(deleted, context);
    if (!left.isEmpty()) {
      String names = left.stream().map(Branch::name).collect(Collectors.joining(", "));
      throw new NotRemovedException(
          "branch " + names + " " + STILL_LISTED, "run it again", "branch " + names, null);
    }
  }

  /** Waits a minute for deleted branches to vanish; those that did not. */
  static List<Branch> stillListed(List<Branch> deleted, StepContext context) {
    Instant end = context.clock().instant().plus(GONE_WITHIN);
    List<Branch> left = deleted.isEmpty() ? List.of() : listed(deleted, context);
    while (!left.isEmpty() && context.clock().instant().isBefore(end)) {
      context.pause(PAUSE);
      left = listed(left, context);
    }
    return left;
  }

  /** Those of them that Neon still knows, in one request. */
  private static List<Branch> listed(List<Branch> some, StepContext context) {
    String search = some.size() == 1 ? some.get(0).name() : null;
    Set<String> ids =
        BranchLookup.list(search, context).stream()
            .map(found -> found.branch().id())
            .collect(Collectors.toSet());
    return some.stream().filter(branch -> ids.contains(branch.id())).toList();
  }
}
