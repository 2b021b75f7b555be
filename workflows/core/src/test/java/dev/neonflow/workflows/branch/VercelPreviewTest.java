package dev.neonflow.workflows.branch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.sdk.ConnectionUri;
import dev.neonflow.sdk.Secret;
import dev.neonflow.workflows.Neonflow;
import dev.neonflow.workflows.PullRequest;
import dev.neonflow.workflows.SweepResult;
import dev.neonflow.workflows.WorkflowResult;
import dev.neonflow.workflows.deploy.Deployment;
import dev.neonflow.workflows.deploy.vercel.FakeVercel;
import dev.neonflow.workflows.deploy.vercel.VercelDeployer;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/** A whole preview whose application is at Vercel. */
@EnabledIfEnvironmentVariable(named = "NEONFLOW_TEST", matches = "full")
@Timeout(180)
final class VercelPreviewTest {
  @TempDir private Path directory;

  @Test
  void upDownAndSweep_variablesComeAndGoWithTheBranch() throws Exception {
    try (FakeVercel vercel = new FakeVercel();
        Sandbox sandbox = new Sandbox(directory)) {
      Neonflow neonflow =
          sandbox
              .neonflow()
              .environment(name -> name.equals("VERCEL_TOKEN") ? FakeVercel.TOKEN : null)
              .deployer(VercelDeployer.project("shop").team("acme").api(vercel.api()))
              .build();
      vercel.push("feature", "c1");
      vercel.push("other", "c2");
      Deployment deployment = up(neonflow, 42, "feature", "c1").get(Deployment.KEY);
      assertTrue(deployment.url().toString().endsWith("-acme.vercel.app"));
      up(neonflow, 43, "other", "c2");
      String direct = vercel.variables("feature").get("DATABASE_URL_UNPOOLED");
      ConnectionUri uri = ConnectionUri.parse(Secret.of(direct));
      assertEquals("neondb", uri.database());
      assertFalse(direct.equals(vercel.variables("other").get("DATABASE_URL_UNPOOLED")));

      neonflow.teardown().forPr(42).destroyDeployment().deleteBranch().run();
      assertEquals(Map.of(), vercel.variables("feature"));
      assertEquals(2, vercel.variables("other").size());

      sandbox.branches("pr-43").forEach(found -> sandbox.remove(found.branch()));
      SweepResult result = neonflow.sweep().previews(new SweptPreviews.Open(Set.of())).run();
      assertEquals(Map.of(), vercel.variables("other"), result.toText());
    }
  }

  private static WorkflowResult up(Neonflow neonflow, int number, String gitBranch, String commit) {
    return neonflow.preview().forPr(new PullRequest(number, gitBranch, commit)).deploy().run();
  }
}
