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
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Creates a branch. */
final class NewBranch {

  private final BranchName name;
  private final BranchSpec spec;
  private final StepContext context;

  NewBranch(BranchName name, BranchSpec spec, StepContext context) {
    this.name = name;
    this.spec = spec;
    this.context = context;
  }

  /** The parent that was asked for, refused here if it can have no children; null for Neon's. */
  @Nullable Branch source(BranchLookup found) {
    return spec.parent() == null
        ? null
        : ParentLookup.find(spec.parent(), found.listed(), found.isWhole(), context);
  }

  BranchRef create(@Nullable Branch source, Origin origin, String reason) {
    BranchCreated created;
    try {
      created = post(source);
    } catch (ConflictException | AmbiguousWriteException e) {
      return found(e, origin, reason);
    } catch (NotFoundException e) {
      throw PreconditionException.state(
          "branch " + name + " cannot be created: " + e.getMessage(),
          "check the project id and the parent",
          e);
    }
    try {
      return reached(created, source, origin, reason);
    } catch (PreconditionException e) {
      throw e.leaving("branch " + name);
    }
  }

  private BranchRef reached(
      BranchCreated created, @Nullable Branch source, Origin origin, String reason) {
    ConnectionUri uri = spec.databaseChoice().uri(created, context);
    BranchRef branch =
        BranchRef.of(
            created.branch(),
            origin,
            source == null ? null : source.name(),
            endpoint(created.endpoints()),
            uri,
            reason);
    return AwaitReady.after(created.operations(), branch, uri, context);
  }

  private BranchCreated post(@Nullable Branch source) {
    CreateBranch request =
        CreateBranch.named(name.name())
            .annotations(
                Ownership.annotations(
                    context.subject(), source == null ? null : source.name(), context.runId()));
    if (source != null) {
      request = request.parentId(source.id());
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
    return Ownership.isOfRun(ours.get(), context.runId())
        ? known.reuse(origin, reason + ", though the answer was lost")
        : known.reuse(Origin.REUSED, "reused: another run created it meanwhile");
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
