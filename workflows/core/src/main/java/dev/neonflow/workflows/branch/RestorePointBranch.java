package dev.neonflow.workflows.branch;

import dev.neonflow.sdk.branches.AnnotatedBranch;
import dev.neonflow.sdk.branches.Branch;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A branch that holds production's state of one moment.
 *
 * @param id Neon's id
 * @param name {@code restore/<time>-<commit>}
 * @param lsn the place in production's history, or null if Neon does not tell
 * @param madeAt when it was made
 * @param commit the commit whose deployment it was made for, or null if unknown
 * @param migrations the digest of the migrations that were pending, or null if unknown
 * @param expiresAt when Neon removes it, or null for never
 */
public record RestorePointBranch(
    String id,
    String name,
    @Nullable String lsn,
    Instant madeAt,
    @Nullable String commit,
    @Nullable String migrations,
    @Nullable Instant expiresAt) {

  static RestorePointBranch of(AnnotatedBranch found) {
    Branch branch = found.branch();
    return new RestorePointBranch(
        branch.id(),
        branch.name(),
        branch.parentLsn(),
        branch.createdAt(),
        found.annotations().get(Ownership.COMMIT),
        found.annotations().get(Ownership.MIGRATIONS),
        branch.expiresAt());
  }
}
