package dev.neonflow.workflows.deploy.fly;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.workflows.DeployFailedException;
import dev.neonflow.workflows.FakeContext;
import dev.neonflow.workflows.PreconditionException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Whose an app is, and what is said when the names given do not fit. */
@Timeout(60)
@DisabledOnOs(OS.WINDOWS)
final class FlyNamesTest {
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
  void emptyAppOfANameThatRepositoriesShare_isNeitherSweptNorDestroyed() throws Exception {
    FlyDeployer deployer = scene.deployer().app("pr-{pr}");
    scene.fly.apps.put("pr-42", new FakeFly.App(FlyScene.ORG));
    assertEquals(Set.of(), deployer.names(scene.context("c1")).orElseThrow());
    PreconditionException refused =
        assertThrows(PreconditionException.class, () -> scene.destroy(deployer));
    assertTrue(refused.getMessage().contains("was not made for this preview"));
    assertThrows(
        PreconditionException.class,
        () -> deployer.dryRunDestroy(FlyScene.ref(), scene.context("c1")));
    assertEquals(Set.of("pr-42"), scene.fly.apps.keySet());
    // It may be what a killed run of ours left.
    scene.deploy(deployer, "c1");
    assertEquals(Set.of(scene.name()), deployer.names(scene.context("c1")).orElseThrow());
    assertTrue(scene.destroy(deployer));
  }

  @Test
  void listingOfAnUnknownOrganization_saysSo() {
    scene.fault("GET /v1/apps\\?.*", 404);
    PreconditionException refused =
        assertThrows(
            PreconditionException.class, () -> scene.deployer().names(scene.context("c1")));
    assertEquals(
        "Fly.io knows no organization acme, or the token is not one of its own",
        refused.getMessage());
  }

  @Test
  void tooLittleTimeForFlyctl_namesTheOptionThatGivesMore() throws Exception {
    scene.flyctl.fails(126, "Error: context deadline exceeded");
    DeployFailedException failed =
        assertThrows(DeployFailedException.class, () -> scene.deploy(scene.deployer(), "c1"));
    assertTrue(failed.next().endsWith("--fly-deploy-option=--wait-timeout=10m"), failed.next());
  }

  @Test
  void removalIsAskedForOnceASecond() throws Exception {
    scene.deploy(scene.deployer(), "c1");
    scene.fly.goneAfter = 3;
    FakeContext context = scene.context("c1");
    scene.deployer().destroy(FlyScene.ref(), context);
    assertEquals(Set.of(Duration.ofSeconds(1)), Set.copyOf(context.pauses));
  }

  @Test
  void productionsApp_isTheOneOfTheWholeFile() throws Exception {
    assertEquals(
        "shop", app("fly.json", "{\n \"env\": {\n\"app\": \"other\"\n},\"app\":\"shop\"}"));
    assertEquals("shop", app("fly.yaml", "env:\n  app: other\napp: shop # ours\n"));
    assertEquals("shop", app("fly.yml", "app: 'shop'\nprocesses:\n  app: run\n"));
    assertEquals("shop", app("fly.toml", "app = \"shop\"\n[processes]\napp = 'run'\n"));
    for (String file : new String[] {"fly.json", "fly.yaml"}) {
      PreconditionException refused =
          assertThrows(
              PreconditionException.class, () -> app(file, "{\"processes\": {\"app\": \"run\"}}"));
      assertTrue(refused.getMessage().contains("does not say which app"), refused.getMessage());
      refused = assertThrows(PreconditionException.class, () -> app(file, "{\"app\": "));
      assertTrue(refused.getMessage().contains("cannot understand"), refused.getMessage());
    }
  }

  private String app(String file, String text) throws Exception {
    Files.writeString(scene.directory.resolve(file), text);
    return FlyConfig.of(scene.deployer().config(file).build()).app();
  }
}
