package dev.neonflow.workflows.branch;

import dev.neonflow.sdk.ConnectionUri;
import dev.neonflow.sdk.branches.AnnotatedBranch;
import dev.neonflow.sdk.branches.Branch;
import dev.neonflow.sdk.branches.BranchCreated;
import dev.neonflow.sdk.branches.CreateBranch;
import dev.neonflow.sdk.error.AmbiguousWriteException;
import dev.neonflow.sdk.error.ConflictException;
import dev.neonflow.sdk.error.LimitExceededException;
import dev.neonflow.sdk.error.NeonException;
import dev.neonflow.workflows.PreconditionException;
import dev.neonflow.workflows.StepContext;
import dev.neonflow.workflows.internal.Digests;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The restore points of production's branch, as they were when they were read: one request. They
 * are found by their names and by what is noted on them; those of a branch that was production's
 * before are not among them.
 */
public final class RestorePoints {

  /** How many are kept. */
  public static final int KEPT = 2;

  private static final Pattern NAME =
      Pattern.compile(Pattern.quote(BranchNames.RESTORE) + "\\d{8}-\\d{6}-.+");

  /** Neon removes one that nobody used by then. */
  private static final Lease LEASE = new Lease(Duration.ofDays(7));

  /** What was written to production meanwhile would be lost, too, by going back to an older one. */
  private static final Duration REUSED_WITHIN = Duration.ofHours(1);

  private static final int SHORT = 7;

  /** By Neon's clock: that in a name is of whichever machine made it. */
  private static final Comparator<AnnotatedBranch> OLDEST_FIRST =
      Comparator.comparing((AnnotatedBranch found) -> found.branch().createdAt())
          .thenComparing(found -> found.branch().name());

  private final List<AnnotatedBranch> all;
  private final List<AnnotatedBranch> points;
  private final BranchRef production;
  private final PendingMigrations pending;
  private final StepContext context;

  private RestorePoints(
      BranchRef production,
      PendingMigrations pending,
      List<AnnotatedBranch> all,
      StepContext context) {
    this.all = all;
    this.production = production;
    this.pending = pending;
    this.context = context;
    this.points =
        all.stream()
            .filter(found -> isPoint(production, found, context))
            .sorted(OLDEST_FIRST.reversed())
            .toList();
  }

  /** Asks Neon. */
  public static RestorePoints read(BranchRef production, StepContext context) {
    return read(production, PendingMigrations.UNKNOWN, context);
  }

  /** Asks Neon, about to migrate production. */
  public static RestorePoints read(
      BranchRef production, PendingMigrations pending, StepContext context) {
    return of(production, pending, BranchLookup.list(null, context), context);
  }

  static RestorePoints of(
      BranchRef production,
      PendingMigrations pending,
      List<AnnotatedBranch> all,
      StepContext context) {
    return new RestorePoints(production, pending, all, context);
  }

  private static boolean isPoint(BranchRef production, AnnotatedBranch found, StepContext context) {
    return context.subject().isProduction()
        && NAME.matcher(found.branch().name()).matches()
        && Ownership.isOurs(found, context.subject())
        && production.branchId().equals(found.annotations().get(Ownership.KEPT_BRANCH));
  }

  /** All of them, the newest first. */
  public List<RestorePointBranch> all() {
    return points.stream().map(RestorePointBranch::of).toList();
  }

  /**
   * The names of those that are kept after the next {@link #clean}, the newest first.
   *
   * @param inUse the id of the one that this run relies on
   */
  public List<String> kept(String inUse) {
    List<Branch> old = old(KEPT, inUse);
    return points.stream()
        .map(AnnotatedBranch::branch)
        .filter(point -> !old.contains(point))
        .map(Branch::name)
        .toList();
  }

  /** The names of those that would go if one more were made; those that Neon keeps are left out. */
  public List<String> going() {
    PreservedStates states = new PreservedStates(old(KEPT - 1, null), all);
    return states.states().stream()
        .filter(state -> states.whyLeft(state, List.of()) == null)
        .map(Branch::name)
        .toList();
  }

  /** All but the newest ones, the one in use and the unharmed one, the newest first. */
  private List<Branch> old(int newest, @Nullable String inUse) {
    Optional<AnnotatedBranch> unharmed = unharmed();
    return points.stream()
        .skip(newest)
        .filter(point -> unharmed.isEmpty() || !unharmed.get().equals(point))
        .map(AnnotatedBranch::branch)
        .filter(point -> !point.id().equals(inUse))
        .toList();
  }

  /**
   * The oldest one since the last migration that went through. Each attempt that failed since may
   * have left a part of its work in production, and so in the points that were made after it.
   */
  private Optional<AnnotatedBranch> unharmed() {
    return points.stream()
        .filter(point -> pending.waitSince(point.annotations()))
        .min(OLDEST_FIRST);
  }

  /**
   * One that this run made, or one of the same commit that is less than an hour old, if production
   * was not migrated since.
   */
  public Optional<RestorePointBranch> reusable() {
    Instant oldest = context.clock().instant().minus(REUSED_WITHIN);
    return points.stream()
        .filter(found -> production.branchId().equals(found.branch().parentId()))
        .filter(
            found ->
                Ownership.isOfRun(found, context.runId())
                    || (isOfTheSame(found) && found.branch().createdAt().isAfter(oldest)))
        .findFirst()
        .map(RestorePointBranch::of);
  }

