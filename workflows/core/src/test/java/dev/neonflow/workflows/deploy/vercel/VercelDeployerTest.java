package dev.neonflow.workflows.deploy.vercel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.workflows.ConnectionLostException;
import dev.neonflow.workflows.ConnectionUris;
import dev.neonflow.workflows.DeployFailedException;
import dev.neonflow.workflows.FakeContext;
import dev.neonflow.workflows.WorkflowCancelledException;
import dev.neonflow.workflows.deploy.Deployment;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import okhttp3.mockwebserver.MockResponse;
import okhttp3.mockwebserver.SocketPolicy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is particular to Vercel; the rest is in the contract. */
@Execution(ExecutionMode.CONCURRENT)
final class VercelDeployerTest extends VercelScene {
  @Test
  void firstRun_variablesOfTheBranchSet_deployedAgainWithThem() {
    vercel.push("feature", "c1");
    Deployment deployment = deploy(context);
    assertTrue(deployment.created());
    assertEquals("https://" + newest().text("url"), deployment.url().toString());
    assertEquals(2, vercel.project.deployments.size());
    assertEquals(
        Map.of(
            "DATABASE_URL", FakeContext.uris().pooled().uri().reveal(),
            "DATABASE_URL_UNPOOLED", FakeContext.uris().direct().uri().reveal()),
        newest().variables);
    for (FakeVercelProject.Variable variable : vercel.project.variables) {
      assertEquals("sensitive", variable.text("type"));
      assertEquals("feature", variable.text("gitBranch"));
    }
    assertTrue(deployment.detail().contains("commit c1"), deployment.detail());
  }

  @Test
  void sameCommitAndDatabase_nothingWrittenAndWhatRunsIsKept() {
    vercel.push("feature", "c1");
    Deployment first = deploy(context);
    vercel.forgetCalls();
    Deployment again = deploy(quick("c1"));
    assertFalse(again.created());
    assertEquals(first.url(), again.url());
    assertEquals(List.of(), vercel.lines("POST"));
  }

  @Test
  void newCommit_itsOwnDeploymentHasTheVariablesAndIsAwaited() {
    vercel.push("feature", "c1");
    deploy(context);
    vercel.push("feature", "c2");
    FakeVercelProject.Deployment pushed = newest();
    vercel.forgetCalls();
    Deployment second = deploy(quick("c2"));
    assertTrue(second.created());
    assertEquals("https://" + pushed.text("url"), second.url().toString());
    assertEquals(List.of(), vercel.lines("POST"));
    assertEquals(2, pushed.variables.size());
  }

  @Test
  void otherDatabase_writtenAndDeployedAgain() {
    vercel.push("feature", "c1");
    deploy(context);
    ConnectionUris uris = FakeContext.uris();
    ConnectionUris other = new ConnectionUris(uris.direct(), uris.pooled().withDatabase("other"));
    vercel.forgetCalls();
    assertTrue(deploy(deployer, quick("c1"), other).created());
    assertEquals(
        List.of("POST /v10/projects/shop/env", "POST /v13/deployments"), vercel.lines("POST"));
    assertEquals(other.pooled().uri().reveal(), newest().variables.get("DATABASE_URL"));
  }

  @Test
  void killedBetweenVariablesAndDeployment_nextRunDeploysAgain() {
    vercel.push("feature", "c1");
    vercel.fail("POST", "/v13/deployments", FakeVercel.error(500, "internal", "oops", Map.of()));
    refused(ConnectionLostException.class);
    vercel.forgetCalls();
    assertTrue(deploy(quick("c1")).created());
    assertEquals(List.of("POST /v13/deployments"), vercel.lines("POST"));
    assertEquals(2, newest().variables.size());
  }

  @Test
  void stillBuildingAtTheEnd_failsSayingSo_nextRunGoesOnWithIt() {
    vercel.push("feature", "c1");
    vercel.project.build = List.of("BUILDING");
    VercelDeployer impatient = deployer.readyWithin(Duration.ofSeconds(30));
    DeployFailedException late =
        assertThrows(
            DeployFailedException.class, () -> deploy(impatient, context, FakeContext.uris()));
    assertTrue(late.getMessage().contains("still BUILDING after 30 s"), late.getMessage());
    assertTrue(late.left().orElseThrow().contains("dpl_4"), late.left().toString());
    newest().coming.add("READY");
    vercel.forgetCalls();
    assertTrue(deploy(quick("c1")).created());
    assertEquals(List.of(), vercel.lines("POST"));
  }

  @Test
  void commitThatVercelHearsOfLater_awaited() {
    context.onPause =
        pause -> {
          if (context.pauses.size() == 3) {
            vercel.push("feature", "c1");
          }
        };
    assertTrue(deploy(context).created());
  }

