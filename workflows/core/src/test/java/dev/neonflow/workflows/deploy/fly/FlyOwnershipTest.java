package dev.neonflow.workflows.deploy.fly;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.workflows.ConnectionLostException;
import dev.neonflow.workflows.FakeContext;
import dev.neonflow.workflows.PreconditionException;
import dev.neonflow.workflows.deploy.Deployment;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whose an app is, and who may make one. */
@Timeout(60)
@DisabledOnOs(OS.WINDOWS)
@Execution(ExecutionMode.CONCURRENT)
final class FlyOwnershipTest {
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
  @ValueSource(strings = {"hidden", "second"})
  void appOfAnotherOrganization_leftAlone(String organization) {
    scene.fly.apps.put(scene.name(), new FakeFly.App(organization));
    PreconditionException error =
        assertThrows(PreconditionException.class, () -> scene.deploy(scene.deployer(), "c1"));
    assertFalse(error.isUsage());
    assertTrue(error.getMessage().contains("belongs to another org"), error.getMessage());
    assertEquals(0, error.getSuppressed().length);
    assertThrows(PreconditionException.class, () -> scene.destroy(scene.deployer()));
    assertEquals(1, scene.fly.apps.size());
    assertTrue(scene.fly.requests.stream().allMatch(one -> one.line().startsWith("GET")));
  }

  @Test
  void nameOfOnesOwn_provenByItsMark() throws Exception {
    FlyDeployer deployer = scene.deployer().app("pr-{pr}-{repo}");
    FakeFly.App foreign = new FakeFly.App(FlyScene.ORG);
    foreign.secrets.put("SOMETHING", "else");
    scene.fly.apps.put("pr-42-shop", foreign);
    PreconditionException error =
        assertThrows(PreconditionException.class, () -> scene.deploy(deployer, "c1"));
    assertTrue(error.getMessage().contains("was not made for this preview"), error.getMessage());
    assertThrows(PreconditionException.class, () -> scene.destroy(deployer));
    FakeContext context = scene.context("c1");
    assertEquals(Set.of(), deployer.names(context).orElseThrow());

    // As a kill right after its creation leaves it, or as another repository's run just made it.
    foreign.secrets.clear();
    assertEquals(Set.of(scene.name()), deployer.names(context).orElseThrow());
    error = assertThrows(PreconditionException.class, () -> scene.destroy(deployer));
    assertTrue(error.getMessage().startsWith("app pr-42-shop on Fly.io"), error.getMessage());
    assertTrue(error.next().contains("fly apps destroy pr-42-shop"), error.next());
    assertEquals(Set.of("pr-42-shop"), scene.fly.apps.keySet());
    Deployment made = scene.deploy(deployer, "c1");
    assertEquals(scene.name(), made.name());
    assertTrue(made.detail().startsWith("app pr-42-shop, 1 machine"), made.detail());
    assertEquals(Set.of(scene.name()), deployer.names(context).orElseThrow());
    assertTrue(scene.destroy(deployer));
    assertEquals(Map.of(), scene.fly.apps);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void nameOfOnesOwn_isMarkedBeforeAnythingElse(boolean left) throws Exception {
    if (left) {
      scene.fly.apps.put("pr-42-shop", new FakeFly.App(FlyScene.ORG));
    }
    FlyDeployer deployer = scene.deployer().app("pr-{pr}-{repo}");
    // As a kill does: nothing more is done.
    scene.fault("POST .*/secrets", FakeFly.Fault.CUT_AFTER);
    scene.fault("POST .*/secrets", FakeFly.Fault.CUT);
    assertThrows(ConnectionLostException.class, () -> scene.deploy(deployer, "c1"));
    assertEquals(
        Set.of(FlyApp.of(deployer, FlyScene.ref()).mark()),
        scene.fly.apps.get("pr-42-shop").secrets.keySet());
    assertEquals(Set.of(), Set.copyOf(scene.flyctl.deployments()));
    assertTrue(scene.destroy(deployer));
    assertEquals(Map.of(), scene.fly.apps);
  }

  @Test
  void lostRaceForTheName_isJudgedAnew() throws Exception {
    String taken = "{\"error\":\"taken\",\"status\":\"name_taken\"}";
    scene.fault("POST /v1/apps", 422, taken, Map.of());
    assertTrue(scene.deploy(scene.deployer(), "c1").created());
  }

  @Test
  void lostAnswerToTheCreation_oneAppAndItIsOurs() throws Exception {
    scene.fault("POST /v1/apps", FakeFly.Fault.CUT_AFTER);
    scene.fault("POST .*/secrets", FakeFly.Fault.CUT_AFTER);
    assertTrue(scene.deploy(scene.deployer(), "c1").created());
    assertEquals(Set.of(scene.name()), scene.fly.apps.keySet());
  }

  @Test
  void killedAfterTheCreation_isFoundAndRemoved() throws Exception {
    scene.fly.apps.put(scene.name(), new FakeFly.App(FlyScene.ORG));
    assertTrue(scene.deployer().names(scene.context("c1")).orElseThrow().contains(scene.name()));
    assertTrue(scene.destroy(scene.deployer()));
    assertEquals(Map.of(), scene.fly.apps);
  }

  @Test
  void wrongToken_namesItAndTheWayOut() {
    scene.fly.tokens.clear();
    PreconditionException error =
        assertThrows(PreconditionException.class, () -> scene.deploy(scene.deployer(), "c1"));
    assertTrue(error.getMessage().startsWith("Fly.io does not accept FLY_API_TOKEN"));
    assertTrue(error.next().endsWith("fly tokens create org -o acme -x 720h"), error.next());
  }

  @Test
  void unknownOrganization_isSaidSo() {
    FlyDeployer deployer =
        FlyDeployer.org("nobody").in(scene.directory).access(scene.deployer().access());
    PreconditionException error =
        assertThrows(PreconditionException.class, () -> scene.deploy(deployer, "c1"));
    assertTrue(error.getMessage().contains("knows no organization nobody"), error.getMessage());
    assertEquals(0, error.getSuppressed().length, "nothing was made");
  }
}
