package dev.neonflow.workflows.branch;

import dev.neonflow.sdk.ConnectionUri;
import dev.neonflow.sdk.branches.AnnotatedBranch;
import dev.neonflow.sdk.branches.Branch;
import dev.neonflow.workflows.FenceException;
import dev.neonflow.workflows.Key;
import dev.neonflow.workflows.PreconditionException;
import dev.neonflow.workflows.Step;
import dev.neonflow.workflows.StepContext;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds production's branch and waits until it answers. Changes nothing about it. Refused in any
 * workflow but {@code production()}.
 *
 * @param branch the name or id of a protected branch, or null for the project's default branch
 * @param database the database that URIs point to, or null for {@code neondb} or the only one
 * @param role the role that URIs log in as, or null for {@code neondb_owner} or the database's
 *     owner
 */
public record UseProduction(
    @Nullable String branch, @Nullable String database, @Nullable String role)
    implements Step<BranchRef> {

  private static final String DEFAULT = "the project's default branch";

  @Override
  public Key<BranchRef> output() {
    return BranchRef.KEY;
  }

  @Override
  public String describe() {
    return branch == null ? "use " + DEFAULT : "use production's branch " + branch;
  }

  /** There is nothing that it made. */
  @Override
  public boolean undoable(@Nullable BranchRef output) {
    return false;
  }

  @Override
  public BranchRef run(StepContext context) {
    Branch found = find(context);
    ConnectionUri uri = new DatabaseChoice(database, role).uri(found.id(), context);
    context.connections().crossCheck(uri.direct());
    BranchRef ref = BranchRef.of(found, BranchRef.Origin.REUSED, null, null, uri, what(found));
    context.connections().admit(ref, uri);
    AwaitReady.answers(ref, context);
    return ref;
  }

  @Override
  public String dryRun(StepContext context) {
    Branch found = find(context);
    ConnectionUri uri = new DatabaseChoice(database, role).uri(found.id(), context);
    context.connections().crossCheck(uri.direct());
    BranchRef ref = BranchRef.of(found, BranchRef.Origin.REUSED, null, null, uri, what(found));
    context.connections().foresee(() -> Optional.of(ForeseenBranch.own(ref, uri)));
    return "would use branch " + found.name() + " (" + found.id() + "), " + what(found);
  }

  private static String what(Branch found) {
    return found.isDefault() ? DEFAULT : "a protected branch";
  }

  private Branch find(StepContext context) {
    if (!context.subject().isProduction()) {
      throw new FenceException(
          "only production() reaches production's branch, not " + context.subject().key(),
          "write neonflow.production()",
          null);
    }
    for (AnnotatedBranch candidate : BranchLookup.list(null, context)) {
      Branch found = candidate.branch();
      if (Fence.isProductions(found, branch)) {
        return found;
      }
      if (found.name().equals(branch) || found.id().equals(branch)) {
        throw PreconditionException.state(
            "branch " + branch + " is neither the project's default branch nor protected",
            "protect it in Neon's console if it is production's, or leave its name out for the"
                + " default branch",
            null);
      }
    }
    throw PreconditionException.state(
        "the project has no branch " + (branch == null ? "that is its default one" : branch),
        "check the branch and NEON_PROJECT_ID",
        null);
  }
}
