package dev.neonflow.junit;

import dev.neonflow.sdk.branches.Branch;
import dev.neonflow.sdk.branches.BranchCreated;
import dev.neonflow.sdk.branches.BranchDeleted;
import dev.neonflow.sdk.branches.CreateBranch;
import dev.neonflow.sdk.branches.ListBranches;
import dev.neonflow.sdk.connectionuris.ConnectionUriQuery;
import dev.neonflow.sdk.error.NeonException;
import dev.neonflow.sdk.operations.Operation;
import java.util.List;
import org.junit.jupiter.api.extension.ExtensionContext.Store.CloseableResource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A branch that is deleted when JUnit closes it.
 *
 * @param database what tests connect to
 */
@SuppressWarnings("deprecation") // JUnit before 5.13 closes no other AutoCloseable.
record TestBranch(NeonServer server, NeonDatabase database)
    implements CloseableResource, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(TestBranch.class);

  /** Makes a branch that can be connected to. */
  static TestBranch create(NeonServer server, String name, BranchSource source) {
    CreateBranch request = CreateBranch.named(name).expiresAt(server.expiry());
    if (!source.parent().isEmpty()) {
      request = request.parentId(idOf(source.parent(), server));
    }
    BranchCreated created = server.neon().branches().create(server.projectId(), request);
    Branch branch = created.branch();
    boolean done = false;
    try {
      await(server, created.operations());
      String role = source.role().isEmpty() ? server.role() : source.role();
      ConnectionUriQuery query =
          ConnectionUriQuery.of(source.database(), role).branchId(branch.id()).pooled(false);
      NeonDatabase database =
          new NeonDatabase(
              branch.id(),
              branch.name(),
              server.neon().connectionUris().get(server.projectId(), query));
      done = true;
      return new TestBranch(server, database);
    } finally {
      if (!done) {
        delete(server, branch.id(), branch.name());
      }
    }
  }

  @Override
  public void close() {
    delete(server, database.branchId(), database.branchName());
  }

  /** Tests that passed have passed, even if their branch stays. */
  private static void delete(NeonServer server, String id, String name) {
    try {
      BranchDeleted deleted = server.neon().branches().delete(server.projectId(), id);
      await(server, deleted.operations());
    } catch (NeonException e) {
      LOG.warn(
          "Branch {} ({}) of project {} may be left behind: {}",
          name,
          id,
          server.projectId(),
          e.getMessage());
    }
  }

  private static void await(NeonServer server, List<Operation> operations) {
    server.neon().operations().await(server.projectId(), operations, server.waiting());
  }

  private static String idOf(String parent, NeonServer server) {
    List<Branch> found =
        server
            .neon()
            .branches()
            .list(server.projectId(), ListBranches.all().search(parent).limit(1000))
            .items()
            .stream()
            .map(annotated -> annotated.branch())
            .toList();
    return found.stream()
        .filter(branch -> branch.name().equals(parent) || branch.id().equals(parent))
        .map(Branch::id)
        .findFirst()
        .orElseThrow(
            () ->
                new NeonBranchException(
                    "@NeonBranch has the parent "
                        + parent
                        + ", and project "
                        + server.projectId()
                        + " has no branch of this name or id",
                    null));
  }
}
