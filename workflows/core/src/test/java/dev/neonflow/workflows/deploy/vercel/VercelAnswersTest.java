package dev.neonflow.workflows.deploy.vercel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.workflows.ConnectionLostException;
import dev.neonflow.workflows.DeployFailedException;
import dev.neonflow.workflows.FakeContext;
import dev.neonflow.workflows.PreconditionException;
import java.util.Map;
import okhttp3.mockwebserver.MockResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Answers of Vercel that succeed and lack something, or tell what they should not. */
@Timeout(60)
final class VercelAnswersTest extends VercelScene {
  private static MockResponse ok(String body) {
    return new MockResponse().setBody(body);
  }

  @Test
  void newDeploymentWithoutId_isLookedFor() {
    vercel.push("feature", "c1");
    vercel.failAfter("POST", "/v13/deployments", ok("{}"));
    assertTrue(deploy(quick("c1")).detail().startsWith("deployment dpl_4 "));
  }

  @Test
  void newDeploymentWithoutIdThatIsNotFound_isAFailure() {
    vercel.push("feature", "c1");
    vercel.fail("POST", "/v13/deployments", ok("{}"));
    assertEquals(
        "Vercel does not tell the id of the deployment that it makes",
        refused(ConnectionLostException.class).getMessage());
  }

  @Test
  void deploymentWithoutUrl_isAFailure() {
    vercel.push("feature", "c1");
    vercel.fail("GET", "/dpl_4", ok("{\"id\":\"dpl_4\",\"readyState\":\"READY\"}"));
    assertEquals(
        "Vercel does not tell the URL of deployment dpl_4",
        refused(ConnectionLostException.class).getMessage());
  }

  @Test
  void deploymentToBeDeployedAgainIsGone_isSaidSo() {
    vercel.push("feature", "c1");
    vercel.fail("POST", "/v13/deployments", FakeVercel.error(404, "no", "not found", Map.of()));
    DeployFailedException failed = refused(DeployFailedException.class);
    assertTrue(failed.getMessage().contains("is gone from Vercel"), failed.getMessage());
    assertTrue(failed.next().startsWith("push the commit again"), failed.next());
  }

  @Test
  void secretsInTheReasonOfAFailedBuild_areMasked() {
    vercel.push("feature", "c1");
    String password = FakeContext.PASSWORD.reveal();
    vercel.fail(
        "GET",
        "/dpl_4",
        ok(
            "{\"id\":\"dpl_4\",\"readyState\":\"ERROR\",\"errorMessage\":\"no login with "
                + password
                + "\"}"));
    String message = String.valueOf(refused(DeployFailedException.class).getMessage());
    assertTrue(message.endsWith("ended as ERROR: no login with ***"), message);
  }

  @Test
  void secretsInTheReasonOfAVariableNotSet_areMasked() {
    vercel.push("feature", "c1");
    String password = FakeContext.PASSWORD.reveal();
    vercel.fail(
        "POST",
        "/env",
        ok("{\"failed\":[{\"error\":{\"message\":\"bad value " + password + "\"}}]}"));
    String message = String.valueOf(refused(PreconditionException.class).getMessage());
    assertFalse(message.contains(password), message);
    assertTrue(message.endsWith("for git branch feature: bad value ***"), message);
  }
}
