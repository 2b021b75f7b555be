package dev.neonflow.workflows.branch;

import dev.neonflow.workflows.Key;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a refresh is about to do, found out before anything moves.
 *
 * @param branchId the branch to be refreshed, or null if there is none yet
 * @param name its name
 * @param source the name of the branch whose state it gets, or null if there is nothing to refresh
 * @param preserved what its present state will be kept as, or null if there is nothing to refresh;
 *     the same in every attempt of the run, so that a refresh whose answer was lost is known again
 * @param moving its children, which will become the children of the preserved state
 */
public record PlannedRefresh(
    @Nullable String branchId,
    String name,
    @Nullable String source,
    @Nullable String preserved,
    List<String> moving) {

  /** The output of the step that plans a refresh. */
  public static final Key<PlannedRefresh> KEY = new Key<>("plan-refresh", PlannedRefresh.class);

  /** Copies the list. */
  public PlannedRefresh {
    moving = List.copyOf(moving);
  }

  static PlannedRefresh nothing(String name) {
    return new PlannedRefresh(null, name, null, null, List.of());
  }

  /** For people, after {@code will} or {@code would}. */
  String words() {
    if (preserved == null) {
      return "refresh nothing: there is no branch " + name + " yet";
    }
    return "give branch "
        + name
        + " the present state of "
        + source
        + " and keep the one before as "
        + preserved
        + (moving.isEmpty() ? "" : ", which its children move to: " + String.join(", ", moving));
  }
}
