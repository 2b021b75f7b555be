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
    boolean taken =
        state.branches().stream().anyMatch(b -> b.name().equals(name) && !b.id().equals(ownId));
    if (taken) {
      throw Refusal.conflict(
          "BRANCH_ALREADY_EXISTS", "branch already exists; branch_name:\"" + name + "\"");
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

  static void parent(State state, Branch parent) {
    if (state.busy(parent.id()) || !parent.ready()) {
      throw Refusal.locked();
    }
    if (parent.lease() != null) {
      throw Refusal.rule("a branch that expires can not have children");
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

  static void idle(State state, String branchId) {
    if (state.busy(branchId)) {
      throw Refusal.locked();
    }
  }

  static void deletable(State state, Branch branch) {
    idle(state, branch.id());
    if (branch.defaultBranch()) {
      throw Refusal.rule("the default branch can not be deleted");
    }
    if (branch.parentId() == null) {
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
