package dev.neonflow.workflows.branch;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A branch that was made for a preview.
 *
 * @param branchId Neon's id
 * @param name its name
 * @param key the key of its preview
 * @param pullRequest its pull request, or null if it is for a name
 * @param ours whether we made it; if not, Neon's create-branch-action or a tool like it did
 * @param expiresAt when its lease ends, or null for never
 * @param guard why nobody may delete it, or null if one may
 * @param depth how many branches it comes from, directly or not
 * @param below all branches that come from it, directly or not: by id, their names and whose they
 *     are
 */
public record PreviewBranch(
    String branchId,
    String name,
    String key,
    @Nullable Integer pullRequest,
    boolean ours,
    @Nullable Instant expiresAt,
    @Nullable String guard,
    int depth,
    Map<String, String> below) {

  /** Copies the map. */
  public PreviewBranch {
    below = Map.copyOf(below);
  }
}
