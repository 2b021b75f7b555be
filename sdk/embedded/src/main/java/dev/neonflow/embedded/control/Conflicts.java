package dev.neonflow.embedded.control;

import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * Which requests have to wait for which unfinished work on the same branch. Work on one branch
 * never stands in the way of another one; a branch that is copied from is worked on too.
 *
 * <table>
 * <caption>423 while this is unfinished</caption>
 * <tr><th>request</th><th>creation</th><th>being copied from</th><th>databases, roles</th>
 *     <th>start, suspend</th><th>restore</th><th>deletion</th><th>failed deletion</th></tr>
 * <tr><td>new child, or restore from it</td>
 *     <td>423</td><td>-</td><td>423</td><td>423</td><td>423</td><td>423</td><td>423</td></tr>
 * <tr><td>rename, protect, expiration, default</td>
 *     <td>423</td><td>-</td><td>423</td><td>423</td><td>423</td><td>423</td><td>423</td></tr>
 * <tr><td>databases, roles</td>
 *     <td>423</td><td>423</td><td>423</td><td>423</td><td>423</td><td>423</td><td>423</td></tr>
 * <tr><td>endpoints</td>
 *     <td>423</td><td>423</td><td>423</td><td>423</td><td>423</td><td>423</td><td>423</td></tr>
 * <tr><td>restore</td>
 *     <td>423</td><td>423</td><td>423</td><td>423</td><td>423</td><td>423</td><td>423</td></tr>
 * <tr><td>deletion</td>
 *     <td>423</td><td>423</td><td>423</td><td>423</td><td>423</td><td>423</td><td>-</td></tr>
 * </table>
 *
 * <p>Reading never waits; a schema whose branch is taken away while it is read is 423 too. The
 * removal of what a restore left behind is in nobody's way.
 */
final class Conflicts {

  /** What a request wants to do with a branch. */
  enum Request {
    /** Make a child of it, or restore another branch from it. */
    COPY,
    /** Change what is recorded of it only. */
    CHANGE,
    /** Change its databases or roles. */
    CONFIGURE,
    /** Make, change, start, stop or remove one of its endpoints. */
    COMPUTE,
    /** Replace its data. */
    RESTORE,
    /** Delete it. */
    DELETE
  }

  /** What is going on with a branch. */
  enum Work {
    CREATION,
    COPYING,
    CONFIGURATION,
    COMPUTE,
    RESTORE,
    DELETION,
    FAILED_DELETION
  }

  private static final Map<Request, Set<Work>> COMPATIBLE =
      Map.of(
          Request.COPY, EnumSet.of(Work.COPYING),
          Request.CHANGE, EnumSet.of(Work.COPYING),
          Request.DELETE, EnumSet.of(Work.FAILED_DELETION));

  private Conflicts() {}

  /** Refuses a request for which something has to end first. */
  static void check(State state, String branchId, Request request) {
    if (exist(state, branchId, request)) {
      throw Refusal.locked();
    }
  }

  static boolean exist(State state, String branchId, Request request) {
    Set<Work> unfinished = unfinished(state, branchId);
    unfinished.removeAll(COMPATIBLE.getOrDefault(request, Set.of()));
    return !unfinished.isEmpty();
  }

  static Set<Work> unfinished(State state, String branchId) {
    Set<Work> unfinished = EnumSet.noneOf(Work.class);
    state.branch(branchId).ifPresent(branch -> addPhase(state, branch, unfinished));
    if (state.makings().stream().anyMatch(making -> making.sourceId().equals(branchId))) {
      unfinished.add(Work.COPYING);
    }
    for (Operation operation : state.operations()) {
      if (operation.unfinished() && branchId.equals(operation.branchId())) {
        switch (operation.action()) {
          case APPLY_CONFIG -> unfinished.add(Work.CONFIGURATION);
          case START_COMPUTE, SUSPEND_COMPUTE -> unfinished.add(Work.COMPUTE);
          case CREATE_BRANCH, CREATE_TIMELINE, DELETE_TIMELINE -> {
            // The phase tells.
          }
        }
      }
    }
    return unfinished;
  }

  private static void addPhase(State state, Branch branch, Set<Work> unfinished) {
    if (branch.leaving()) {
      unfinished.add(state.busy(branch.id()) ? Work.DELETION : Work.FAILED_DELETION);
      return;
    }
    switch (branch.phase().current()) {
      case INIT -> unfinished.add(Work.CREATION);
      case RESETTING -> unfinished.add(Work.RESTORE);
      case READY, STORAGE_DELETED -> {
        // Nothing goes on.
      }
    }
  }
}
