package dev.neonflow.workflows.deploy.vercel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.workflows.FakeContext;
import dev.neonflow.workflows.deploy.DeployRequest;
import dev.neonflow.workflows.deploy.DeploymentNames;
import dev.neonflow.workflows.deploy.DeploymentRef;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/** Vercel's own CLI does the same as we do, by the same calls, and sees what we did. */
@EnabledIfEnvironmentVariable(named = "NEONFLOW_TEST", matches = "full")
final class VercelCliTest {
  private final FakeVercel vercel = new FakeVercel();
  private final FakeContext context = FakeContext.forCommit("c1");
  private final VercelDeployer deployer =
      VercelDeployer.project(FakeVercelProject.ID).team(FakeVercel.TEAM).api(vercel.api());
  private final DeploymentRef name = DeploymentNames.of(context.subject());

  @TempDir private Path home;

  @AfterEach
  void stop() {
    vercel.close();
  }

  /** What of a call is the same for everybody who means the same. */
  private static Map<String, Object> meant(FakeVercel.Call call) {
    Map<String, Object> meant = new TreeMap<>();
    meant.put("line", call.line());
    meant.put("query", new TreeSet<>(call.query()));
    Map<String, Object> body = new TreeMap<>(call.json());
    // Ours says whose it is; the CLI says how its own list shows it.
    body.remove("comment");
    body.remove("visibility");
    body.remove("deploymentId");
    meant.put("body", body);
    return meant;
  }

  private List<Map<String, Object>> writes() {
    return vercel.calls.stream()
        .filter(call -> call.method().equals("POST"))
        .map(VercelCliTest::meant)
        .toList();
  }

  @Test
  void variablesAndDeployment_writtenByTheSameCalls() throws Exception {
    context.skipsPauses = true;
    vercel.push("feature", "c1");
    String pushed = vercel.project.newest("feature").text("id");
    deployer.deploy(new DeployRequest(name, null, FakeContext.uris()), context);
    List<Map<String, Object>> ours = writes();
    assertEquals(3, ours.size());

    VercelCli cli = VercelCli.at(vercel.api(), home);
    String listed = cli.run("", "env", "ls", "preview", "feature");
    assertTrue(listed.contains("DATABASE_URL_UNPOOLED"), listed);
    assertTrue(
        cli.run("", "ls", "shop", "--scope", "acme", "-m", "githubCommitSha=c1")
            .contains(vercel.project.deployments.get(1).text("url")));
    String[] names = {BranchVariables.POOLED, BranchVariables.DIRECT};
    for (String variable : names) {
      cli.run("", "env", "rm", variable, "preview", "feature", "--yes");
    }
    assertEquals(List.of(), vercel.project.variables);

    vercel.forgetCalls();
    String pooled = FakeContext.uris().pooled().uri().reveal();
    String direct = FakeContext.uris().direct().uri().reveal();
    String[] values = {pooled, direct};
    for (int i = 0; i < names.length; i++) {
      cli.run(
          values[i],
          "env",
          "add",
          names[i],
          "preview",
          "feature",
          "--force",
          "--yes",
          "--sensitive");
    }
    String url =
        cli.run("", "redeploy", pushed, "--target", "preview", "--no-wait", "--scope", "acme");
    assertTrue(url.contains("https://" + vercel.project.deployments.get(2).text("url")), url);
    assertEquals(ours, writes());
    assertEquals(
        vercel.project.deployments.get(1).variables, vercel.project.deployments.get(2).variables);
  }

  @Test
  void ourVariables_removedByTheSameCallsAsTheCliUses() throws Exception {
    context.skipsPauses = true;
    vercel.push("feature", "c1");
    deployer.deploy(new DeployRequest(name, null, FakeContext.uris()), context);
    VercelCli cli = VercelCli.at(vercel.api(), home);
    cli.run("", "env", "rm", BranchVariables.POOLED, "preview", "feature", "--yes");
    assertTrue(deployer.destroy(name, context));
    List<String> removals =
        vercel.lines("DELETE").stream()
            // Each version of the path does the same; the documented one is older.
            .map(line -> line.replaceAll("/v[0-9]+/|env[0-9]+", "*"))
            .distinct()
            .toList();
    assertEquals(List.of("DELETE *projects/prj_1/env/*"), removals);
  }
}
