package dev.neonflow.workflows.branch;

import dev.neonflow.sdk.ConnectionUri;
import dev.neonflow.sdk.branches.AnnotatedBranch;
import dev.neonflow.sdk.branches.Branch;
import dev.neonflow.workflows.ConnectionUris;
import dev.neonflow.workflows.PreconditionException;
import dev.neonflow.workflows.StepContext;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Questions about branches that are there. Changes nothing and wakes no compute. */
public final class ExistingBranches {

  private static final String DEV = "dev/";

  private ExistingBranches() {}

  /**
   * How to connect to a branch of ours.
   *
   * @param spec which database and role
   * @param otherwise what to do if there is none, for people
   */
  public static ConnectionUris connection(
      BranchName name, BranchSpec spec, String otherwise, StepContext context) {
    AnnotatedBranch ours = ours(name, BranchLookup.of(name, context), otherwise);
    Fence.checkBranch(ours, context);
    ConnectionUri direct =
        new DatabaseChoice(spec.database(), spec.role()).uri(ours.branch().id(), context).direct();
    return new ConnectionUris(direct, direct.pooled());
  }

  /** What makes one engineer's branch, for people. */
  public static String createDev(BranchName name) {
    return "create it: neonflow dev create " + name.name().substring(DEV.length());
  }

  /** All engineers' branches of the project, by name. */
  public static List<DevBranch> listDev(StepContext context) {
    List<AnnotatedBranch> all = BranchLookup.list(null, context);
    String keys = DEV + context.subject().projectId() + "/";
    return all.stream()
        .filter(branch -> Ownership.isOursUnder(keys, branch))
        .map(branch -> dev(branch, all))
        .sorted(Comparator.comparing(DevBranch::name))
        .toList();
  }

  static AnnotatedBranch ours(BranchName name, BranchLookup found, String otherwise) {
    return found
        .oursOrRefuse()
        .orElseThrow(
            () -> PreconditionException.state("there is no branch " + name, otherwise, null));
  }

  /** As {@link PlannedParent} has it, whether it is still there or not. */
  private static @Nullable String parent(AnnotatedBranch found, List<AnnotatedBranch> all) {
    String noted = found.annotations().get(Ownership.PARENT);
    return noted != null
        ? noted
        : all.stream()
            .map(AnnotatedBranch::branch)
            .filter(Branch::isDefault)
            .map(Branch::name)
            .findFirst()
            .orElse(null);
  }

  private static DevBranch dev(AnnotatedBranch found, List<AnnotatedBranch> all) {
    Branch branch = found.branch();
    return new DevBranch(
        branch.name(),
        branch.id(),
        branch.createdAt(),
        branch.lastResetAt(),
        branch.expiresAt(),
        parent(found, all),
        branch.logicalSize(),
        branch.currentState());
  }
}
