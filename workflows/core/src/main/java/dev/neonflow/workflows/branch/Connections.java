package dev.neonflow.workflows.branch;

import dev.neonflow.sdk.ConnectionUri;
import dev.neonflow.sdk.Neon;
import dev.neonflow.sdk.branches.AnnotatedBranch;
import dev.neonflow.sdk.connectionuris.ConnectionUriQuery;
import dev.neonflow.sdk.error.NotFoundException;
import dev.neonflow.workflows.ConnectionUris;
import dev.neonflow.workflows.Plan;
import dev.neonflow.workflows.PlannedStep;
import dev.neonflow.workflows.PreconditionException;
import dev.neonflow.workflows.Step;
import dev.neonflow.workflows.Subject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How one step of a run connects to its branches. The run keeps what it learned until it ends, and
 * hands out nothing for a branch that the workflow may not write to. Thread-safe.
 *
 * <p>A branch is looked at again before a further step connects to it: it may have become the
 * default branch or protected. Neon lets an expiring branch become neither, so such a one is
 * trusted for a moment, unless a step that is not ours ran meanwhile.
 */
public final class Connections {

  private static final Duration TRUSTED = Duration.ofSeconds(10);
  private static final String OURS = "dev.neonflow.workflows";

  private final Run run;
  private final String stepId;

  private Connections(Run run, String stepId) {
    this.run = run;
    this.stepId = stepId;
  }

  /**
   * For one run.
   *
   * @param production where production's database is, or null if unknown: what a preview must not
   *     reach and production must
   * @param learned told how to connect to each branch, before a step is
   * @throws dev.neonflow.workflows.FenceException if the plan is about production but not of that
   *     workflow
   */
  public static Connections of(
      Neon neon,
      Plan plan,
      @Nullable ConnectionUri production,
      Clock clock,
      Consumer<ConnectionUris> learned) {
    Fence.checkPlan(plan);
    return new Connections(
        new Run(
            neon,
            plan,
            production,
            clock,
            learned,
            new ConcurrentHashMap<>(),
            new ConcurrentHashMap<>(),
            ConcurrentHashMap.newKeySet(),
            new AtomicReference<>(),
            new AtomicBoolean()),
        "");
  }

  /** The same, as a step of the plan sees it. */
  public Connections in(String id) {
    return new Connections(run, id);
  }

  /**
   * How to connect to a branch. At most two requests: whether the workflow may write to it, and its
   * URI where the run does not know it yet.
   */
  public ConnectionUris of(BranchRef branch) {
    if (!isTrusted(branch.branchId())) {
      look(branch);
    }
    ConnectionUris uris = run.known.get(Target.of(branch));
    if (uris != null) {
      return uris;
    }
    return admit(
        branch,
        run.neon
            .connectionUris()
            .get(
                run.subject().projectId(),
                ConnectionUriQuery.of(branch.database(), branch.role())
                    .branchId(branch.branchId())));
  }

  /** Remembers a branch that passed the fence, and the URI that came along with it. */
  ConnectionUris admit(BranchRef branch, ConnectionUri given) {
    ConnectionUri direct = given.direct();
    if (run.subject().isPreview()) {
      Fence.checkTarget(direct, run.production);
    }
    ConnectionUris uris = new ConnectionUris(direct, direct.pooled());
    run.learned.accept(uris);
    seen(branch.branchId(), branch.expiresAt() != null);
    run.known.put(Target.of(branch), uris);
    return uris;
  }

  /**
   * Refuses a place for production that is not where production's own URL leads, if it is known.
   */
  void crossCheck(ConnectionUri direct) {
    Fence.checkSame(direct, run.production);
  }

  /** From here on a branch that somebody else made counts as ours, for this run. */
  void adopt(String branchId) {
    run.adopted.add(branchId);
  }

  boolean hasAdopted(String branchId) {
    return run.adopted.contains(branchId);
  }

