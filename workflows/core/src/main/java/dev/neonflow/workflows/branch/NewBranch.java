package dev.neonflow.workflows.branch;

import dev.neonflow.sdk.ConnectionUri;
import dev.neonflow.sdk.branches.AnnotatedBranch;
import dev.neonflow.sdk.branches.Branch;
import dev.neonflow.sdk.branches.BranchCreated;
import dev.neonflow.sdk.branches.CreateBranch;
import dev.neonflow.sdk.branches.InitSource;
import dev.neonflow.sdk.endpoints.Endpoint;
import dev.neonflow.sdk.endpoints.EndpointType;
import dev.neonflow.sdk.error.AmbiguousWriteException;
import dev.neonflow.sdk.error.ConflictException;
import dev.neonflow.sdk.error.NeonException;
import dev.neonflow.sdk.error.NotFoundException;
import dev.neonflow.workflows.PreconditionException;
import dev.neonflow.workflows.StepContext;
import dev.neonflow.workflows.branch.BranchRef.Origin;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Creates a branch. */
final class NewBranch {

  private final BranchName name;
  private final BranchSpec spec;
  private final HistoryCarryOver carryOver;
  private final StepContext context;

  /**
   * A branch to be.
   *
   * @param migrator what migrates it, or null if nothing does
   */
  NewBranch(
      BranchName name, BranchSpec spec, @Nullable BranchHistory migrator, StepContext context) {
    this.name = name;
    this.spec = spec;
    this.carryOver = new HistoryCarryOver(migrator, spec, context);
    this.context = context;
  }

  /** What it will come from; refused here if it can have no children or cannot be read. */
  Source source(BranchLookup found) {
    Branch parent =
        spec.parent() == null
            ? null
            : ParentLookup.find(spec.parent(), found.listed(), found.isWhole(), context);
    return new Source(parent, carryOver.ofParent(parent));
  }

  /**
   * Creates it, and gives it the history of migrations that its parent has.
   *
   * @throws GoneMeanwhileException if it was deleted again, because its parent was migrated at the
   *     same time
   */
  BranchRef create(Source source, Origin origin, String reason) {
    Branch parent = source.parent();
    Map<String, String> notes = notes(source);
    BranchCreated created;
    try {
      created = post(parent, notes);
    } catch (ConflictException | AmbiguousWriteException e) {
      return found(e, origin, reason);
    } catch (NotFoundException e) {
      throw PreconditionException.state(
          "branch " + name + " cannot be created: " + e.getMessage(),
          "check the project id and the parent",
          e);
    }
    try {
      return reached(new AnnotatedBranch(created.branch(), notes), created, source, origin, reason);
    } catch (PreconditionException e) {
      throw e.leaving("branch " + name);
    }
  }

  private BranchRef reached(
      AnnotatedBranch noted, BranchCreated created, Source source, Origin origin, String reason) {
    Branch parent = source.parent();
    ConnectionUri uri = spec.databaseChoice().uri(created, context);
    BranchRef branch =
        BranchRef.of(
            created.branch(),
            origin,
            parent == null ? null : parent.name(),
            endpoint(created.endpoints()),
            uri,
            reason);
    BranchRef ready = AwaitReady.after(created.operations(), branch, uri, context);
    ParentHistory history = source.history();
    return history == null ? ready : carryOver.complete(noted, ready, history);
  }

  private Map<String, String> notes(Source source) {
    Branch parent = source.parent();
    Map<String, String> notes =
        Ownership.annotations(
            context.subject(), parent == null ? null : parent.name(), context.runId());
    if (source.history() != null) {
      notes.put(Ownership.HISTORY, source.history().rows().digest());
    }
    return notes;
  }

  private BranchCreated post(@Nullable Branch parent, Map<String, String> notes) {
    CreateBranch request = CreateBranch.named(name.name()).annotations(notes);
    if (parent != null) {
      request = request.parentId(parent.id());
    }
    if (spec.data() == BranchData.SCHEMA_ONLY) {
      request = request.initSource(InitSource.SCHEMA_ONLY);
    }
    if (spec.lease() != null) {
      request = request.expiresAt(spec.lease().expiry(context.clock()));
    }
    if (spec.compute() != null) {
      request = request.endpoint(spec.compute().endpoint());
    }
    context.progress("creating " + name, -1);
    return context.neon().branches().create(context.subject().projectId(), request);
  }

  /** Somebody else was faster, or our own answer was lost: what is there now tells. */
  private BranchRef found(NeonException cause, Origin origin, String reason) {
    Optional<AnnotatedBranch> ours = BranchLookup.of(name, context).oursOrRefuse();
    if (ours.isEmpty()) {
      throw cause;
    }
    KnownBranch known = new KnownBranch(ours.get(), spec, context);
    BranchRef ref =
        Ownership.isOfRun(ours.get(), context.runId())
            ? known.reuse(origin, reason + ", though the answer was lost")
            : known.reuse(Origin.REUSED, "reused: another run created it meanwhile");
    return carryOver.complete(ours.get(), ref);
  }

  private static @Nullable String endpoint(List<Endpoint> endpoints) {
    for (Endpoint endpoint : endpoints) {
      if (endpoint.type() == EndpointType.READ_WRITE) {
        return endpoint.id();
      }
    }
    return null;
  }

  /**
   * What a branch comes from.
   *
   * @param parent the one that was asked for; null for Neon's choice, the default branch
   * @param history the parent's history of migrations, where it does not come by itself; else null
   */
  record Source(@Nullable Branch parent, @Nullable ParentHistory history) {

    /** What it gets besides the schema, for people; empty for nothing. */
    String historyForPeople() {
      return history == null || history.rows().count() == 0
          ? ""
          : ", with " + HistoryCarryOver.words(history, history.rows());
    }
  }
}
