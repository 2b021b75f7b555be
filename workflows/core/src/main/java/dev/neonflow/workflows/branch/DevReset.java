package dev.neonflow.workflows.branch;

import dev.neonflow.workflows.Key;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A branch that has its parent's state now.
 *
 * @param branchId Neon's id, as before
 * @param name the branch's name
 * @param parent the name of the branch whose state it has
 * @param backup the name of the branch that has the state before, or null if it was not kept
 * @param movedToBackup the names of its children before, which are the backup's now
 * @param earlier when an earlier run did this very reset, minutes ago, so that nothing was left to
 *     do; null if it was done now
 */
public record DevReset(
    String branchId,
    String name,
    String parent,
    @Nullable String backup,
    List<String> movedToBackup,
    @Nullable Instant earlier) {

  /** The output of a reset. */
  public static final Key<DevReset> KEY = new Key<>("reset", DevReset.class);

  /** Copies the list. */
  public DevReset {
    movedToBackup = List.copyOf(movedToBackup);
  }
}
