package dev.neonflow.workflows.deploy.vercel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.workflows.ConnectionLostException;
import dev.neonflow.workflows.DeployFailedException;
import dev.neonflow.workflows.FakeContext;
import dev.neonflow.workflows.NeonflowException;
import dev.neonflow.workflows.PreconditionException;
import dev.neonflow.workflows.WorkflowCancelledException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import okhttp3.mockwebserver.MockResponse;
import okhttp3.mockwebserver.SocketPolicy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What Vercel refuses, what is refused before it is asked, and what fails there. */
final class VercelRefusalsTest extends VercelScene {
  @Test
  void failedDeploymentThatHadTheVariables_deployedAgain() {
    vercel.push("feature", "c1");
    vercel.project.build = List.of("QUEUED", "ERROR");
    DeployFailedException failed = refused(DeployFailedException.class);
    assertEquals(
        "Vercel's deployment dpl_4 ended as ERROR (BUILD_FAILED): Command \"next build\" exited"
            + " with 1",
        failed.getMessage());
    assertTrue(failed.next().contains("https://vercel.com/acme/shop/dpl_4"), failed.next());
    assertTrue(failed.left().isEmpty());
    vercel.project.build = List.of("READY");
    assertTrue(deploy(quick("c1")).created());
  }

  @ParameterizedTest
  @ValueSource(strings = {"CANCELED", "BLOCKED"})
  void deploymentThatDoesNotGetReady_fails(String state) {
    vercel.push("feature", "c1");
    vercel.project.build = List.of("QUEUED", state);
    assertTrue(refused(DeployFailedException.class).getMessage().contains("ended as " + state));
  }

  @Test
  void commitWithoutDeployment_failsNamingTheRepository() {
    vercel.push("feature", "c0");
    vercel.push("other", "c1");
    DeployFailedException failed = refused(DeployFailedException.class);
    assertEquals("Vercel has no deployment of commit c1 after 120 s", failed.getMessage());
    assertTrue(failed.next().contains("acme/shop"), failed.next());
  }

  @ParameterizedTest
  @CsvSource({
    "'', was not made by neonflow",
    "neonflow pr-7-shop-00000000 00000000000000000000000000000000, belongs to pr-7-shop-00000000"
  })
  void variableThatIsNotOurs_refusedBeforeAnythingIsWritten(String comment, String whose) {
    vercel.push("feature", "c1");
    vercel.project.foreign("DATABASE_URL_UNPOOLED", "feature", comment);
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
    vercel.project.gitBranches.remove("feature");
    PreconditionException refused = refused(PreconditionException.class);
    assertTrue(
        refused.getMessage().endsWith("not found in the connected Git repository."),
        refused.getMessage());
    assertTrue(refused.next().startsWith("push the git branch"), refused.next());
  }

  @Test
  void whatHasNoPreview_refusedBeforeAnythingIsWritten() {
    vercel.project.connected = false;
    assertTrue(refused(PreconditionException.class).getMessage().contains("is not connected"));
    vercel.project.connected = true;
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

  @Test
  void variablesAfterAFailure_areNamedIfTheyAreThereOrMayBe() {
    String ours = "variables of " + name(context).name() + " in Vercel's project shop";
    vercel.push("feature", "c1");
    vercel.fail("POST", "/env", FakeVercel.error(402, "any", "no", Map.of()));
    assertEquals(List.of(), left(refused(PreconditionException.class)));
    vercel.fail("POST", "/env", cut());
    assertEquals(List.of(), left(refused(ConnectionLostException.class)), "Vercel was asked again");
    FakeContext cancelled = quick("c1");
    vercel.fail("POST", "/env", new MockResponse().setSocketPolicy(SocketPolicy.NO_RESPONSE));
    vercel.forgetCalls();
    cancelled.onHeartbeat =
        () -> {
          if (!vercel.lines("POST").isEmpty()) {
            cancelled.cancelRun();
          }
        };
    assertEquals(
        List.of("perhaps " + ours),
        left(assertThrows(WorkflowCancelledException.class, () -> deploy(cancelled))));
    vercel.fail("POST", "/v13/deployments", FakeVercel.error(500, "any", "oops", Map.of()));
    assertEquals(List.of(ours), left(refused(ConnectionLostException.class)));
  }

  private static List<String> left(Throwable failure) {
    return Stream.of(failure.getSuppressed())
        .map(one -> ((DeployFailedException) one).left().orElseThrow())
        .toList();
  }

  @Test
  void variableThatStays_failsSayingSo() {
    vercel.push("feature", "c1");
    deploy(context);
    vercel.fail(
        "DELETE",
        vercel.project.variables.get(0).text("id"),
        new MockResponse().setResponseCode(204));
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
    vercel.project.variables.forEach(variable -> seen.append(variable.shown()));
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
}
