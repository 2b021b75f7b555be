package dev.neonflow.workflows.deploy.fly;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.workflows.ConnectionLostException;
import dev.neonflow.workflows.DeployFailedException;
import dev.neonflow.workflows.FakeContext;
import dev.neonflow.workflows.PreconditionException;
import dev.neonflow.workflows.Subject;
import dev.neonflow.workflows.deploy.Deployment;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
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

/** What is particular to Fly; the rest is in the contract. */
@Timeout(60)
@DisabledOnOs(OS.WINDOWS)
@Execution(ExecutionMode.CONCURRENT)
final class FlyDeployerTest {
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
  void created_thenKept_thenUpdated() throws Exception {
    FlyDeployer deployer = scene.deployer().region("cdg").secrets("MAIL_KEY");
    Deployment first = scene.deploy(deployer, "c1");
    assertTrue(first.created());
    assertEquals("fly", first.platform());
    assertEquals(scene.name(), first.name());
    assertEquals("1 machine in cdg, release 7", first.detail());
    assertEquals(scene.fly.base() + "/site/" + scene.name() + "/", first.url().toString());
    assertEquals(FlyScene.ORG, scene.app().organization);
    Map<String, String> secrets = scene.app().secrets;
    assertEquals(FakeContext.uris().pooled().uri().reveal(), secrets.get("DATABASE_URL"));
    assertEquals(FakeContext.uris().direct().uri().reveal(), secrets.get("DATABASE_URL_UNPOOLED"));
    assertEquals(scene.mailKey, secrets.get("MAIL_KEY"));
    assertEquals(4, secrets.size(), secrets.keySet().toString());
    List<String> argv = scene.flyctl.deployments().get(0);
    assertEquals(
        List.of(
            "deploy -a NAME --yes --remote-only --strategy rolling --primary-region cdg --ha=false"
                .replace("NAME", scene.name())
                .split(" ")),
        argv.subList(0, 10));
    assertTrue(argv.contains("NEONFLOW_COMMIT=c1"), argv.toString());

    Deployment kept = scene.deploy(deployer, "c1");
    assertFalse(kept.created());
    assertEquals(1, scene.flyctl.deployments().size());

    assertTrue(scene.deploy(deployer, "c2").created());
    assertEquals(2, scene.flyctl.deployments().size());
    assertEquals(1, scene.app().machines.size());
  }

  @Test
  void settingsOrSecretsChanged_deployedAgain_unlessUpdatesAreOff() throws Exception {
    scene.deploy(scene.deployer(), "c1");
    assertTrue(scene.deploy(scene.deployer().region("fra"), "c1").created());
    assertTrue(scene.deploy(scene.deployer().secrets("MAIL_KEY"), "c1").created());
    assertFalse(scene.deploy(scene.deployer().withoutUpdates(), "c9").created());
    scene.app().machines.clear();
    assertTrue(scene.deploy(scene.deployer().withoutUpdates(), "c9").created());
  }

  @Test
  void runningAppThatDoesNotAnswer_deployedAgain() throws Exception {
    scene.deploy(scene.deployer(), "c1");
    scene.fly.siteStatus = 502;
    FakeContext context = scene.context("c1");
    context.onProgress =
        text -> {
          if (text.endsWith("deploying it again")) {
            scene.fly.siteStatus = 200;
          }
        };
    assertTrue(scene.deploy(scene.deployer(), context).created());
    assertEquals(2, scene.flyctl.deployments().size());
  }

  private static String left(Throwable error) {
    return ((DeployFailedException) error.getSuppressed()[0]).left().orElseThrow();
  }

  @Test
  void healthPath_mustSay2xx() throws Exception {
    scene.fly.siteStatus = 404;
    assertTrue(scene.deploy(scene.deployer(), "c1").created());
    FakeContext context = scene.context("c2");
    assertThrows(
        DeployFailedException.class,
        () -> scene.deploy(scene.deployer().healthPath("healthz"), context));
    scene.fly.siteStatus = 200;
    assertFalse(scene.deploy(scene.deployer().healthPath("healthz"), "c2").created());
  }

