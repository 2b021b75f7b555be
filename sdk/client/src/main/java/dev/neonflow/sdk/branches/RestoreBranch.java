package dev.neonflow.sdk.branches;

import dev.neonflow.sdk.values.Checks;
import org.jspecify.annotations.Nullable;

/**
 * What a branch is set back to. Each method returns a changed copy.
 *
 * @param sourceBranchId the branch whose history it comes from; may be the restored one itself
 * @param point the place in that history; null is its head
 * @param preserveUnderName what the state before is kept as, a new branch that takes over the
 *     children; null throws it away
 */
public record RestoreBranch(
    String sourceBranchId, @Nullable HistoryPoint point, @Nullable String preserveUnderName) {

  /** Refuses what cannot be sent. */
  public RestoreBranch {
    Checks.given(sourceBranchId, "sourceBranchId");
    if (preserveUnderName != null && preserveUnderName.isBlank()) {
      throw new IllegalArgumentException("the name to preserve the state before is empty");
    }
  }

  /** To the head of this branch: a reset, if it is the parent. */
  public static RestoreBranch from(String sourceBranchId) {
    return new RestoreBranch(sourceBranchId, null, null);
  }

  /** To this place in the source's history. */
  public RestoreBranch at(HistoryPoint place) {
    return new RestoreBranch(sourceBranchId, Checks.present(place, "point"), preserveUnderName);
  }

  /**
   * Keeps the state before as a branch of this name. Necessary if the branch has children or is its
   * own source. It gets no compute: make one with {@code endpoints().create} to look at it.
   */
  public RestoreBranch preserveUnder(String name) {
    return new RestoreBranch(sourceBranchId, point, Checks.given(name, "preserveUnderName"));
  }
}
