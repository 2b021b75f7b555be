package dev.neonflow.workflows.branch;

import dev.neonflow.sdk.branches.AnnotatedBranch;
import dev.neonflow.sdk.branches.Branch;
import dev.neonflow.workflows.PreconditionException;
import dev.neonflow.workflows.StepContext;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What going back to a restore point is about to do, found out before anything moves.
 *
 * @param point the restore point; null if it is not there any more, which only {@code doneAt} lets
 *     be
 * @param pointName its name
 * @param preserved what production's present state will be kept as, or is if that was done
 * @param isRoot whether production's branch was made from no other one, so that Neon lets nobody
 *     delete the preserved state
 * @param isProtected whether production's branch is protected, so that Neon refuses to restore it
 * @param moving production's children, which will be those of the preserved state
 * @param doneAt since when production is back at the restore point, if nothing is to be done; else
 *     null
 */
public record RollbackPlan(
    @Nullable RestorePointBranch point,
    String pointName,
    String preserved,
    boolean isRoot,
    boolean isProtected,
    List<String> moving,
    @Nullable Instant doneAt) {

  /** With the restore point's time, and from the second on which one it is of the project. */
  private static final Pattern BEFORE =
      Pattern.compile(
          Pattern.quote(BranchNames.RESTORE_BEFORE) + "(\\d{8}-\\d{6})(?:-(\\d{1,9}))?");

  /** How far the times may differ that Neon notes of one restore on its two branches. */
  private static final Duration SAME = Duration.ofMinutes(1);

  /** Copies the list. */
  public RollbackPlan {
    moving = List.copyOf(moving);
  }

  /**
   * Looks at what is there; waits for the end of a restore that an earlier run began.
   *
   * <p>Production is back already if the last preserved state's name tells of this restore point,
   * production was reset after the point was made, and no restore point was made since: that was
   * this rollback, in a run that was killed or ended well.
   *
   * @param to the name of a restore point, or null for the newest
   * @param again whether to go back although that was done already
   * @throws PreconditionException if there is no such restore point
   */
  public static RollbackPlan of(
      BranchRef production, @Nullable String to, boolean again, StepContext context) {
    List<AnnotatedBranch> all = BranchLookup.list(null, context);
    Branch branch = production(production, all);
    if (!branch.isReady()) {
      RefreshStaging.awaitReady(branch, context);
      all = BranchLookup.list(null, context);
      branch = production(production, all);
    }
    return of(production, to, again, all, context);
  }

  static RollbackPlan of(
      BranchRef production,
      @Nullable String to,
      boolean again,
      List<AnnotatedBranch> all,
      StepContext context) {
    Branch branch = production(production, all);
    List<RestorePointBranch> points =
        RestorePoints.of(production, PendingMigrations.UNKNOWN, all, context).all();
    RollbackPlan done = again ? null : done(branch, to, points, all);
    return done != null ? done : toDo(branch, wanted(to, points), all);
  }

  private static RollbackPlan toDo(
      Branch branch, RestorePointBranch point, List<AnnotatedBranch> all) {
    List<String> children = BranchTree.of(all).children(branch.id());
    return new RollbackPlan(
        point,
        point.name(),
        next(BranchNames.restoreBefore(point.name()), all),
        branch.parentId() == null,
        branch.isProtected(),
        children,
        null);
  }

  private static Branch production(BranchRef production, List<AnnotatedBranch> all) {
    return all.stream()
        .map(AnnotatedBranch::branch)
        .filter(found -> found.id().equals(production.branchId()))
        .findFirst()
        .orElseThrow(
            () ->
                PreconditionException.state(
                    "branch " + production.name() + " is not there any more",
                    "run it again",
                    null));
  }

  private static RestorePointBranch wanted(@Nullable String to, List<RestorePointBranch> points) {
    if (points.isEmpty()) {
      throw PreconditionException.state(
          "production has no restore point" + (to == null ? "" : " " + to),
          "neonflow production deploy makes one before it migrates; an earlier state can be had in"
              + " Neon's console (Restore)",
          null);
    }
    return points.stream()
        .filter(point -> to == null || point.name().equals(to))
        .findFirst()
        .orElseThrow(
            () ->
                PreconditionException.state(
                    "production has no restore point " + to,
                    "name one of these (--to): "
                        + points.stream()
                            .map(RestorePointBranch::name)
                            .collect(Collectors.joining(", ")),
                    null));
  }

  private static @Nullable RollbackPlan done(
      Branch branch,
      @Nullable String to,
      List<RestorePointBranch> points,
      List<AnnotatedBranch> all) {
    Instant reset = branch.lastResetAt();
    Branch last =
        all.stream()
            .map(AnnotatedBranch::branch)
            .filter(found -> number(found) > 0)
            .filter(found -> !isOfAnother(begin(found), points, all))
            .max(Comparator.comparingInt(RollbackPlan::number))
            .orElse(null);
    if (reset == null || last == null || (to != null && !to.startsWith(begin(last)))) {
      return null;
    }
    if (points.stream().anyMatch(point -> point.madeAt().isAfter(reset))) {
      return null;
    }
    String begin = begin(last);
    Optional<RestorePointBranch> point =
        points.stream().filter(found -> found.name().startsWith(begin)).findFirst();
    if (point.isPresent() && isOfAnotherReset(last, point.get().madeAt(), reset)) {
      return null;
    }
    return new RollbackPlan(
        point.orElse(null),
        point.map(RestorePointBranch::name).orElse(to == null ? begin + "..." : to),
        last.name(),
        branch.parentId() == null,
        branch.isProtected(),
        BranchTree.of(all).children(last.id()),
        reset);
  }

  /**
   * Whether production was reset again after this state was preserved, by nobody of us. That Neon
   * notes the time of the restore on the state is not proven: only a time after the point tells.
   */
  private static boolean isOfAnotherReset(Branch state, Instant madeAt, Instant reset) {
    Instant preserved = state.createdAt();
    return preserved.isAfter(madeAt)
        && Duration.between(preserved, reset).abs().compareTo(SAME) >= 0;
  }

  /** Whether it is a restore point of what was production before. */
  private static boolean isOfAnother(
      String begin, List<RestorePointBranch> points, List<AnnotatedBranch> all) {
    return points.stream().noneMatch(point -> point.name().startsWith(begin))
        && all.stream().anyMatch(found -> found.branch().name().startsWith(begin));
  }

  /** How the name of the restore point begins after whose rollback a state is left. */
  private static String begin(Branch state) {
    Matcher name = BEFORE.matcher(state.name());
    return name.matches() ? BranchNames.RESTORE + name.group(1) + "-" : "";
  }

  /** Which preserved state of the project it is, from 1; 0 if it is none. */
  private static int number(Branch state) {
    Matcher name = BEFORE.matcher(state.name());
    if (!name.matches()) {
      return 0;
    }
    return name.group(2) == null ? 1 : Integer.parseInt(name.group(2));
  }

  /** Numbered, so that the names tell which state is the last one, whatever times Neon notes. */
  private static String next(String name, List<AnnotatedBranch> all) {
    int last = all.stream().mapToInt(found -> number(found.branch())).max().orElse(0);
    return last == 0 ? name : name + "-" + (last + 1);
  }
}
