package dev.neonflow.embedded.control;

import dev.neonflow.embedded.control.Branch.Lease;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What Neon forbids. Each method throws the refusal, or does nothing. */
final class BranchRules {

  private static final int LONGEST_NAME = 256;
  private static final Duration LONGEST_LEASE = Duration.ofDays(30);

  private BranchRules() {}

  static void name(State state, String name, @Nullable String ownId) {
    if (name.isEmpty() || name.length() > LONGEST_NAME) {
      throw Refusal.invalid("branch name must have 1 to " + LONGEST_NAME + " characters");
    }
    if (takenByBranch(state, name, ownId) || promised(state, name)) {
      throw Refusal.conflict(
          "BRANCH_ALREADY_EXISTS", "branch already exists; branch_name:\"" + name + "\"");
    }
  }

  private static boolean takenByBranch(State state, String name, @Nullable String ownId) {
    return state.branches().stream().anyMatch(b -> b.name().equals(name) && !b.id().equals(ownId));
  }

  /** Whether a restore that goes on will keep a branch's data under this name. */
  private static boolean promised(State state, String name) {
    return state.makings().stream()
        .map(Making::preserved)
        .anyMatch(preserved -> preserved != null && preserved.name().equals(name));
  }

  static void limits(State state, Limits limits, boolean root) {
    long promised = state.makings().stream().filter(m -> m.preserved() != null).count();
    if (state.branches().size() + promised >= limits.branches()) {
      throw Refusal.limit(
          "BRANCHES_LIMIT_EXCEEDED", "branches limit exceeded; limit:" + limits.branches());
    }
    long roots = state.branches().stream().filter(b -> b.parentId() == null).count();
    if (root && roots >= limits.rootBranches()) {
      throw Refusal.limit(
          "ROOT_BRANCHES_LIMIT_EXCEEDED",
          "root branches limit exceeded; limit:" + limits.rootBranches());
    }
  }

  static Lease lease(Instant expiresAt, Instant now) {
    if (!expiresAt.isAfter(now)) {
      throw Refusal.rule("expires_at must be in the future");
    }
    Duration length = Duration.between(now, expiresAt);
    if (length.compareTo(LONGEST_LEASE) > 0) {
      throw Refusal.rule("expires_at must be at most 30 days from now");
    }
    return new Lease(expiresAt, length.toSeconds());
  }

  static void parent(Branch parent) {
    if (parent.lease() != null) {
      throw Refusal.rule("a branch that expires can not have children");
    }
  }

  static void restorable(State state, Branch branch, Branch source, boolean preserved) {
    if (branch.guarded()) {
      throw Refusal.rule("a protected branch can not be reset or restored");
    }
    if (!preserved && state.childrenOf(branch.id()).findAny().isPresent()) {
      throw Refusal.rule(
          "a branch with children can only be restored with preserve_under_name, which they are"
              + " moved to");
    }
    if (branch.parentId() != null) {
      parent(source);
    }
  }

  static void combination(
      State state, @Nullable Branch branch, boolean guarded, @Nullable Lease lease) {
    if (lease == null) {
      return;
    }
    if (guarded) {
      throw Refusal.rule("a protected branch can not expire");
    }
    if (branch != null && branch.defaultBranch()) {
      throw Refusal.rule("the default branch can not expire");
    }
    if (branch != null && state.childrenOf(branch.id()).findAny().isPresent()) {
      throw Refusal.rule("a branch with children can not expire");
    }
  }

  static void defaultable(Branch branch) {
    if (branch.lease() != null) {
      throw Refusal.rule("a branch that expires can not be the default branch");
    }
  }

  static void deletable(State state, Branch branch) {
    if (branch.defaultBranch()) {
      throw Refusal.rule("the default branch can not be deleted");
    }
    if (branch.parentId() == null && !branch.schemaOnly()) {
      throw Refusal.rule("a root branch can not be deleted");
    }
    if (branch.guarded()) {
      throw Refusal.rule("a protected branch can not be deleted");
    }
    if (state.childrenOf(branch.id()).findAny().isPresent()) {
      throw Refusal.rule("a branch with children can not be deleted");
    }
  }
}
