package dev.neonflow.workflows.branch;

import dev.neonflow.sdk.ConnectionUri;
import dev.neonflow.sdk.branches.AnnotatedBranch;
import dev.neonflow.sdk.branches.Branch;
import dev.neonflow.sdk.branches.BranchCreated;
import dev.neonflow.sdk.branches.BranchUpdated;
import dev.neonflow.sdk.branches.CreateBranch;
import dev.neonflow.sdk.branches.UpdateBranch;
import dev.neonflow.sdk.endpoints.Endpoint;
import dev.neonflow.sdk.endpoints.EndpointType;
import dev.neonflow.sdk.error.AmbiguousWriteException;
import dev.neonflow.sdk.error.ConflictException;
import dev.neonflow.sdk.error.NeonException;
import dev.neonflow.sdk.error.NotFoundException;
import dev.neonflow.sdk.operations.Operation;
import dev.neonflow.workflows.Key;
import dev.neonflow.workflows.PreconditionException;
import dev.neonflow.workflows.Step;
import dev.neonflow.workflows.StepContext;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes a branch exist and answer: renews the one that is ours, else creates it.
 *
 * @param name how it is called and found
 * @param spec what it should be like
 * @param rerun what to do with one that is there already
 */
public record EnsureBranch(BranchName name, BranchSpec spec, Rerun rerun)
    implements Step<BranchRef> {

  private static final Duration OPERATIONS_WITHIN = Duration.ofMinutes(5);

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
  public BranchRef run(StepContext context) {
    BranchLookup found = BranchLookup.of(name, context);
    Optional<AnnotatedBranch> ours = found.oursOrRefuse();
    return ours.isPresent()
        ? renew(
            ours.get(),
            false,
            "reused: ours by its annotations" + withoutEffect(ours.get(), context),
            context)
        : create(found, context);
  }

  @Override
  public String dryRun(StepContext context) {
    BranchLookup found = BranchLookup.of(name, context);
    Optional<AnnotatedBranch> ours = found.oursOrRefuse();
    if (ours.isPresent()) {
      Branch branch = ours.get().branch();
      Fence.checkBranch(ours.get(), context.subject());
      return "would reuse branch "
          + branch.name()
          + " ("
          + branch.id()
          + ")"
          + expiryForPeople(", and let it expire at ", context)
          + withoutEffect(ours.get(), context);
    }
    if (spec.parent() != null) {
      ParentLookup.find(spec.parent(), found.listed(), name.search() == null, context);
    }
    return "would create branch "
        + name
        + " from "
        + spec.parentForPeople()
        + expiryForPeople(", expiring at ", context);
  }

  private String expiryForPeople(String before, StepContext context) {
    Lease lease = spec.lease();
    return lease == null ? "" : before + lease.expiry(context.clock());
  }

  /** Not what was adopted. */
  @Override
  public boolean undoable(@Nullable BranchRef output) {
    return output == null || output.created();
  }

  /** Deletes the branch that this run created, and no other. */
  @Override
  public void compensate(@Nullable BranchRef output, StepContext context) {
    for (AnnotatedBranch candidate : BranchLookup.list(name.search(), context)) {
      if (Ownership.isOurs(candidate, context.subject())
          && Ownership.isOfRun(candidate, context.runId())) {
        DeleteBranch.delete(candidate, context);
      }
    }
  }

  private BranchRef create(BranchLookup found, StepContext context) {
    Branch source =
        spec.parent() == null
            ? null
            : ParentLookup.find(spec.parent(), found.listed(), name.search() == null, context);
    BranchCreated created;
    try {
      created = post(source, context);
    } catch (ConflictException | AmbiguousWriteException e) {
      return adopt(e, context);
    } catch (NotFoundException e) {
      throw PreconditionException.state(
          "branch " + name + " cannot be created: " + e.getMessage(),
          "check the project id and the parent",
          e);
    }
    return ready(created, source, context);
  }

  /** What was asked for and does not change a branch that is there. */
  private String withoutEffect(AnnotatedBranch ours, StepContext context) {
    String note = "";
    String parent = spec.parent();
    if (parent != null && !ParentLookup.isParent(parent, ours, context)) {
      note += "; --parent " + parent + " has no effect on it";
    }
    return name.matches(ours.branch().name()) ? note : note + "; it is not renamed to " + name;
  }

  private BranchCreated post(@Nullable Branch source, StepContext context) {
    CreateBranch request =
        CreateBranch.named(name.name())
            .annotations(
                Ownership.annotations(
                    context.subject(), source == null ? null : source.name(), context.runId()));
    if (source != null) {
      request = request.parentId(source.id());
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

  private BranchRef ready(BranchCreated created, @Nullable Branch source, StepContext context) {
    ConnectionUri uri = choice().uri(created, context);
    String parentName = source == null ? null : source.name();
    BranchRef branch =
        ref(created.branch(), true, parentName, endpoint(created.endpoints()), uri, "new");
    return answering(branch, uri, created.operations(), context);
  }

  /** Somebody else was faster, or our own answer was lost: what is there now tells. */
  private BranchRef adopt(NeonException cause, StepContext context) {
    Optional<AnnotatedBranch> ours = BranchLookup.of(name, context).oursOrRefuse();
    if (ours.isEmpty()) {
      throw cause;
    }
    boolean byThisRun = Ownership.isOfRun(ours.get(), context.runId());
    return renew(
        ours.get(),
        byThisRun,
        byThisRun ? "new, though the answer was lost" : "reused: another run created it meanwhile",
        context);
  }

  private BranchRef renew(
      AnnotatedBranch ours, boolean created, String reason, StepContext context) {
    Fence.checkBranch(ours, context.subject());
    String id = ours.branch().id();
    Branch branch = ours.branch();
    List<Operation> operations = List.of();
    if (spec.lease() != null) {
      context.progress("renewing " + branch.name(), -1);
      BranchUpdated renewed = lengthen(branch, spec.lease(), context);
      branch = renewed.branch();
      operations = renewed.operations();
      // It may have become the default branch since it was listed; from here on its lease keeps
      // Neon from letting it.
      Fence.checkBranch(new AnnotatedBranch(branch, ours.annotations()), context.subject());
    }
    ConnectionUri uri = choice().uri(id, context);
    BranchRef reused =
        ref(branch, created, ours.annotations().get(Ownership.PARENT), null, uri, reason);
    return answering(reused, uri, operations, context);
  }

  private BranchUpdated lengthen(Branch branch, Lease lease, StepContext context) {
    String projectId = context.subject().projectId();
    UpdateBranch change = UpdateBranch.create().expiresAt(lease.expiry(context.clock()));
    try {
      return context.neon().branches().update(projectId, branch.id(), change);
    } catch (AmbiguousWriteException e) {
      // Setting the same time twice does no harm, so a lost answer needs no look first.
      context.cancel().throwIfCancelled();
      return context.neon().branches().update(projectId, branch.id(), change);
    } catch (NotFoundException e) {
      throw PreconditionException.state(
          "branch " + branch.name() + " was deleted meanwhile", "run it again", e);
    }
  }

  private BranchRef answering(
      BranchRef branch, ConnectionUri uri, List<Operation> operations, StepContext context) {
    context.connections().admit(branch, uri);
    context.progress("waiting for " + branch.name(), -1);
    context.neon().operations().await(context.subject().projectId(), operations, OPERATIONS_WITHIN);
    AwaitReady.answers(branch, context);
    return branch;
  }

  private DatabaseChoice choice() {
    return new DatabaseChoice(spec.database(), spec.role());
  }

  private static BranchRef ref(
      Branch branch,
      boolean created,
      @Nullable String parentName,
      @Nullable String endpointId,
      ConnectionUri uri,
      String reason) {
    return new BranchRef(
        branch.id(),
        branch.name(),
        created,
        parentName,
        endpointId,
        BranchRef.host(uri.direct()),
        uri.database(),
        uri.role(),
        branch.expiresAt(),
        reason);
  }

  private static @Nullable String endpoint(List<Endpoint> endpoints) {
    for (Endpoint endpoint : endpoints) {
      if (endpoint.type() == EndpointType.READ_WRITE) {
        return endpoint.id();
      }
    }
    return null;
  }
}
