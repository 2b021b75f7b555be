package dev.neonflow.junit.cloud;

import dev.neonflow.sdk.ConnectionUri;
import dev.neonflow.sdk.Neon;
import dev.neonflow.sdk.branches.Branch;
import dev.neonflow.sdk.branches.BranchCreated;
import dev.neonflow.sdk.branches.CompareSchema;
import dev.neonflow.sdk.branches.ListBranches;
import dev.neonflow.sdk.branches.RestoreBranch;
import dev.neonflow.sdk.branches.SchemaQuery;
import dev.neonflow.sdk.branches.UpdateBranch;
import dev.neonflow.sdk.connectionuris.ConnectionUriQuery;
import dev.neonflow.sdk.databases.CreateDatabase;
import dev.neonflow.sdk.databases.Database;
import dev.neonflow.sdk.endpoints.Endpoint;
import dev.neonflow.sdk.operations.ListOperations;
import dev.neonflow.sdk.operations.Operation;
import dev.neonflow.sdk.regions.ListRegions;
import dev.neonflow.sdk.roles.CreateRole;
import dev.neonflow.sdk.snapshots.SnapshotCreated;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

/**
 * A walk through what a release tool needs of Neon, on a branch of its own. Whatever happens is
 * noted; only without the branch there is nothing more to do.
 */
final class Tour {

  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private final Neon neon;
  private final String project;
  private final Leases leases;
  private final Steps steps;
  private final Facts facts;
  private final String guest;

  Tour(Neon neon, String project, Leases leases, Steps steps, Facts facts) {
    this.neon = neon;
    this.project = project;
    this.leases = leases;
    this.steps = steps;
    this.facts = facts;
    this.guest = leases.name().replaceAll("[^a-z0-9]+", "_");
  }

  void walk() throws Exception {
    account();
    Optional<BranchCreated> created =
        steps.step("createProjectBranch", () -> neon.branches().create(project, leases.branch()));
    if (created.isEmpty() || !finished("createProjectBranch: wait", created.get().operations())) {
      return;
    }
    Branch branch = created.get().branch();
    reading(branch, created.get().operations());
    Optional<Database> database =
        steps
            .step("listProjectBranchDatabases", () -> neon.databases().list(project, branch.id()))
            .flatMap(found -> found.stream().findFirst());
    if (database.isPresent()) {
      Database home = database.get();
      connecting(branch, home.name(), home.ownerName(), "connect");
      schemas(branch, home);
      rolesAndDatabases(branch);
      restoring(branch, home);
      computes(branch, home);
    }
    snapshots(branch);
    deleting(branch);
  }

  private void account() throws Exception {
    // A key of an organization stands for no user.
    steps.ifAllowed("getCurrentUserInfo", () -> neon.users().getCurrentUser());
    steps.step("getActiveRegions", () -> neon.regions().list(ListRegions.all()));
    steps.step("getProject", () -> neon.projects().get(project));
  }

  private void reading(Branch branch, List<Operation> operations) throws Exception {
    steps.step("getProjectBranch", () -> neon.branches().get(project, branch.id()));
    steps.step(
        "listProjectBranches",
        () -> neon.branches().list(project, ListBranches.all().search(branch.name())));
    steps.step("countProjectBranches", () -> neon.branches().count(project, branch.name()));
    steps.step(
        "updateProjectBranch",
        () -> {
          Instant later = leases.expiry().plus(Duration.ofMinutes(10));
          UpdateBranch change = UpdateBranch.create().expiresAt(later);
          return neon.branches().update(project, branch.id(), change);
        });
    Optional<Operation> creation =
        operations.stream().filter(one -> one.action().equals("create_branch")).findFirst();
    if (creation.isPresent()) {
      steps.step("getProjectOperation", () -> neon.operations().get(project, creation.get().id()));
    }
  }

  private void connecting(Branch branch, String database, String role, String step)
      throws Exception {
    Optional<ConnectionUri> uri =
        steps.step(
            step + ": getConnectionURI",
            () -> {
              ConnectionUriQuery query =
                  ConnectionUriQuery.of(database, role).branchId(branch.id()).pooled(false);
              return neon.connectionUris().get(project, query);
            });
    if (uri.isPresent()) {
      steps.step(
          step + ": SQL",
          () -> {
            facts.note(step + ": SQL", Sql.facts(uri.get(), project, branch.id()));
            return true;
          });
    }
  }