  /** In a dry run: what the run's branch would be like. The first step that knows has its say. */
  void foresee(Supplier<Optional<ForeseenBranch>> branch) {
    run.foreseen.compareAndSet(null, branch);
  }

  /**
   * In a dry run: what to look at to know what the run's branch would be like; empty if no step
   * could say. May ask Neon how to connect to it.
   */
  public Optional<ForeseenBranch> foreseen() {
    Supplier<Optional<ForeseenBranch>> branch = run.foreseen.get();
    return branch == null ? Optional.empty() : branch.get();
  }

  /** In a dry run: that a step found all done already, also what the steps after it are for. */
  public void foreseeNothingToDo() {
    run.nothingToDo.set(true);
  }

  /** In a dry run: whether an earlier step found all done already. */
  public boolean foreseesNothingToDo() {
    return run.nothingToDo.get();
  }

  private void look(BranchRef branch) {
    AnnotatedBranch real;
    try {
      real = run.neon.branches().get(run.subject().projectId(), branch.branchId());
    } catch (NotFoundException e) {
      throw PreconditionException.state(
          "branch " + branch.name() + " is not there any more", "run it again", e);
    }
    boolean productions =
        run.subject().isProduction() && Fence.isProductions(real.branch(), run.productionBranch());
    if (branch.origin() == BranchRef.Origin.ADOPTED && run.adopts()) {
      adopt(branch.branchId());
    }
    if (!productions) {
      Fence.checkBranch(real, run.subject(), hasAdopted(branch.branchId()));
    }
    seen(branch.branchId(), real.branch().expiresAt() != null);
  }

  private void seen(String branchId, boolean expires) {
    run.seen.put(branchId, new Seen(stepId, expires, run.clock.instant()));
  }

  private boolean isTrusted(String branchId) {
    Seen seen = run.seen.get(branchId);
    if (seen == null) {
      return false;
    }
    return seen.stepId.equals(stepId)
        || (seen.expires
            && seen.at.plus(TRUSTED).isAfter(run.clock.instant())
            && run.onlyOurs(seen.stepId, stepId));
  }

  /** When and by which step a branch was looked at. */
  private record Seen(String stepId, boolean expires, Instant at) {}

  private record Run(
      Neon neon,
      Plan plan,
      @Nullable ConnectionUri production,
      Clock clock,
      Consumer<ConnectionUris> learned,
      Map<Target, ConnectionUris> known,
      Map<String, Seen> seen,
      Set<String> adopted,
      AtomicReference<Supplier<Optional<ForeseenBranch>>> foreseen,
      AtomicBoolean nothingToDo) {

    Subject subject() {
      return plan.subject();
    }

    /** What the plan names as production's branch; null is the default branch. */
    @Nullable String productionBranch() {
      for (PlannedStep planned : plan.steps()) {
        if (planned.step() instanceof UseProduction production) {
          return production.branch();
        }
      }
      return null;
    }

    /** Whether the plan takes a branch that somebody else made. */
    boolean adopts() {
      return plan.steps().stream()
          .map(PlannedStep::step)
          .anyMatch(step -> step instanceof EnsureBranch branch && branch.spec().adopt());
    }

    /** Whether all steps between two ones are of this library. */
    boolean onlyOurs(String after, String before) {
      List<String> ids = plan.steps().stream().map(PlannedStep::id).toList();
      int from = ids.indexOf(after) + 1;
      int to = Math.max(from, ids.indexOf(before));
      return plan.steps().subList(from, to).stream().allMatch(Run::isOurs);
    }

    private static boolean isOurs(PlannedStep planned) {
      Step<?> step = planned.step();
      return step != null && step.getClass().getPackageName().startsWith(OURS);
    }
  }

  private record Target(String branchId, String database, String role) {
    static Target of(BranchRef branch) {
      return new Target(branch.branchId(), branch.database(), branch.role());
    }
  }
}
