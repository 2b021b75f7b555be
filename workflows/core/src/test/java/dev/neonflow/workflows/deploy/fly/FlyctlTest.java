package dev.neonflow.workflows.deploy.fly;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.workflows.DeployFailedException;
import dev.neonflow.workflows.FakeContext;
import dev.neonflow.workflows.NeonflowException;
import dev.neonflow.workflows.PreconditionException;
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
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What flyctl may say and do, and what is made of it. */
@Timeout(60)
@DisabledOnOs(OS.WINDOWS)
@Execution(ExecutionMode.CONCURRENT)
final class FlyctlTest {
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
    assertTrue(FlyScene.left(error).contains(scene.name()));
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
}