  private void schemas(Branch branch, Database home) throws Exception {
    steps.step(
        "getProjectBranchSchema",
        () -> neon.branches().schema(project, branch.id(), SchemaQuery.of(home.name())));
    steps.step(
        "getProjectBranchSchema as JSON",
        () ->
            neon.branches()
                .schema(
                    project,
                    branch.id(),
                    SchemaQuery.of(home.name()).format(SchemaQuery.Format.JSON)));
    steps.step(
        "getProjectBranchSchemaComparison",
        () -> neon.branches().compareSchema(project, branch.id(), CompareSchema.of(home.name())));
  }

  private void rolesAndDatabases(Branch branch) throws Exception {
    String id = branch.id();
    done(
        "createProjectBranchRole",
        () -> neon.roles().create(project, id, CreateRole.named(guest)).operations());
    steps.step("listProjectBranchRoles", () -> neon.roles().list(project, id));
    steps.step("getProjectBranchRole", () -> neon.roles().get(project, id, guest));
    steps.step(
        "getProjectBranchRolePassword", () -> neon.roles().revealPassword(project, id, guest));
    done(
        "resetProjectBranchRolePassword",
        () -> neon.roles().resetPassword(project, id, guest).operations());
    done(
        "createProjectBranchDatabase",
        () -> {
          CreateDatabase request = CreateDatabase.of(guest, guest);
          return neon.databases().create(project, id, request).operations();
        });
    steps.step("getProjectBranchDatabase", () -> neon.databases().get(project, id, guest));
    connecting(branch, guest, guest, "connect as a new role");
    done(
        "deleteProjectBranchDatabase",
        () -> neon.databases().delete(project, id, guest).operations());
    done("deleteProjectBranchRole", () -> neon.roles().delete(project, id, guest).operations());
  }

  private void restoring(Branch branch, Database home) throws Exception {
    String parent = branch.parentId();
    if (parent != null) {
      done(
          "restoreProjectBranch",
          () ->
              neon.branches()
                  .restore(project, branch.id(), RestoreBranch.from(parent))
                  .operations());
      connecting(branch, home.name(), home.ownerName(), "connect after the restore");
    }
  }

  private void computes(Branch branch, Database home) throws Exception {
    Optional<Endpoint> endpoint =
        steps
            .step(
                "listProjectBranchEndpoints",
                () -> neon.endpoints().listOfBranch(project, branch.id()))
            .flatMap(found -> found.stream().findFirst());
    if (endpoint.isPresent()) {
      String id = endpoint.get().id();
      steps.step("getProjectEndpoint", () -> neon.endpoints().get(project, id));
      done("suspendProjectEndpoint", () -> neon.endpoints().suspend(project, id).operations());
      done("startProjectEndpoint", () -> neon.endpoints().start(project, id).operations());
      connecting(branch, home.name(), home.ownerName(), "connect after the start");
    }
  }

  private void snapshots(Branch branch) throws Exception {
    Optional<SnapshotCreated> created =
        steps.ifAllowed(
            "createSnapshot",
            () -> neon.snapshots().create(project, branch.id(), leases.snapshot()));
    if (created.isPresent() && finished("createSnapshot: wait", created.get().operations())) {
      steps.step("listSnapshots", () -> neon.snapshots().list(project));
    }
    if (created.isPresent()) {
      String id = created.get().snapshot().id();
      done("deleteSnapshot", () -> neon.snapshots().delete(project, id));
    }
  }

  private void deleting(Branch branch) throws Exception {
    done("deleteProjectBranch", () -> neon.branches().delete(project, branch.id()).operations());
    steps.step(
        "listProjectOperations",
        () -> neon.operations().list(project, ListOperations.all().limit(5)));
  }

  /** A step with operations, until they are finished. */
  private void done(String step, Callable<List<Operation>> call) throws Exception {
    Optional<List<Operation>> operations = steps.step(step, call);
    if (operations.isPresent()) {
      finished(step + ": wait", operations.get());
    }
  }

  private boolean finished(String step, List<Operation> operations) throws Exception {
    return steps
        .unnoted(step, () -> neon.operations().await(project, operations, PATIENCE))
        .isPresent();
  }
}
