package dev.neonflow.workflows.branch;

import dev.neonflow.workflows.Key;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a refresh of staging did.
 *
 * @param name the branch, whose id and connection details stayed
 * @param source the name of the branch whose state it has now, or null if nothing was refreshed
 *     because there was no such branch yet
 * @param preserved what its state before is kept as, or null if nothing was refreshed
 * @param moved the branch's former children, which are the preserved state's now
 * @param kept the names of all states before that are kept, the newest first
 * @param removed the names of older ones that were deleted
 * @param left older ones that could not be deleted, each with the reason
 */
public record StagingRefreshed(
    String name,
    @Nullable String source,
    @Nullable String preserved,
    List<String> moved,
    List<String> kept,
    List<String> removed,
    List<String> left) {

  /** The output of a refresh. */
  public static final Key<StagingRefreshed> KEY = new Key<>("refresh", StagingRefreshed.class);

  /** Copies the lists. */
  public StagingRefreshed {
    moved = List.copyOf(moved);
    kept = List.copyOf(kept);
    removed = List.copyOf(removed);
    left = List.copyOf(left);
  }

  static StagingRefreshed nothing(String name) {
    return new StagingRefreshed(name, null, null, List.of(), List.of(), List.of(), List.of());
  }

  /** For people; empty if nothing was refreshed. */
  public String words() {
    if (preserved == null) {
      return "";
    }
    return "from "
        + source
        + ", the state before is "
        + preserved
        + (moved.isEmpty() ? "" : "; moved to it: " + String.join(", ", moved))
        + (removed.isEmpty() ? "" : "; removed: " + String.join(", ", removed))
        + (left.isEmpty() ? "" : "; not removed: " + String.join("; ", left));
  }
}