  @Test
  void unknownCommit_newestDeploymentOfTheBranchTaken() {
    vercel.push("feature", "c1");
    vercel.push("feature", "c2");
    assertTrue(deploy(quick(null)).created());
    assertTrue(newest().text("meta").contains("githubCommitSha=c2"), newest().text("meta"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/env", "/v13/deployments"})
  void answerLostAfterItWasDone_seenAndNotDoneTwice(String path) {
    vercel.push("feature", "c1");
    vercel.failAfter("POST", path, cut());
    assertTrue(deploy(context).created());
    assertEquals(2, vercel.project.deployments.size());
    assertEquals(3, vercel.lines("POST").size());
  }

  @ParameterizedTest
  @ValueSource(strings = {"/env", "/v13/deployments"})
  void requestLost_failsAndTheNextRunMendsIt(String path) {
    vercel.push("feature", "c1");
    vercel.fail("POST", path, cut());
    refused(ConnectionLostException.class);
    assertTrue(deploy(quick("c1")).created());
    assertEquals(2, vercel.project.deployments.size());
    assertEquals(2, newest().variables.size());
  }

  @Test
  void cancelledWhileItBuildsAndNotStopped_saysWhatIsLeft() {
    vercel.push("feature", "c1");
    vercel.fail("PATCH", "/cancel", FakeVercel.error(500, "internal", "oops", Map.of()));
    context.onProgress =
        text -> {
          if (text.endsWith("is BUILDING")) {
            context.cancelRun();
          }
        };
    WorkflowCancelledException cancelled = refused(WorkflowCancelledException.class);
    DeployFailedException left =
        assertInstanceOf(DeployFailedException.class, cancelled.getSuppressed()[0]);
    assertEquals("deployment dpl_4 in Vercel's project shop", left.left().orElseThrow());
  }

  @Test
  void cancelledWhileOthersBuildIsAwaited_buildGoesOn() {
    vercel.push("feature", "c1");
    deploy(context);
    vercel.push("feature", "c2");
    FakeContext second = quick("c2");
    second.onPause = pause -> second.cancelRun();
    assertThrows(WorkflowCancelledException.class, () -> deploy(second));
    assertEquals(List.of(), vercel.lines("PATCH"));
  }

  @Test
  void cancelledWhileADeploymentIsAskedFor_saysThatItMayBeThere() {
    vercel.push("feature", "c1");
    vercel.failAfter(
        "POST", "/v13/deployments", new MockResponse().setSocketPolicy(SocketPolicy.NO_RESPONSE));
    context.onHeartbeat =
        () -> {
          if (vercel.lines("POST").contains("POST /v13/deployments")) {
            context.cancelRun();
          }
        };
    WorkflowCancelledException cancelled = refused(WorkflowCancelledException.class);
    DeployFailedException left =
        assertInstanceOf(DeployFailedException.class, cancelled.getSuppressed()[0]);
    assertTrue(left.left().orElseThrow().startsWith("perhaps a deployment of commit c1"));
    int made = vercel.project.deployments.size();
    assertTrue(deploy(quick("c1")).created());
    assertEquals(made, vercel.project.deployments.size(), "the next run takes it over");
  }

  @Test
  void destroyed_ourVariablesAreGone_thoseOfOthersStay() {
    vercel.push("feature", "c1");
    deploy(context);
    vercel.project.foreign(
        "DATABASE_URL", "other", "neonflow pr-7-shop-00000000 " + "0".repeat(32));
    vercel.project.foreign("API_KEY", "feature", "");
    assertEquals(
        Set.of(name(context).name(), "pr-7-shop-00000000"), deployer.names(context).orElseThrow());
    FakeContext swept = new FakeContext(subject(context.subject().key(), null));
    assertTrue(
        deployer
            .dryRunDestroy(name(swept), swept)
            .startsWith("would remove 2 variables at Vercel for " + name(context).name()));
    assertTrue(deployer.destroy(name(swept), swept));
    assertEquals(
        List.of("DATABASE_URL", "API_KEY"),
        vercel.project.variables.stream().map(one -> one.text("key")).toList());
    assertEquals(2, vercel.project.deployments.size(), "Vercel keeps them");
    assertFalse(deployer.destroy(name(swept), swept));
    assertTrue(deployer.dryRunDestroy(name(swept), swept).startsWith("would do nothing"));
  }

  @Test
  void variableGoneMeanwhile_isRemoved() {
    vercel.push("feature", "c1");
    deploy(context);
    vercel.failAfter(
        "DELETE",
        vercel.project.variables.get(0).text("id"),
        FakeVercel.error(404, "not_found", "Environment Variable not found.", Map.of()));
    assertTrue(deployer.destroy(name(context), context));
  }

  @Test
  void dryRun_saysWhatItWouldDoAndChangesNothing() {
    vercel.push("feature", "c1");
    assertTrue(
        deployer.dryRun(name(context), context).startsWith("would set the database variables"));
    assertEquals(List.of(), vercel.project.variables);
    deploy(context);
    vercel.forgetCalls();
    assertTrue(deployer.dryRun(name(context), context).startsWith("would keep the variables"));
    assertTrue(vercel.calls.stream().allMatch(call -> call.method().equals("GET")));
  }

  @Test
  void foundAndReadyWithin_asGiven() {
    VercelDeployer impatient = deployer.foundWithin(Duration.ZERO).readyWithin(Duration.ZERO);
    assertThrows(DeployFailedException.class, () -> deploy(impatient, context, FakeContext.uris()));
    assertEquals(List.of(), context.pauses);
  }
}
