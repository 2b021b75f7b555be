package dev.neonflow.cli.demo;

import dev.neonflow.cli.NeonAccount;
import dev.neonflow.sdk.ConnectionUri;
import dev.neonflow.sdk.Neon;
import dev.neonflow.sdk.connectionuris.ConnectionUriQuery;
import dev.neonflow.sdk.databases.CreateDatabase;
import dev.neonflow.sdk.error.NeonException;
import dev.neonflow.sdk.operations.Operation;
import dev.neonflow.sdk.roles.CreateRole;
import dev.neonflow.workflows.CustomWorkflow;
import dev.neonflow.workflows.Neonflow;
import dev.neonflow.workflows.NeonflowBuilder;
import dev.neonflow.workflows.NeonflowException;
import dev.neonflow.workflows.NotRemovedException;
import dev.neonflow.workflows.PreconditionException;
import dev.neonflow.workflows.PreviewWorkflow;
import dev.neonflow.workflows.RunId;
import dev.neonflow.workflows.TeardownWorkflow;
import dev.neonflow.workflows.WorkflowFailedException;
import dev.neonflow.workflows.WorkflowResult;
import dev.neonflow.workflows.branch.BranchNames;
import dev.neonflow.workflows.branch.BranchRef;
import dev.neonflow.workflows.branch.BranchSpec;
import dev.neonflow.workflows.branch.DeleteBranch;
import dev.neonflow.workflows.branch.DeleteCreated;
import dev.neonflow.workflows.branch.DeletedBranch;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * An account: a branch that plays production, with a database and a role of the shop's own in it,
 * and previews made from that. No other branch is changed. A branch that expires can have no
 * children, so only the previews do.
 */
final class CloudDemoNeon implements DemoNeon {

  static final String STOP = "neonflow demo --cloud --stop";

  private static final String BASE = "neonflow-demo";
  private static final String PREVIEW = BASE + "/pr-{pr}-{git-branch}";
  private static final String OWN = "neonflow_demo";
  private static final Duration LEASE = Duration.ofHours(1);
  private static final Duration OPERATION = Duration.ofMinutes(2);

  private final Neon neon;
  private final String projectId;
  private boolean made;
  private @Nullable RunId failed;

  CloudDemoNeon(NeonAccount account) {
    neon = account.neon();
    projectId = account.projectId();
  }

  @Override
  public Neon neon() {
    return neon;
  }

  @Override
  public String projectId() {
    return projectId;
  }

  /** What a tour is going to make, before it does. */
  static List<String> announcement(String projectId) {
    return List.of(
        "This tour uses your account. In the Neon project " + projectId + " it makes two branches:",
        "  " + BASE + "  from the default branch, with a database and a role " + OWN,
        "    for the shop; it is production in this tour",
        "  " + BASE + "/pr-42-customer-levels  the preview, made from it; expires in an hour",
        "Each has a compute. Your plan counts both, and what they compute and store, until they",
        "are removed at the end, also after a failure or Ctrl-C. No other branch is changed. If",
        "the tour is killed: " + STOP);
  }

  @Override
  public ConnectionUri production(Tour tour, Neonflow neonflow) {
    tour.say("On your account: a branch that plays production, made for this tour.");
    BranchRef base = base(tour, neonflow);
    if (!base.created()) {
      throw PreconditionException.state(
          "branch " + BASE + " is there already: another tour runs, or one was killed", STOP, null);
    }
    made = true;
    String branch = base.branchId();
    await(neon.roles().create(projectId, branch, CreateRole.named(OWN)).operations());
    await(neon.databases().create(projectId, branch, CreateDatabase.of(OWN, OWN)).operations());
    return neon.connectionUris()
        .get(projectId, ConnectionUriQuery.of(OWN, OWN).branchId(branch))
        .direct();
  }

  /** One that another tour made is only looked at; after a failure, what this one made goes. */
  private BranchRef base(Tour tour, Neonflow neonflow) {
    CustomWorkflow workflow = neonflow.workflow("demo").branch(BASE, BranchSpec.DEFAULT);
    try {
      return tour.shown(workflow).get(CustomWorkflow.BRANCH);
    } catch (WorkflowFailedException e) {
      failed = e.result().runId();
      throw e;
    }
  }

  private void await(List<Operation> operations) {
    neon.operations().await(projectId, operations, OPERATION);
  }

  @Override
  public String productionBranch() {
    return BASE;
  }

  @Override
  public NeonflowBuilder tell(NeonflowBuilder builder) {
    return builder.database(OWN).role(OWN);
  }

  @Override
  public PreviewWorkflow preview(PreviewWorkflow preview) {
    return preview.from(BASE).branchName(PREVIEW).expiresIn(LEASE);
  }

  @Override
  public TeardownWorkflow teardown(TeardownWorkflow teardown) {
    return teardown.branchName(PREVIEW);
  }

  /** Removes what a tour left that was killed; returns whether there was something. */
  static boolean stop(NeonAccount account) throws IOException {
    Workspace workspace = Workspace.temporary();
    try (CloudDemoNeon demo = new CloudDemoNeon(account)) {
      ShopApplication shop = new ShopApplication(workspace.directory());
      return demo.removed(shop.neonflow(demo.neon, demo.projectId).build());
    } finally {
      workspace.delete();
    }
  }

  @Override
  public void remove(Neonflow neonflow) {
    RunId run = failed;
    if (made) {
      removed(neonflow);
    } else if (run != null) {
      removed(
          () ->
              neonflow
                  .workflow("demo")
                  .then(new DeleteCreated(BranchNames.exactly(BASE), run))
                  .run());
    }
  }

  /** Children first; what is gone is not missed. */
  private boolean removed(Neonflow neonflow) {
    WorkflowResult result =
        removed(
            () -> {
              teardown(neonflow.teardown().forPr(42)).deleteBranch().run();
              return neonflow
                  .workflow("demo")
                  .then(new DeleteBranch(BranchNames.exactly(BASE)))
                  .run();
            });
    return result.get(DeletedBranch.KEY).existed();
  }

  private static WorkflowResult removed(Supplier<WorkflowResult> removal) {
    try {
      return removal.get();
    } catch (NeonflowException | NeonException e) {
      throw new NotRemovedException(
          "branches of the tour may be left: " + e.getMessage(), STOP, BASE, e);
    }
  }

  @Override
  public void close() {
    neon.close();
  }

  @Override
  public String toString() {
    return "CloudDemoNeon[" + projectId + "]";
  }
}