  private boolean isOfTheSame(AnnotatedBranch found) {
    Map<String, String> notes = found.annotations();
    String digest = pending.digest();
    return digest != null
        && digest.equals(notes.get(Ownership.MIGRATIONS))
        && context.subject().commit() != null
        && Objects.equals(context.subject().commit(), notes.get(Ownership.COMMIT));
  }

  /** What one that is made now would be called. */
  public String nextName() {
    String commit = context.subject().commit();
    String what =
        commit == null
            ? Digests.sha256(context.runId().value()).substring(0, SHORT)
            : commit.substring(0, Math.min(SHORT, commit.length()));
    Instant time = context.clock().instant();
    while (isTaken(BranchNames.restorePoint(time, what))) {
      time = time.plusSeconds(1);
    }
    return BranchNames.restorePoint(time, what);
  }

  /** The time alone tells points apart: states before rollbacks are named after it. */
  private boolean isTaken(String name) {
    String before = BranchNames.restoreBefore(name);
    return all.stream()
        .map(found -> found.branch().name())
        .filter(found -> NAME.matcher(found).matches())
        .anyMatch(found -> BranchNames.restoreBefore(found).equals(before));
  }

  /**
   * Makes one of production's present state, with a compute of its own to look at it, and waits
   * until it is there.
   *
   * @throws PreconditionException if the project may have no further branch
   * @throws dev.neonflow.workflows.FenceException in any workflow but {@code production()}
   */
  public RestorePointBranch make() {
    ProductionRestore.checkProductions(production, context);
    String name = nextName();
    Map<String, String> notes =
        Ownership.annotations(context.subject(), production.name(), context.runId());
    notes.put(Ownership.KEPT_BRANCH, production.branchId());
    pending.note(notes);
    CreateBranch request =
        CreateBranch.named(name)
            .parentId(production.branchId())
            .annotations(notes)
            .expiresAt(LEASE.expiry(context.clock()));
    context.progress("making restore point " + name, -1);
    String id;
    try {
      BranchCreated created =
          context.neon().branches().create(context.subject().projectId(), request);
      id = created.branch().id();
      AwaitReady.operations(created.operations(), context);
    } catch (ConflictException | AmbiguousWriteException e) {
      id = made(name, e).id();
    } catch (LimitExceededException e) {
      throw PreconditionException.state(
          "there is no restore point, because the project may have no further branch: "
              + e.getMessage(),
          "delete branches that nobody needs (neonflow sweep), or go on without a way back"
              + " (--no-restore-point)",
          e);
    }
    return ready(id);
  }

  /** The answer was lost: what is there now tells. */
  private Branch made(String name, NeonException cause) {
    return BranchLookup.list(name, context).stream()
        .filter(found -> found.branch().name().equals(name))
        .filter(found -> Ownership.isOfRun(found, context.runId()))
        .map(AnnotatedBranch::branch)
        .findFirst()
        .orElseThrow(() -> cause);
  }

  /** Waits until one is there that an earlier attempt may have begun to make; it is read anew. */
  public RestorePointBranch ready(String id) {
    String projectId = context.subject().projectId();
    RefreshStaging.awaitReady(context.neon().branches().get(projectId, id).branch(), context);
    return RestorePointBranch.of(context.neon().branches().get(projectId, id));
  }

  /**
   * Deletes all but the newest ones; what cannot be deleted is said.
   *
   * @param inUse the id of the one that this run relies on, which stays
   */
  public Cleaned clean(String inUse) {
    PreservedStates.Cleaned cleaned = new PreservedStates(old(KEPT, inUse), all).clean(0, context);
    return new Cleaned(cleaned.removed(), cleaned.left());
  }

  /**
   * A restore point as one that this step can connect to, to the same database as production's, in
   * order to read. It may be protected: whoever does that wants to go back to it.
   *
   * @throws dev.neonflow.workflows.FenceException if it is none, and a branch that production's
   *     workflow does not touch
   */
  public static BranchRef connectable(
      RestorePointBranch point, BranchRef production, StepContext context) {
    String projectId = context.subject().projectId();
    ConnectionUri uri =
        new DatabaseChoice(production.database(), production.role()).uri(point.id(), context);
    AnnotatedBranch found = context.neon().branches().get(projectId, point.id());
    if (!isPoint(production, found, context)) {
      Fence.checkBranch(found, context);
    }
    BranchRef ref = BranchRef.of(found.branch(), BranchRef.Origin.REUSED, null, null, uri, "");
    // For this step alone: the next one that asks is refused a protected branch.
    context.connections().admit(ref, uri);
    AwaitReady.answers(ref, context);
    return ref;
  }

  /**
   * What became of the old ones.
   *
   * @param removed the names of those that were deleted
   * @param left those that could not be, each with the reason
   */
  public record Cleaned(List<String> removed, List<String> left) {
    /** Copies the lists. */
    public Cleaned {
      removed = List.copyOf(removed);
      left = List.copyOf(left);
    }
  }
}
