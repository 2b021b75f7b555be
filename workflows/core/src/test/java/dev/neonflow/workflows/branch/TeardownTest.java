package dev.neonflow.workflows.branch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.sdk.Neon;
import dev.neonflow.sdk.Secret;
import dev.neonflow.sdk.branches.CreateBranch;
import dev.neonflow.sdk.error.UnauthorizedException;
import dev.neonflow.workflows.DeployFailedException;
import dev.neonflow.workflows.Neonflow;
import dev.neonflow.workflows.NotRemovedException;
import dev.neonflow.workflows.RunId;
import dev.neonflow.workflows.StepContext;
import dev.neonflow.workflows.Subject;
import dev.neonflow.workflows.TeardownWorkflow;
import dev.neonflow.workflows.WorkflowFailedException;
import dev.neonflow.workflows.WorkflowResult;
import dev.neonflow.workflows.WorkflowStatus;
import dev.neonflow.workflows.deploy.DeployRequest;
import dev.neonflow.workflows.deploy.Deployer;
import dev.neonflow.workflows.deploy.Deployment;
import dev.neonflow.workflows.deploy.DeploymentRef;
import dev.neonflow.workflows.report.FileReporter;
import dev.neonflow.workflows.report.Leftovers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class TeardownTest {

  @TempDir static Path directory;

  private static Sandbox sandbox;

  @BeforeAll
  static void start() {
    sandbox = new Sandbox(directory);
  }

  @AfterAll
  static void stop() {
    sandbox.close();
  }

  /** Has every deployment, and removes none if it is stuck. */
  record FakePlatform(boolean stuck, boolean existed) implements Deployer {
    @Override
    public String platform() {
      return "fake";
    }

    @Override
    public String describe() {
      return "a fake";
    }

    @Override
    public Deployment deploy(DeployRequest request, StepContext context) {
      throw new UnsupportedOperationException();
    }

    @Override
    public boolean destroy(DeploymentRef deployment, StepContext context) {
      if (stuck) {
        throw new DeployFailedException("it does not end", "end it by hand", null);
      }
      return existed;
    }
  }

  @Test
  void stuckDeployment_doesNotKeepTheBranchAndIsNamed() throws Exception {
    create(7);
    Path report = directory.resolve("stuck.md");
    WorkflowResult result =
        teardown(neonflow(new FakePlatform(true, true)), 7).comment(FileReporter.to(report)).run();
    assertEquals(WorkflowStatus.DONE_WITH_LEFTOVERS, result.status());
    assertTrue(result.get(TeardownWorkflow.DELETED_BRANCH).existed());
    assertEquals(0, sandbox.branches("pr-7").size());
    List<String> left = Leftovers.of(result);
    assertEquals(1, left.size(), left.toString());
    assertTrue(left.get(0).startsWith("deployment pr-7-shop-"), left.toString());
    String text = Files.readString(report);
    assertTrue(text.contains("something is left to clean up"), text);
    assertTrue(text.contains("**Removed:** branch preview/pr"), text);
    assertTrue(text.contains("**Still there:** deployment pr"), text);
    assertTrue(text.contains("end it by hand"), text);
  }

  @Test
  void stuckDeploymentWithoutBranch_fails() {
    WorkflowFailedException failed =
        assertThrows(
            WorkflowFailedException.class,
            () -> teardown(neonflow(new FakePlatform(true, true)), 8).run());
    NotRemovedException cause = assertInstanceOf(NotRemovedException.class, failed.getCause());
    assertTrue(cause.left().startsWith("deployment pr-8-shop-"), cause.left());
  }

  @Test
  void bothRemoved_reportSaysSo() throws Exception {
    create(9);
    Path report = directory.resolve("both.md");
    TeardownWorkflow teardown = teardown(neonflow(new FakePlatform(false, true)), 9);
    assertEquals(
        WorkflowStatus.SUCCEEDED, teardown.comment(FileReporter.to(report)).run().status());
    String text = Files.readString(report);
    assertTrue(text.contains("**Removed:** deployment pr"), text);
    assertTrue(text.contains("; branch preview/pr"), text);
  }

  @Test
  void wrongKeyAndNothingRemoved_failsAsSuch() {
    Neon stranger =
        Neon.builder(Secret.of("not-the-key")).apiBase(sandbox.embedded().apiBase()).build();
    WorkflowFailedException failed =
        assertThrows(
            WorkflowFailedException.class,
            () -> teardown(strange(stranger, new FakePlatform(false, false)), 10).run());
    assertInstanceOf(UnauthorizedException.class, failed.getCause());
    WorkflowResult part = teardown(strange(stranger, new FakePlatform(false, true)), 10).run();
    assertEquals(WorkflowStatus.DONE_WITH_LEFTOVERS, part.status());
    assertEquals(
        List.of("perhaps branch preview/pr-10, which was not deleted"), Leftovers.of(part));
  }

  @Test
  void stepOfOnesOwn_keepsTheBranchIfItFails() {
    create(11);
    TeardownWorkflow teardown =
        neonflow(new FakePlatform(false, true))
            .teardown()
            .forPr(11)
            .destroyDeployment()
            .then(
                "dump",
                context -> {
                  throw new IllegalStateException("the disk is full");
                })
            .deleteBranch();
    assertThrows(WorkflowFailedException.class, teardown::run);
    assertEquals(1, sandbox.branches("pr-11").size());
  }

  @Test
  void goneMeanwhile_isASuccess() {
    String id = create(12);
    sandbox.count();
    Neonflow neonflow =
        sandbox
            .neonflow(
                chain -> {
                  if (chain.request().method().equals("DELETE")) {
                    sandbox.neon().branches().delete(sandbox.projectId(), id);
                  }
                  return chain.proceed(chain.request());
                })
            .build();
    assertEquals(
        WorkflowStatus.SUCCEEDED, neonflow.teardown().forPr(12).deleteBranch().run().status());
    assertFalse(sandbox.counted().isEmpty());
    assertEquals(0, sandbox.branches("pr-12").size());
  }

  private static Neonflow neonflow(Deployer deployer) {
    return sandbox.neonflow().deployer(deployer).build();
  }

  private static Neonflow strange(Neon neon, Deployer deployer) {
    return Neonflow.builder(neon)
        .projectId(sandbox.projectId())
        .repository("acme/shop")
        .environment(name -> null)
        .directory(directory)
        .lockDirectory(directory.resolve("locks"))
        .deployer(deployer)
        .build();
  }

  private static TeardownWorkflow teardown(Neonflow neonflow, int number) {
    return neonflow.teardown().forPr(number).destroyDeployment().deleteBranch();
  }

  private static String create(int number) {
    String key = "preview/" + sandbox.projectId() + "/acme/shop/pr-" + number;
    Subject subject = new Subject(key, sandbox.projectId(), "acme/shop", number, null, null);
    return sandbox
        .created(
            CreateBranch.named("preview/pr-" + number)
                .withoutEndpoint()
                .annotations(Ownership.annotations(subject, null, new RunId("earlier"))))
        .branch()
        .id();
  }
}