  @Test
  void pilesOfMachines_areRemoved() throws Exception {
    scene.fly.piles = true;
    scene.deploy(scene.deployer(), "c1");
    FakeFly.App app = scene.app();
    app.machines.add(scene.fly.machine("worker", Map.of(), false));
    app.machines.add(scene.fly.machine("worker", Map.of(), true));
    app.machines.add(scene.fly.machine("fly_app_release_command", Map.of(), false));
    Deployment second = scene.deploy(scene.deployer(), "c2");
    // The new one, the one with the volume, and the one that Fly removes.
    assertEquals(List.of("m3", "m4", "m5"), ids(app));
    assertEquals("2 machines in cdg, release 7", second.detail());
  }

  @Test
  void ha_hasTwoMachines() throws Exception {
    FlyMachines two = new FlyMachines("shared-cpu-1x", "shared", 2, 512, true);
    scene.deploy(scene.deployer().machines(two), "c1");
    assertEquals(2, scene.app().machines.size());
    List<String> argv = scene.flyctl.deployments().get(0);
    List<String> wanted =
        List.of(
            "--ha=true --vm-size shared-cpu-1x --vm-cpu-kind shared --vm-cpus 2 --vm-memory 512"
                .split(" "));
    int at = argv.indexOf("--ha=true");
    assertEquals(wanted, argv.subList(at, at + 9));
  }

  @Test
  void machineThatStays_isAFailureNamingIt() {
    scene.fly.piles = true;
    assertTrue(scene.fly.apps.isEmpty());
    FakeFly.App app = new FakeFly.App(FlyScene.ORG);
    app.machines.add(scene.fly.machine("app", Map.of(), false));
    scene.fly.apps.put(scene.name(), app);
    scene.fault("DELETE .*/machines/m1.*", 404);
    DeployFailedException error =
        assertThrows(DeployFailedException.class, () -> scene.deploy(scene.deployer(), "c1"));
    assertTrue(error.getMessage().contains("m1 stay"), error.getMessage());
  }

  private static List<String> ids(FakeFly.App app) {
    return app.machines.stream().map(machine -> String.valueOf(machine.get("id"))).toList();
  }

  @Test
  void networkCut_triedAgain() throws Exception {
    scene.fault("GET .*", FakeFly.Fault.CUT);
    scene.fault("GET .*/machines", 503);
    assertTrue(scene.deploy(scene.deployer(), "c1").created());
    scene.fault("DELETE .*", FakeFly.Fault.CUT_AFTER);
    assertTrue(scene.destroy(scene.deployer()));
    assertEquals(Map.of(), scene.fly.apps);
  }

  @Test
  void noNetwork_isSaidSo() {
    FakeContext context = scene.context("c1");
    scene.fly.close();
    ConnectionLostException error =
        assertThrows(ConnectionLostException.class, () -> scene.deploy(scene.deployer(), context));
    assertTrue(error.getMessage().startsWith("Fly.io"), error.getMessage());
  }

  @Test
  void rateLimitOnSecrets_isNotTakenForALostAnswer() {
    scene.fault("POST .*/secrets", 429, "{}", Map.of("Retry-After", "600"));
    ConnectionLostException error =
        assertThrows(
            ConnectionLostException.class,
            () -> scene.deploy(scene.deployer(), scene.context("c1")));
    assertTrue(error.isUndone(), error.getMessage());
  }

  @Test
  void rateLimit_isObeyed_andALongOneReported() throws Exception {
    scene.fault("POST /v1/apps", 429, "{}", Map.of("Retry-After", "2"));
    FakeContext context = scene.context("c1");
    assertTrue(scene.deploy(scene.deployer(), context).created());
    assertTrue(context.pauses.contains(Duration.ofSeconds(2)), context.pauses.toString());
    scene.fault("DELETE .*", 429, "{}", Map.of("Retry-After", "600"));
    ConnectionLostException error =
        assertThrows(ConnectionLostException.class, () -> scene.destroy(scene.deployer()));
    assertTrue(error.next().startsWith("run it again after"), error.next());
  }

