package dev.neonflow.workflows.deploy.fly;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.workflows.DeployFailedException;
import dev.neonflow.workflows.FakeContext;
import dev.neonflow.workflows.WorkflowCancelledException;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A run that is told to end, wherever its deployment is: it ends, and the next one goes on. What
 * happens while flyctl builds is in the contract.
 */
@Timeout(60)
@DisabledOnOs(OS.WINDOWS)
final class FlyCancelTest {
  @TempDir Path dir;

  private FlyScene scene;

  @BeforeEach
  void open() throws Exception {
    scene = new FlyScene(dir);
  }

  @AfterEach
  void close() {
    scene.close();
  }

  @ParameterizedTest
  @CsvSource({
    "'GET /v1/apps/[^/]*', false",
    "'POST /v1/apps', true",
    "'POST .*/secrets', true",
    "'GET .*/machines', true"
  })
  void duringARequest_endsNamingTheApp_andTheNextRunGoesOn(String line, boolean there)
      throws Exception {
    scene.fault(line, FakeFly.Fault.HOLD);
    FakeContext context = scene.context("c1");
    Thread canceller =
        new Thread(
            () -> {
              try {
                scene.fly.held.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
              context.cancelRun();
            });
    canceller.start();
    WorkflowCancelledException error =
        assertThrows(
            WorkflowCancelledException.class, () -> scene.deploy(scene.deployer(), context));
    canceller.join();
    assertLeft(error, there);
    assertConverges();
  }

  private void assertLeft(WorkflowCancelledException error, boolean there) {
    assertEquals(there ? 1 : 0, error.getSuppressed().length);
    if (there) {
      String left = ((DeployFailedException) error.getSuppressed()[0]).left().orElseThrow();
      assertTrue(left.contains("deployment " + scene.name() + " (fly)"), left);
    }
  }

  private void assertConverges() throws Exception {
    scene.deploy(scene.deployer(), "c1");
    assertEquals(Set.of(scene.name()), scene.fly.apps.keySet());
    assertEquals(1, scene.app().machines.size());
    assertTrue(scene.destroy(scene.deployer()));
  }

  @Test
  void whileTheAppIsAwaited_ends() throws Exception {
    scene.fly.siteStatus = 503;
    FakeContext context = scene.context("c1");
    context.onPause = duration -> context.cancelRun();
    WorkflowCancelledException error =
        assertThrows(
            WorkflowCancelledException.class, () -> scene.deploy(scene.deployer(), context));
    assertLeft(error, true);
    scene.fly.siteStatus = 200;
    // What was deployed before the cancellation is what is wanted.
    assertFalse(scene.deploy(scene.deployer(), "c1").created());
  }

  @Test
  void whileTheRemovalIsAwaited_ends() throws Exception {
    scene.deploy(scene.deployer(), "c1");
    scene.fly.goneAfter = 3;
    FakeContext context = scene.context("c1");
    context.onPause = duration -> context.cancelRun();
    assertThrows(
        WorkflowCancelledException.class, () -> scene.deployer().destroy(FlyScene.ref(), context));
    assertTrue(scene.destroy(scene.deployer()));
  }
}
