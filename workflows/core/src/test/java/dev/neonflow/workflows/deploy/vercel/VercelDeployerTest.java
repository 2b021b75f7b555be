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
import dev.neonflow.workflows.NeonflowException;
import dev.neonflow.workflows.PreconditionException;
import dev.neonflow.workflows.Subject;
import dev.neonflow.workflows.WorkflowCancelledException;
import dev.neonflow.workflows.branch.BranchRef;
import dev.neonflow.workflows.deploy.DeployRequest;
import dev.neonflow.workflows.deploy.Deployment;
import dev.neonflow.workflows.deploy.DeploymentNames;
import dev.neonflow.workflows.deploy.DeploymentRef;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import okhttp3.mockwebserver.MockResponse;
import okhttp3.mockwebserver.SocketPolicy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class VercelDeployerTest {
  private static final BranchRef BRANCH = null;

  private final FakeVercel vercel = new FakeVercel();
  private final VercelDeployer deployer =
      VercelDeployer.project("shop").team("acme").api(vercel.api());
  private final FakeContext context = quick("c1");

  @AfterEach
  void stop() {
    vercel.close();
  }

  private static FakeContext quick(String commit) {
    FakeContext context = FakeContext.forCommit(commit);
    context.skipsPauses = true;
    return context;
  }

  private static DeploymentRef name(FakeContext context) {
    return DeploymentNames.of(context.subject());
  }

  private Deployment deploy(FakeContext with) {
    return deploy(deployer, with, FakeContext.uris());
  }

  private static Deployment deploy(VercelDeployer deployer, FakeContext with, ConnectionUris uris) {
    return deployer.deploy(new DeployRequest(name(with), BRANCH, uris), with);
  }

  private <T extends Throwable> T refused(Class<T> type) {
    return assertThrows(type, () -> deploy(context));
  }

  private FakeVercel.Deployment newest() {
    return vercel.deployments.get(vercel.deployments.size() - 1);
  }

  private static MockResponse cut() {
    return new MockResponse().setSocketPolicy(SocketPolicy.DISCONNECT_AFTER_REQUEST);
  }

  private void variable(String key, String gitBranch, String comment) {
    FakeVercel.Variable foreign = new FakeVercel.Variable();
    foreign.members.putAll(Map.of("id", "env-" + key + gitBranch, "key", key, "value", "theirs"));
    foreign.members.put("target", List.of("preview"));
    foreign.members.put("gitBranch", gitBranch);
    foreign.members.put("comment", comment);
    vercel.variables.add(foreign);
  }

  @Test
  void firstRun_variablesOfTheBranchSet_deployedAgainWithThem() {
    vercel.push("feature", "c1");
    Deployment deployment = deploy(context);
    assertTrue(deployment.created());
    assertEquals("https://" + newest().text("url"), deployment.url().toString());
    assertEquals(2, vercel.deployments.size());
    assertEquals(
        Map.of(
            "DATABASE_URL", FakeContext.uris().pooled().uri().reveal(),
            "DATABASE_URL_UNPOOLED", FakeContext.uris().direct().uri().reveal()),
        newest().variables);
    for (FakeVercel.Variable variable : vercel.variables) {
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
    FakeVercel.Deployment pushed = vercel.push("feature", "c2");
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
  void failedDeploymentThatHadTheVariables_deployedAgain() {
    vercel.push("feature", "c1");
    vercel.build = List.of("QUEUED", "ERROR");
    DeployFailedException failed = refused(DeployFailedException.class);
    assertEquals(
        "Vercel's deployment dpl_4 ended as ERROR (BUILD_FAILED): Command \"next build\" exited"
            + " with 1",
        failed.getMessage());
    assertTrue(failed.next().contains("https://vercel.com/acme/shop/dpl_4"), failed.next());
    assertTrue(failed.left().isEmpty());
    vercel.build = List.of("READY");
    assertTrue(deploy(quick("c1")).created());
  }

  @ParameterizedTest
  @ValueSource(strings = {"CANCELED", "BLOCKED"})
  void deploymentThatDoesNotGetReady_fails(String state) {
    vercel.push("feature", "c1");
    vercel.build = List.of("QUEUED", state);
    assertTrue(refused(DeployFailedException.class).getMessage().contains("ended as " + state));
  }

  @Test
  void stillBuildingAtTheEnd_failsSayingSo_nextRunGoesOnWithIt() {
    vercel.push("feature", "c1");
    vercel.build = List.of("BUILDING");
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
  void commitWithoutDeployment_failsNamingTheRepository() {
    vercel.push("feature", "c0");
    vercel.push("other", "c1");
    DeployFailedException failed = refused(DeployFailedException.class);
    assertEquals("Vercel has no deployment of commit c1 after 120 s", failed.getMessage());
    assertTrue(failed.next().contains("acme/shop"), failed.next());
  }

  @Test
  void unknownCommit_newestDeploymentOfTheBranchTaken() {
    vercel.push("feature", "c1");
    vercel.push("feature", "c2");
    assertTrue(deploy(quick(null)).created());
    assertTrue(newest().text("meta").contains("githubCommitSha=c2"), newest().text("meta"));
  }

  @ParameterizedTest
  @CsvSource({
    "'', was not made by neonflow",
    "neonflow pr-7-shop-00000000 00000000000000000000000000000000, belongs to pr-7-shop-00000000"
  })
  void variableThatIsNotOurs_refusedBeforeAnythingIsWritten(String comment, String whose) {
    vercel.push("feature", "c1");
    variable("DATABASE_URL_UNPOOLED", "feature", comment);
    PreconditionException refused = refused(PreconditionException.class);
    assertTrue(refused.getMessage().endsWith(whose), refused.getMessage());
    assertTrue(refused.next().contains("vercel env rm DATABASE_URL_UNPOOLED preview feature"));
    assertEquals(List.of(), vercel.lines("POST"));
  }

  @Test
  void wrongToken_refusedNamingIt() {
    FakeVercel other = vercel;
    other.fail(
        "GET",
        "/v9/projects/shop",
        FakeVercel.error(403, "forbidden", "Not authorized", Map.of("invalidToken", true)));
    PreconditionException refused = refused(PreconditionException.class);
    assertFalse(refused.isUsage());
    assertEquals("Vercel refuses to read the project: 403 (Not authorized)", refused.getMessage());
    assertTrue(refused.next().startsWith("set VERCEL_TOKEN"), refused.next());
  }

  @Test
  void wrongTeamOrProject_refusedNamingThem() {
    PreconditionException team =
        assertThrows(
            PreconditionException.class,
            () -> deploy(deployer.team("others"), context, FakeContext.uris()));
    assertTrue(team.getMessage().contains("403"), team.getMessage());
    for (VercelDeployer wrong :
        List.of(
            VercelDeployer.project("shpo").team(FakeVercel.TEAM).api(vercel.api()),
            VercelDeployer.project("shop").api(vercel.api()))) {
      PreconditionException project =
          assertThrows(
              PreconditionException.class, () -> deploy(wrong, context, FakeContext.uris()));
      assertTrue(project.getMessage().startsWith("Vercel knows no project"), project.getMessage());
      assertTrue(project.next().contains("--vercel-team"), project.next());
      assertThrows(PreconditionException.class, () -> wrong.destroy(name(context), context));
    }
  }

  @Test
  void gitBranchThatVercelDoesNotKnow_refusedWithItsWords() {
    vercel.gitBranches.remove("feature");
    PreconditionException refused = refused(PreconditionException.class);
    assertTrue(
        refused.getMessage().endsWith("not found in the connected Git repository."),
        refused.getMessage());
    assertTrue(refused.next().startsWith("push the git branch"), refused.next());
  }

  @Test
  void whatHasNoPreview_refusedBeforeAnythingIsWritten() {
    vercel.connected = false;
    assertTrue(refused(PreconditionException.class).getMessage().contains("is not connected"));
    vercel.connected = true;
    for (String gitBranch : new String[] {"main", null}) {
      FakeContext odd = new FakeContext(subject("preview/p/acme/shop/pr-1", gitBranch));
      assertThrows(PreconditionException.class, () -> deploy(odd));
    }
    FakeContext production = new FakeContext(subject("production/p", "main"));
    PreconditionException refused =
        assertThrows(PreconditionException.class, () -> deploy(production));
    assertTrue(refused.isUsage());
    assertEquals(List.of(), vercel.lines("POST"));
    assertThrows(PreconditionException.class, () -> VercelDeployer.project(" "));
  }

  private static Subject subject(String key, String gitBranch) {
    return new Subject(key, "p", "acme/shop", 1, gitBranch, "c1");
  }

  @ParameterizedTest
  @CsvSource({"402", "409", "422", "500"})
  void otherRefusalOfAVariable_saidWithItsStatus(int status) {
    vercel.push("feature", "c1");
    vercel.fail("POST", "/env", FakeVercel.error(status, "any", "too much", Map.of()));
    NeonflowException refused = refused(NeonflowException.class);
    assertTrue(refused.getMessage().contains(status + " (too much)"), refused.getMessage());
    assertEquals(status == 409 || status == 500, refused instanceof ConnectionLostException);
  }

  @Test
  void variableThatIsListedAsFailed_isAFailure() {
    vercel.fail(
        "POST",
        "/env",
        new MockResponse()
            .setResponseCode(201)
            .setBody(
                "{\"created\":[],\"failed\":[{\"error\":{\"code\":\"X\",\"message\":\"no\"}}]}"));
    assertTrue(refused(PreconditionException.class).getMessage().endsWith(": X, no"));
  }

  @Test
  void deploymentsUsedUp_failsSayingWhen() {
    vercel.push("feature", "c1");
    MockResponse limited =
        FakeVercel.error(429, "api-deployments-free-per-day", "more than 100", Map.of())
            .setHeader("Retry-After", "86400");
    vercel.fail("POST", "/v13/deployments", limited);
    ConnectionLostException refused = refused(ConnectionLostException.class);
    assertTrue(refused.getMessage().endsWith("for now: more than 100"), refused.getMessage());
    assertTrue(refused.next().startsWith("run it again after 2"), refused.next());
  }

  @ParameterizedTest
  @ValueSource(strings = {"/env", "/v13/deployments"})
  void answerLostAfterItWasDone_seenAndNotDoneTwice(String path) {
    vercel.push("feature", "c1");
    vercel.failAfter("POST", path, cut());
    assertTrue(deploy(context).created());
    assertEquals(2, vercel.deployments.size());
    assertEquals(3, vercel.lines("POST").size());
  }

  @ParameterizedTest
  @ValueSource(strings = {"/env", "/v13/deployments"})
  void requestLost_failsAndTheNextRunMendsIt(String path) {
    vercel.push("feature", "c1");
    vercel.fail("POST", path, cut());
    refused(ConnectionLostException.class);
    assertTrue(deploy(quick("c1")).created());
    assertEquals(2, vercel.deployments.size());
    assertEquals(2, newest().variables.size());
  }

  @Test
  void cancelledWhileItBuilds_buildIsStopped_rerunDeploys() {
    vercel.push("feature", "c1");
    context.onProgress =
        text -> {
          if (text.endsWith("is BUILDING")) {
            context.cancelRun();
          }
        };
    WorkflowCancelledException cancelled = refused(WorkflowCancelledException.class);
    assertEquals(List.of(), List.of(cancelled.getSuppressed()));
    assertEquals("CANCELED", newest().text("readyState"));
    assertTrue(deploy(quick("c1")).created());
    assertEquals("READY", newest().text("readyState"));
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
    int made = vercel.deployments.size();
    assertTrue(deploy(quick("c1")).created());
    assertEquals(made, vercel.deployments.size(), "the next run takes it over");
  }

  @Test
  void destroyed_ourVariablesAreGone_thoseOfOthersStay() {
    vercel.push("feature", "c1");
    deploy(context);
    variable("DATABASE_URL", "other", "neonflow pr-7-shop-00000000 " + "0".repeat(32));
    variable("API_KEY", "feature", "");
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
        vercel.variables.stream().map(one -> one.text("key")).toList());
    assertEquals(2, vercel.deployments.size(), "Vercel keeps them");
    assertFalse(deployer.destroy(name(swept), swept));
    assertTrue(deployer.dryRunDestroy(name(swept), swept).startsWith("would do nothing"));
  }

  @Test
  void variableGoneMeanwhile_isRemoved() {
    vercel.push("feature", "c1");
    deploy(context);
    vercel.failAfter(
        "DELETE",
        vercel.variables.get(0).text("id"),
        FakeVercel.error(404, "not_found", "Environment Variable not found.", Map.of()));
    assertTrue(deployer.destroy(name(context), context));
  }

  @Test
  void variableThatStays_failsSayingSo() {
    vercel.push("feature", "c1");
    deploy(context);
    vercel.fail(
        "DELETE", vercel.variables.get(0).text("id"), new MockResponse().setResponseCode(204));
    DeployFailedException failed =
        assertThrows(DeployFailedException.class, () -> deployer.destroy(name(context), context));
    assertTrue(failed.left().orElseThrow().contains(name(context).name()));
  }

  @Test
  void variablesThatAreNotAllListed_nothingIsTakenForGone() {
    MockResponse part =
        new MockResponse().setBody("{\"envs\":[],\"pagination\":{\"next\":1,\"count\":0}}");
    vercel.fail("GET", "/env", part);
    assertThrows(PreconditionException.class, () -> deployer.destroy(name(context), context));
  }

  @Test
  void dryRun_saysWhatItWouldDoAndChangesNothing() {
    vercel.push("feature", "c1");
    assertTrue(
        deployer.dryRun(name(context), context).startsWith("would set the database variables"));
    assertEquals(List.of(), vercel.variables);
    deploy(context);
    vercel.forgetCalls();
    assertTrue(deployer.dryRun(name(context), context).startsWith("would keep the variables"));
    assertTrue(vercel.calls.stream().allMatch(call -> call.method().equals("GET")));
  }

  @Test
  void secrets_onlyInTheBodiesThatCarryThem() {
    vercel.push("feature", "c1");
    StringBuilder seen = new StringBuilder(deployer.toString());
    String echo = FakeContext.uris().pooled().uri().reveal() + " " + FakeContext.PASSWORD.reveal();
    for (int status : new int[] {400, 403, 422, 429}) {
      vercel.fail(
          "POST",
          "/env",
          FakeVercel.error(status, "any", echo + " " + FakeVercel.TOKEN, Map.of())
              .setHeader("Retry-After", "999"));
      NeonflowException refused = refused(NeonflowException.class);
      StringWriter trace = new StringWriter();
      refused.printStackTrace(new PrintWriter(trace));
      seen.append(trace).append(refused.next());
      assertTrue(refused.getMessage().contains("*** ***"), refused.getMessage());
    }
    seen.append(deploy(context)).append(context.progress);
    vercel.calls.forEach(call -> seen.append(call.method()).append(call.url()));
    vercel.variables.forEach(variable -> seen.append(variable.shown()));
    for (String secret :
        List.of(
            FakeVercel.TOKEN,
            FakeContext.PASSWORD.reveal(),
            FakeContext.uris().direct().uri().reveal())) {
      byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
      for (String form :
          List.of(
              secret,
              URLEncoder.encode(secret, StandardCharsets.UTF_8),
              Base64.getEncoder().encodeToString(bytes))) {
        assertFalse(seen.toString().contains(form), form);
      }
    }
  }

  @Test
  void foundAndReadyWithin_asGiven() {
    VercelDeployer impatient = deployer.foundWithin(Duration.ZERO).readyWithin(Duration.ZERO);
    assertThrows(DeployFailedException.class, () -> deploy(impatient, context, FakeContext.uris()));
    assertEquals(List.of(), context.pauses);
  }
}
