package dev.neonflow.workflows.deploy.fly;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.workflows.ConnectionLostException;
import dev.neonflow.workflows.DeployFailedException;
import dev.neonflow.workflows.FakeContext;
import dev.neonflow.workflows.NeonflowException;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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
  void created_thenKept_thenUpdated_thenDestroyed() throws Exception {
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
    assertEquals(Set.of(scene.name()), deployer.names(scene.context("c1")).orElseThrow());

    assertTrue(scene.destroy(deployer));
    assertEquals(Map.of(), scene.fly.apps);
    assertFalse(scene.destroy(deployer));
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

  @Test
  void notReady_failsAndNamesWhatStays() {
    scene.fly.siteStatus = 503;
    FakeContext context = scene.context("c1");
    DeployFailedException error =
        assertThrows(
            DeployFailedException.class,
            () -> scene.deploy(scene.deployer().readyWithin(Duration.ofMinutes(2)), context));
    assertTrue(error.getMessage().contains("answers with status 503"), error.getMessage());
    assertEquals("look at its log: fly logs -a " + scene.name(), error.next());
    assertEquals(
        "deployment " + scene.name() + " (fly), which was just made", left(error), "is named");
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

    // As a kill right after its creation leaves it.
    foreign.secrets.clear();
    assertEquals(Set.of(scene.name()), deployer.names(context).orElseThrow());
    Deployment made = scene.deploy(deployer, "c1");
    assertEquals(scene.name(), made.name());
    assertTrue(made.detail().startsWith("app pr-42-shop, 1 machine"), made.detail());
    assertEquals(Set.of(scene.name()), deployer.names(context).orElseThrow());
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
  void wrongToken_namesItAndTheWayOut() {
    scene.fly.tokens.clear();
    PreconditionException error =
        assertThrows(PreconditionException.class, () -> scene.deploy(scene.deployer(), "c1"));
    assertTrue(error.getMessage().startsWith("Fly.io does not accept FLY_API_TOKEN"));
    assertTrue(error.next().endsWith("fly tokens create org -o acme -x 720h"), error.next());
    assertThrows(PreconditionException.class, () -> scene.destroy(scene.deployer()));
    assertThrows(PreconditionException.class, () -> scene.deployer().names(scene.context("c1")));
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

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1   | Error: failed to get app: unauthorized                 | state  | was refused",
        "1   | Error: unknown flag: --primary-region                  | state  | its arguments",
        "1   | Error: insufficient_capacity in region cdg             | deploy | no room",
        "1   | Error: rate limit exceeded                             | deploy | rate limit",
        "1   | Error: organization has reached its machine limit      | state  | account on Fly",
        "1   | Error: release command failed - aborting               | deploy | release command",
        "1   |                                                        | deploy | wrote nothing",
        "126 | Error: context deadline exceeded                       | deploy | own time limit",
        "127 | Error: context canceled                                | deploy | told to stop",
        "3   | panic: runtime error                                   | deploy | fault of its own",
        "137 | Killed                                                 | deploy | killed by signal 9"
      })
  void flyctlFails_isUnderstood(int code, String line, String kind, String says) throws Exception {
    scene.flyctl.fails(code, line == null ? "" : line);
    NeonflowException error =
        assertThrows(NeonflowException.class, () -> scene.deploy(scene.deployer(), "c1"));
    assertTrue(error.getMessage().contains(says), error.getMessage());
    assertEquals(
        kind.equals("state") ? PreconditionException.class : DeployFailedException.class,
        error.getClass());
    assertFalse(error.next().isEmpty());
    assertTrue(left(error).contains(scene.name()));
    scene.flyctl.does(FlyctlStandIn.DEPLOYS);
    assertTrue(scene.deploy(scene.deployer(), "c1").created());
  }

  @Test
  void flyctlWithoutMachines_isAFailure() throws Exception {
    scene.flyctl.does("exit 0");
    DeployFailedException error =
        assertThrows(DeployFailedException.class, () -> scene.deploy(scene.deployer(), "c1"));
    assertTrue(error.getMessage().contains("has no machine"), error.getMessage());
  }

  @Test
  void flyctlMissingOldOrAnother_isSaidSo() throws Exception {
    FlyAccess access = scene.deployer().access();
    FlyAccess none = new FlyAccess(access.machinesApi(), access.url(), "no-such-flyctl", null);
    PreconditionException error =
        assertThrows(
            PreconditionException.class, () -> scene.deploy(scene.deployer().access(none), "c1"));
    assertTrue(error.getMessage().contains("cannot run no-such-flyctl"), error.getMessage());
    String program = scene.flyctl.program().toString();
    FlyAccess pinned = new FlyAccess(access.machinesApi(), access.url(), program, "0.3.201");
    error =
        assertThrows(
            PreconditionException.class, () -> scene.deploy(scene.deployer().access(pinned), "c1"));
    assertTrue(error.getMessage().contains("version 0.3.201 is asked for"), error.getMessage());
    scene.flyctl.version("flyctl v0.2.99 linux/amd64");
    error = assertThrows(PreconditionException.class, () -> scene.deploy(scene.deployer(), "c1"));
    assertTrue(error.getMessage().contains("at least 0.3.176"), error.getMessage());
    scene.flyctl.version("something else");
    assertThrows(PreconditionException.class, () -> scene.deploy(scene.deployer(), "c1"));
    assertEquals(List.of(), scene.flyctl.deployments());
    assertEquals(Map.of(), scene.fly.apps);
  }

  @Test
  void secretsThatCannotBeWaitedFor_areNoReasonNotToDeploy() throws Exception {
    scene.flyctl.syncing("echo 'Error: unknown command \"sync\"' >&2; exit 1\n");
    FakeContext context = scene.context("c1");
    assertTrue(scene.deploy(scene.deployer(), context).created());
    assertTrue(
        context.progress.stream().anyMatch(text -> text.startsWith("the newest secrets are not")),
        context.progress.toString());
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
