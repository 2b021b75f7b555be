package dev.neonflow.workflows.deploy.fly;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.workflows.DeployFailedException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Deployments that stopped halfway are finished, and what is kept is counted. */
@Timeout(60)
@DisabledOnOs(OS.WINDOWS)
final class FlyHalfwayTest {
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

  @Test
  void flyctlKilledAfterTheFirstOfTwoMachines_theRerunMakesTheSecond() throws Exception {
    FlyDeployer two = scene.deployer().machines(new FlyMachines(null, null, null, null, true));
    scene.flyctl.does(FlyctlStandIn.DEPLOYS.replace("exit 0", "kill -9 $$"));
    assertThrows(DeployFailedException.class, () -> scene.deploy(two, "c1"));
    // The stand-in's wish is fulfilled with the next request.
    assertTrue(two.names(scene.context("c1")).isPresent());
    scene.app().machines.remove(1);
    scene.flyctl.does(FlyctlStandIn.DEPLOYS);
    for (FlyDeployer deployer : List.of(two, two.withoutUpdates())) {
      String would = deployer.dryRun(FlyScene.ref(), scene.context("c1"));
      assertTrue(would.startsWith("would deploy commit c1 to app "), would);
      assertTrue(would.endsWith("(1 machine), whose last deployment did not end"), would);
    }
    assertTrue(scene.deploy(two, "c1").created());
    assertEquals(2, scene.app().machines.size());
    assertFalse(scene.app().secrets.containsKey("NEONFLOW_UNFINISHED"));
    assertFalse(scene.deploy(two, "c1").created());
  }

  @Test
  void keptApp_losesTheMachineTooMany() throws Exception {
    scene.deploy(scene.deployer(), "c1");
    Map<String, Object> first = scene.app().machines.get(0);
    Map<?, ?> config = (Map<?, ?>) first.get("config");
    Map<String, Object> second = scene.fly.machine("app", Map.of(), false);
    second.put("config", config);
    scene.app().machines.add(second);
    assertFalse(scene.deploy(scene.deployer(), "c1").created());
    assertEquals(List.of(second), scene.app().machines);
    assertEquals(1, scene.flyctl.deployments().size());
  }
}
