package dev.neonflow.workflows.branch;

import dev.neonflow.sdk.branches.BranchState;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One engineer's branch, as a list shows it.
 *
 * @param name the branch's name, {@code dev/alice} unless somebody renamed it
 * @param branchId Neon's id, {@code br-...}
 * @param createdAt when it was made
 * @param lastResetAt when it was reset last, or null if never
 * @param expiresAt when Neon removes it, or null for never
 * @param parent the name of the branch that a reset takes its state from, or null if unknown
 * @param size of its data in bytes, or null if not known yet
 * @param state what it does
 */
public record DevBranch(
    String name,
    String branchId,
    Instant createdAt,
    @Nullable Instant lastResetAt,
    @Nullable Instant expiresAt,
    @Nullable String parent,
    @Nullable Long size,
    BranchState state) {}
