package dev.neonflow.workflows.branch;

import dev.neonflow.sdk.branches.AnnotatedBranch;
import dev.neonflow.sdk.branches.Branch;
import dev.neonflow.sdk.branches.InitSource;
import dev.neonflow.workflows.ConnectionLostException;
import dev.neonflow.workflows.Key;
import dev.neonflow.workflows.PreconditionException;
import dev.neonflow.workflows.Step;
import dev.neonflow.workflows.StepContext;
import dev.neonflow.workflows.branch.BranchRef.Origin;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes a branch exist and answer: renews the one that is ours, else creates it. One that is there
 * may be reset or made anew, as its {@link Rerun} says.
 *
 * @param name how it is called and found
 * @param spec what it should be like
 * @param rerun what to do with one that is there already
 */
public record EnsureBranch(BranchName name, BranchSpec spec, Rerun rerun)
    implements Step<BranchRef> {

  private static final int MOST_LOOKS = 10;
  private static final Duration UNTIL_GONE = Duration.ofSeconds(1);

  @Override
  public Key<BranchRef> output() {
    return BranchRef.KEY;
  }

  @Override
  public String describe() {
    Lease lease = spec.lease();
    return "branch "
        + name
        + " from "
        + spec.parentForPeople()
        + (lease == null ? "" : ", expires in " + lease);
  }

  @Override
  public BranchRef run(StepContext context) throws Exception {
    for (int looks = 1; ; looks++) {
      try {
        return ensure(context);
      } catch (GoneMeanwhileException e) {
        if (looks == MOST_LOOKS) {
          throw PreconditionException.state(
              String.valueOf(e.getMessage()), "run it again", e.getCause());
        }
        context.pause(UNTIL_GONE);
      }
    }
  }

  private BranchRef ensure(StepContext context) throws Exception {
    BranchLookup found = lookup(context);
    Optional<AnnotatedBranch> there = there(found, context);
    if (there.isEmpty()) {
      NewBranch creation = creation(context);
      return creation.create(creation.source(found), Origin.CREATED, "new");
    }
    AnnotatedBranch ours = there.get();
    KnownBranch known = new KnownBranch(ours, spec, context);
    if (Ownership.isOfRun(ours, context.runId())) {
      return carryOver(context)
          .complete(
              ours, known.reuse(Origin.CREATED, "new: made by an earlier attempt of this run"));
    }
    return again(known, ours, found, context);
  }

  private BranchRef again(
      KnownBranch known, AnnotatedBranch ours, BranchLookup found, StepContext context)
      throws Exception {
    boolean isOwn = Ownership.isManaged(ours);
    Origin reset = isOwn ? Origin.RESET : Origin.ADOPTED;
    Optional<Treatment> atOnce = rerun.atOnce(ours.branch(), spec.data());
    if (atOnce.isPresent() && atOnce.get().kind() != Treatment.Kind.REUSE) {
      String reason = atOnce.get().reason();
      return atOnce.get().kind() == Treatment.Kind.RESET
          ? known.renewAndReset(reset, "reset: " + reason + withoutEffectOnAReset(ours, context))
          : recreate(ours, found, reason, context);
    }
    Origin reused = isOwn ? Origin.REUSED : Origin.ADOPTED;
    BranchRef renewed =
        carryOver(context)
            .complete(ours, known.reuse(reused, whyOurs(ours) + withoutEffect(ours, context)));
    BranchHistory migrator = rerun.migrator();
    if (atOnce.isPresent() || migrator == null) {
      return renewed;
    }
    Treatment treatment = Rerun.by(known.history(migrator, renewed), ours.branch(), spec.data());
    return switch (treatment.kind()) {
      case REUSE -> renewed.because(renewed.reason() + andThat(treatment.reason()));
      case RESET -> {
        String reason = treatment.reason() + withoutEffectOnAReset(ours, context);
        yield known.reset(renewed, reset, "reset: " + reason);
      }
      case RECREATE -> recreate(ours, found, treatment.reason(), context);
    };
  }

  /** What keeps it from being created is found out before it is deleted. */
  private BranchRef recreate(
      AnnotatedBranch ours, BranchLookup found, String reason, StepContext context) {
    NewBranch creation = creation(context);
    NewBranch.Source source = creation.source(found);
    DeleteBranch.delete(ours, context);
    return creation.create(source, Origin.RECREATED, "made anew: " + reason);
  }

  @Override
  public String dryRun(StepContext context) throws Exception {
    BranchLookup found = lookup(context);
    Optional<AnnotatedBranch> there = there(found, context);
    if (there.isEmpty()) {
      NewBranch.Source source = creation(context).source(found);
      foresee(source.parent(), context);
      return "would create branch "
          + name
          + " from "
          + spec.parentForPeople()
          + source.historyForPeople()
          + expiryForPeople(", expiring at ", context);
    }
    AnnotatedBranch ours = there.get();
    KnownBranch known = new KnownBranch(ours, spec, context);
    Optional<Treatment> atOnce = rerun.atOnce(ours.branch(), spec.data());
    Treatment treatment =
        atOnce.isPresent() ? atOnce.get() : byHistory(known, ours.branch(), context);
    String branch = "branch " + ours.branch().name() + " (" + ours.branch().id() + ")";
    String expiry = expiryForPeople(", and let it expire at ", context);
    return switch (treatment.kind()) {
      case REUSE -> {
        context.connections().foresee(() -> Optional.of(known.foreseen()));
        yield "would reuse "
            + branch
            + expiry
            + (Ownership.isManaged(ours) ? "" : "; " + whyOurs(ours))
            + withoutEffect(ours, context)
            + whatIsDue(ours, known, context)
            + andThat(treatment.reason());
      }
      case RESET -> {
        Branch parent = known.parent();
        foresee(parent, context);
        yield "would reset "
            + branch
            + " to "
            + parent.name()
            + expiry
            + ": "
            + treatment.reason()
            + withoutEffectOnAReset(ours, context);
      }
      case RECREATE -> {
        NewBranch.Source source = creation(context).source(found);
        foresee(source.parent(), context);
        yield "would delete "
            + branch
            + " and make it anew from "
            + spec.parentForPeople()
            + source.historyForPeople()
            + expiryForPeople(", expiring at ", context)
            + ": "
            + treatment.reason();
      }
    };
  }

  /** The branch would have what this parent has; null is the default branch. */
  private void foresee(@Nullable Branch parent, StepContext context) {
    context
        .connections()
        .foresee(
            () ->
                Optional.of(
                    ForeseenBranch.source(
                        carryOver(context).real(parent), spec.databaseChoice(), context)));
  }

  private Treatment byHistory(KnownBranch known, Branch branch, StepContext context)
      throws Exception {
    BranchHistory migrator = rerun.migrator();
    if (migrator == null) {
      return Treatment.REUSE;
    }
    HistoryCheck history;
    try {
      history = known.history(migrator, known.asItIs());
    } catch (ConnectionLostException e) {
      context.cancel().throwIfCancelled();
      history = HistoryCheck.unknown("its history cannot be read now: " + e.getMessage());
    }
    return Rerun.by(history, branch, spec.data());
  }

  private String whatIsDue(AnnotatedBranch ours, KnownBranch known, StepContext context) {
    try {
      return carryOver(context).isDue(ours, known)
          ? "; its parent's history of migrations would be carried over first, or it would be made"
              + " anew if the parent was migrated since"
          : "";
    } catch (ConnectionLostException e) {
      context.cancel().throwIfCancelled();
      return "";
    }
  }

  private NewBranch creation(StepContext context) {
    return new NewBranch(name, spec, rerun.migrator(), context);
  }

  private HistoryCarryOver carryOver(StepContext context) {
    return new HistoryCarryOver(rerun.migrator(), spec, context);
  }

  private String expiryForPeople(String before, StepContext context) {
    Lease lease = spec.lease();
    return lease == null ? "" : before + Times.words(lease.expiry(context.clock()));
  }

  /** Not what was adopted. */
  @Override
  public boolean undoable(@Nullable BranchRef output) {
    return output == null || output.created();
  }

  /** Deletes the branch that this run created, and no other. */
  @Override
  public void compensate(@Nullable BranchRef output, StepContext context) {
    new DeleteCreated(name, context.runId()).run(context);
  }

  private BranchLookup lookup(StepContext context) {
    return spec.adopt() ? BranchLookup.amongAll(name, context) : BranchLookup.of(name, context);
  }

  private Optional<AnnotatedBranch> there(BranchLookup found, StepContext context) {
    return spec.adopt() ? found.oursOrAdopted(context) : found.oursOrRefuse();
  }

  private static String whyOurs(AnnotatedBranch branch) {
    return Ownership.isManaged(branch)
        ? "kept: an earlier run made it"
        : "adopted: " + Ownership.origin(branch);
  }

  private static String andThat(String note) {
    return note.isEmpty() ? "" : "; " + note;
  }

  /** A branch that nothing of ours was noted on is reset to the parent that is asked for. */
  private String withoutEffectOnAReset(AnnotatedBranch ours, StepContext context) {
    return Ownership.isManaged(ours) ? withoutEffect(ours, context) : "";
  }

  /** What was asked for and does not change a branch that is there. */
  private String withoutEffect(AnnotatedBranch ours, StepContext context) {
    String note = "";
    String parent = spec.parent();
    if (parent != null && !ParentLookup.isParent(parent, ours, context)) {
      note += "; --parent " + parent + " has no effect on it";
    }
    boolean schemaOnly = ours.branch().initSource() == InitSource.SCHEMA_ONLY;
    if (schemaOnly != (spec.data() == BranchData.SCHEMA_ONLY)) {
      note += schemaOnly ? "; it has no data of its parent" : "; it keeps its parent's data";
    }
    return name.matches(ours.branch().name()) ? note : note + "; it is not renamed to " + name;
  }
}
