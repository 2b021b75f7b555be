package dev.neonflow.workflows.migrate.restore;

import dev.neonflow.workflows.Key;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Production is back at a restore point.
 *
 * @param production the name of its branch, whose id and connection details stayed
 * @param point the name of the restore point
 * @param preserved the branch with the state before
 * @param preservedId its id, or null if an earlier run went back
 * @param moved the former children of production, which are the preserved state's now
 * @param left what nobody can delete, or null
 * @param earlier whether an earlier run did it, and this one nothing
 */
public record RolledBack(
    String production,
    String point,
    String preserved,
    @Nullable String preservedId,
    List<String> moved,
    @Nullable String left,
    boolean earlier) {

  /** The output of the step that goes back. */
  public static final Key<RolledBack> KEY = new Key<>("rollback", RolledBack.class);

  /** Copies the list. */
  public RolledBack {
    moved = List.copyOf(moved);
  }

  /** For people. */
  public String words() {
    return (earlier ? "nothing to do: an earlier run put " : "put ")
        + production
        + " back to "
        + point
        + "; the state before is "
        + preserved
        + (left == null ? "" : ", " + left)
        + (moved.isEmpty() ? "" : "; moved to it: " + String.join(", ", moved));
  }
}
