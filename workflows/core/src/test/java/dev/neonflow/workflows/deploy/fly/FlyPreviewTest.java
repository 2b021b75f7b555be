package dev.neonflow.workflows.deploy.fly;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.embedded.EmbeddedNeon;
import dev.neonflow.sdk.Neon;
import dev.neonflow.sdk.Secret;
import dev.neonflow.workflows.Neonflow;
import dev.neonflow.workflows.NeonflowBuilder;
import dev.neonflow.workflows.PatientScheduler;
import dev.neonflow.workflows.Plan;
import dev.neonflow.workflows.PreviewWorkflow;
import dev.neonflow.workflows.SweepResult;
import dev.neonflow.workflows.WorkflowEvent;
import dev.neonflow.workflows.WorkflowResult;
import dev.neonflow.workflows.WorkflowRun;
import dev.neonflow.workflows.WorkflowStatus;
import dev.neonflow.workflows.ci.FilePullRequests;
import dev.neonflow.workflows.deploy.Deployment;
import dev.neonflow.workflows.internal.process.ProcessIdentity;
import dev.neonflow.workflows.report.Leftovers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Whole runs against a real database, with what stands in for Fly. */
@EnabledIfEnvironmentVariable(named = "NEONFLOW_TEST", matches = "full")
@Timeout(120)
@DisabledOnOs(OS.WINDOWS)
final class FlyPreviewTest {
  @TempDir Path dir;

  private FlyScene scene;
  private EmbeddedNeon neon;

  @BeforeEach
  void open() throws Exception {
    scene = new FlyScene(dir);
    neon = EmbeddedNeon.start();
  }

  @AfterEach
  void close() {
    neon.close();
    scene.close();
  }

  private NeonflowBuilder neonflow() {
    return Neonflow.builder(Neon.builder(Secret.of(neon.apiKey())).apiBase(neon.apiBase()).build())
        .projectId(neon.projectId())
        .repository("acme/shop")
        .commit("c1")
        .environment(name -> name.equals("FLY_API_TOKEN") ? scene.token : null)
        .directory(dir)
        .lockDirectory(dir.resolve("locks"))
        .scheduler(new PatientScheduler())
        .deployer(scene.deployer());
  }

  private static PreviewWorkflow preview(NeonflowBuilder neonflow) {
    return neonflow.build().preview().forPr(42).deploy();
  }

  @Test
  void cancelledWhileFlyctlBuilds_namesTheApp_rerunConverges_sweepRemoves() throws Exception {
    scene.flyctl.does(FlyctlStandIn.HANGS);
    CountDownLatch building = new CountDownLatch(1);
    WorkflowRun run =
        preview(
                neonflow()
                    .listener(
                        event -> {
                          if (event instanceof WorkflowEvent.StepProgress && scene.flyctl.hangs()) {
                            building.countDown();
                          }
                        }))
            .start();
    building.await();
    run.cancel("interrupted");
    WorkflowResult cancelled = run.await();
    assertEquals(WorkflowStatus.CANCELLED, cancelled.status());
    for (long pid : scene.flyctl.pids()) {
      assertTrue(ProcessIdentity.running(pid).isEmpty(), "pid " + pid);
    }
    String app = scene.fly.apps.keySet().iterator().next();
    List<String> left = Leftovers.of(cancelled);
    assertTrue(left.contains("deployment " + app + " (fly), which was just made"), left.toString());

    scene.flyctl.does(FlyctlStandIn.DEPLOYS);
    WorkflowResult done = preview(neonflow()).run();
    Deployment deployment = done.get(PreviewWorkflow.DEPLOYMENT);
    assertTrue(deployment.created());
    assertEquals(app, deployment.name());
    assertFalse(preview(neonflow()).run().get(PreviewWorkflow.DEPLOYMENT).created());
    String pooled = scene.fly.apps.get(app).secrets.get("DATABASE_URL");
    assertTrue(pooled.startsWith("postgresql://"), "no URL");

    Plan plan = preview(neonflow()).plan();
    assertEquals(plan, Plan.fromJson(plan.toJson()));
    assertFalse(plan.toJson().contains(scene.tokenPart));
    assertFalse(done.toString().contains(pooled));

    SweepResult swept = neonflow().build().sweep().previews(noneOpen()).run();
    assertEquals(WorkflowStatus.SUCCEEDED, swept.status(), swept.toText());
    assertEquals(Map.of(), scene.fly.apps);
  }

  @Test
  void killedBetweenCreationAndRecord_sweepFindsTheApp() throws Exception {
    scene.flyctl.fails(1, "Error: no");
    WorkflowResult failed = preview(neonflow()).start().await();
    assertEquals(WorkflowStatus.FAILED, failed.status());
    String app = scene.fly.apps.keySet().iterator().next();
    neonflow().build().teardown().forPr(42).deleteBranch().run();
    scene.fly.apps.put(app, new FakeFly.App(FlyScene.ORG));
    scene.fly.apps.put("somebody-elses", new FakeFly.App(FlyScene.ORG));
    SweepResult swept = neonflow().build().sweep().previews(noneOpen()).run();
    assertEquals(WorkflowStatus.SUCCEEDED, swept.status(), swept.toText());
    assertEquals(List.of("somebody-elses"), List.copyOf(scene.fly.apps.keySet()));
  }

  private FilePullRequests noneOpen() throws Exception {
    return new FilePullRequests(Files.writeString(dir.resolve("open.txt"), "none\n"));
  }
}