  @Test
  void destroyed_isAwaited_andIfItStaysNamed() throws Exception {
    scene.deploy(scene.deployer(), "c1");
    scene.fly.goneAfter = 3;
    FakeContext context = scene.context("c1");
    assertTrue(scene.deployer().destroy(FlyScene.ref(), context));
    assertEquals(Map.of(), scene.fly.apps);
    scene.deploy(scene.deployer(), "c1");
    scene.fly.goneAfter = 100_000;
    DeployFailedException error =
        assertThrows(
            DeployFailedException.class, () -> scene.deployer().destroy(FlyScene.ref(), context));
    assertEquals("app " + scene.name() + " (fly)", error.left().orElseThrow());
  }

  @Test
  void production_isDeployedAndNeverCreatedOrDestroyed() throws Exception {
    Subject production = FlyScene.production();
    PreconditionException missing =
        assertThrows(
            PreconditionException.class,
            () -> scene.deploy(scene.deployer(), scene.context(production)));
    assertEquals("make it once: fly apps create shop --org acme", missing.next());
    FakeFly.App shop = new FakeFly.App(FlyScene.ORG);
    scene.fly.apps.put("shop", shop);
    shop.secrets.put("DATABASE_URL", "as it is");
    shop.machines.add(scene.fly.machine("app", Map.of(), false));
    shop.machines.add(scene.fly.machine("app", Map.of(), false));
    Deployment deployed = scene.deploy(scene.deployer(), scene.context(production));
    assertEquals("shop", deployed.name());
    assertEquals(Map.of("DATABASE_URL", "as it is"), shop.secrets);
    assertEquals(2, shop.machines.size());
    assertEquals(
        List.of("deploy", "-a", "shop", "--yes", "--remote-only"),
        scene.flyctl.deployments().get(0));
    shop.secrets.clear();
    scene.deploy(scene.deployer(), scene.context(production));
    assertEquals(Set.of("DATABASE_URL", "DATABASE_URL_UNPOOLED"), shop.secrets.keySet());
    FakeContext context = scene.context(production);
    PreconditionException error =
        assertThrows(
            PreconditionException.class,
            () ->
                scene
                    .deployer()
                    .destroy(
                        dev.neonflow.workflows.deploy.DeploymentNames.of(production), context));
    assertTrue(error.getMessage().contains("was not made by Neonflow"), error.getMessage());
    assertTrue(scene.fly.apps.containsKey("shop"));
  }

  @Test
  void dryRun_readsAndChangesNothing() throws Exception {
    FlyDeployer deployer = scene.deployer();
    FakeContext context = scene.context("c1");
    assertEquals(
        "would create app " + scene.name() + " in organization acme and deploy commit c1",
        deployer.dryRun(FlyScene.ref(), context));
    assertEquals(
        "would do nothing: there is no app " + scene.name() + " on Fly.io",
        deployer.dryRunDestroy(FlyScene.ref(), context));
    assertTrue(scene.fly.requests.stream().allMatch(one -> one.line().startsWith("GET")));
    scene.deploy(deployer, "c1");
    assertEquals(
        "would keep app "
            + scene.name()
            + " (1 machine), if its settings and its database connection are the same",
        deployer.dryRun(FlyScene.ref(), context));
    scene.deploy(deployer, "c0");
    assertEquals(
        "would deploy commit c1 to app " + scene.name() + " (1 machine)",
        deployer.dryRun(FlyScene.ref(), context));
    assertTrue(deployer.dryRunDestroy(FlyScene.ref(), context).startsWith("would destroy app "));
    assertEquals(1, scene.fly.apps.size());
  }
}
