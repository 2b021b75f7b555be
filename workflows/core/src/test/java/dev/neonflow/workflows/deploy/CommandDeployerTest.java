package dev.neonflow.workflows.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.workflows.DeployFailedException;
import dev.neonflow.workflows.FakeContext;
import dev.neonflow.workflows.PreconditionException;
import dev.neonflow.workflows.Subject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is particular to commands; the rest is in the contract. */
@Timeout(60)
@EnabledOnOs(OS.LINUX)
final class CommandDeployerTest {
  @TempDir Path dir;
  private CommandPlatform platform;
  private final FakeContext context = FakeContext.forCommit("c0ffee");
  private final DeploymentRef ours = DeploymentNames.of(context.subject());

  @BeforeEach
  void start() throws Exception {
    platform = new CommandPlatform(dir);
  }

  @AfterEach
  void stop() {
    platform.close();
  }

  private CommandDeployer shell(String line) {
    return CommandDeployer.shell(line).in(dir);
  }

  private Deployment deploy(CommandDeployer deployer) throws Exception {
    return deploy(deployer, context);
  }

  private static Deployment deploy(CommandDeployer deployer, FakeContext context) throws Exception {
    DeploymentRef name = DeploymentNames.of(context.subject());
    return deployer.deploy(
        new DeployRequest(name, DeployerContract.BRANCH, FakeContext.uris()), context);
  }

  private DeployFailedException failed(CommandDeployer deployer) {
    return assertThrows(DeployFailedException.class, () -> deploy(deployer));
  }

  @Test
  void command_getsWhatItNeeds_andNoCredentialsOfOthers() throws Exception {
    deploy(
        shell("env >env; touch apps/$NEONFLOW_DEPLOYMENT")
            .at(platform.url() + "/{name}")
            .secrets("FLY_API_TOKEN", "PLATFORM_TOKEN"));
    List<String> environment = Files.readAllLines(dir.resolve("env"));
    for (String wanted :
        List.of(
            "DATABASE_URL=" + FakeContext.uris().pooled().uri().reveal(),
            "DATABASE_URL_UNPOOLED=" + FakeContext.uris().direct().uri().reveal(),
            "NEONFLOW_DEPLOYMENT=" + ours.name(),
            "NEONFLOW_PR=42",
            "NEONFLOW_SHA=c0ffee",
            "FLY_API_TOKEN=secret_of_FLY_API_TOKEN",
            "PLATFORM_TOKEN=secret_of_PLATFORM_TOKEN")) {
      assertTrue(environment.contains(wanted), wanted + " is not in " + environment);
    }
    assertTrue(environment.stream().noneMatch(line -> line.startsWith("NEON_API_KEY=")));
  }

  @Test
  void commandsThatDestroyAndList_getNoDatabase() throws Exception {
    CommandDeployer deployer =
        shell("true").destroyedBy("env >destroy.env").listedBy("env >>list.env; exit 0");
    assertFalse(deployer.destroy(ours, context), "it is not listed");
    assertFalse(Files.exists(dir.resolve("destroy.env")), "so it is not destroyed");
    assertTrue(shell("true").destroyedBy("env >destroy.env").destroy(ours, context));
    String destroy = Files.readString(dir.resolve("destroy.env"));
    assertTrue(destroy.contains("NEONFLOW_DEPLOYMENT=" + ours.name()), destroy);
    for (String text : List.of(destroy, Files.readString(dir.resolve("list.env")))) {
      assertFalse(text.contains("DATABASE_URL"), text);
    }
  }

  @Test
  void argv_isRunWithoutAShell() throws Exception {
    CommandDeployer deployer =
        CommandDeployer.of("sh", "-c", "echo \"$1\" >said; echo URL=$2", "-", "a $b", "https://x.y")
            .in(dir)
            .readyWithin(Duration.ZERO);
    assertEquals("https://x.y", deploy(deployer).url().toString());
    assertEquals("a $b\n", Files.readString(dir.resolve("said")));
  }

  @Test
  void url_isTheLastThatIsSaid_orTheTemplate() throws Exception {
    CommandDeployer deployer =
        shell(
                "echo URL=https://first.example; echo see https://log.example; echo"
                    + " '  URL=https://second.example/a?b=c '")
            .readyWithin(Duration.ZERO);
    assertEquals("https://second.example/a?b=c", deploy(deployer).url().toString());
    CommandDeployer template = deployer.at("https://{name}.example.com/{pr}/{sha}");
    assertEquals(
        "https://" + ours.name() + ".example.com/42/c0ffee", deploy(template).url().toString());
  }

  @ParameterizedTest
  @CsvSource({
    "true,wrote no line URL=https://...",
    "echo URL=ftp://host/,URL=ftp://host/ is no http",
    "echo URL=$DATABASE_URL,URL=*** is no http",
    "echo URL=https://user:pw@host/,is no http"
  })
  void noUrl_failsAndNamesWhatIsThere(String line, String why) {
    DeployFailedException failed = failed(shell(line).readyWithin(Duration.ZERO));
    assertTrue(failed.getMessage().contains(why), failed.getMessage());
    assertEquals("deployment " + ours.name() + " (command)", failed.left().orElseThrow());
  }

  @ParameterizedTest
  @ValueSource(strings = {"ftp://{name}", "no url", "https://{branch}.example.com", "https://"})
  void wrongTemplate_isRefused(String template) {
    CommandDeployer deployer = shell("true");
    PreconditionException refused =
        assertThrows(PreconditionException.class, () -> deployer.at(template));
    assertTrue(refused.isUsage() && refused.getMessage().contains(template));
  }

  @Test
  void templateThatNeedsWhatIsUnknown_isRefusedBeforeAnythingRuns() {
    Subject staging = new Subject("staging/p", "p", "acme/shop", null, null, null);
    CommandDeployer deployer = shell("touch ran").at("https://pr-{pr}.example.com/");
    PreconditionException refused =
        assertThrows(PreconditionException.class, () -> deploy(deployer, new FakeContext(staging)));
    assertTrue(refused.getMessage().contains("{pr}"), refused.getMessage());
    assertFalse(Files.exists(dir.resolve("ran")));
  }

  @Test
  void applicationWithErrors_isNotReady_andNamed() {
    platform.answers(500);
    DeployFailedException failed =
        failed(
            shell("touch apps/$NEONFLOW_DEPLOYMENT; echo URL=" + platform.url() + "/" + ours.name())
                .readyWithin(Duration.ofMillis(1)));
    assertTrue(failed.getMessage().endsWith("it answers with status 500"), failed.getMessage());
    assertTrue(failed.left().orElseThrow().startsWith("deployment " + ours.name()));
  }

  @ParameterizedTest
  @ValueSource(ints = {204, 302, 401, 403})
  void applicationThatAsksForALogin_isReady(int status) throws Exception {
    platform.answers(status);
    String url = platform.url() + "/" + ours.name();
    Deployment deployment = deploy(shell("touch apps/$NEONFLOW_DEPLOYMENT; echo URL=" + url));
    assertEquals(url, deployment.url().toString());
  }

  @Test
  void failedCommand_saysItsOutputRedacted_andWhatMayBeLeft() {
    DeployFailedException failed =
        failed(shell("echo $PLATFORM_TOKEN and $PGPASSWORD; exit 3").secrets("PLATFORM_TOKEN"));
    assertTrue(
        failed.getMessage().endsWith("ended with exit code 3. It wrote: *** and ***"),
        failed.getMessage());
    assertEquals("perhaps deployment " + ours.name() + " (command)", failed.left().orElseThrow());
    assertEquals("", failed(shell("exit 3").listedBy("echo NAME")).left().orElse(""));
    assertEquals(
        "deployment " + ours.name() + " (command)",
        failed(shell("exit 3").listedBy("echo " + ours.name())).left().orElseThrow());
    assertEquals(
        "perhaps deployment " + ours.name() + " (command)",
        failed(shell("exit 3").listedBy("exit 1")).left().orElseThrow());
  }

  @Test
  void programThatIsMissing_isUsage_andWhatRanBeforeItIsNotForgotten() {
    PreconditionException refused =
        assertThrows(
            PreconditionException.class, () -> deploy(shell("echo up >apps/x; no-such-tool url")));
    assertTrue(refused.isUsage() && refused.getMessage().contains("no-such-tool"));
    assertEquals("perhaps deployment " + ours.name() + " (command)", refused.left().orElseThrow());
    CommandDeployer program = CommandDeployer.of("no-such-tool").in(dir);
    assertTrue(assertThrows(PreconditionException.class, () -> deploy(program)).left().isEmpty());
  }

  @Test
  void failedRemoval_namesWhatIsLeft() {
    CommandDeployer deployer = shell("true").destroyedBy("exit 4").listedBy("echo " + ours.name());
    DeployFailedException failed =
        assertThrows(DeployFailedException.class, () -> deployer.destroy(ours, context));
    assertTrue(failed.left().orElseThrow().startsWith("deployment " + ours.name()));
  }

  @Test
  void stillListedWhenThePatienceEnds_isWhatIsLeft() throws Exception {
    context.skipsPauses = true;
    // Each look takes half a minute.
    context.onPause = pause -> context.pauses.add(Duration.ofSeconds(30));
    CommandDeployer deployer =
        shell("true").destroyedBy("touch destroyed").listedBy("echo; echo " + ours.name());
    DeployFailedException failed =
        assertThrows(DeployFailedException.class, () -> deployer.destroy(ours, context));
    assertTrue(Files.exists(dir.resolve("destroyed")));
    assertTrue(failed.getMessage().endsWith("still listed 60 s after it was destroyed"));
    assertEquals("deployment " + ours.name() + " (command)", failed.left().orElseThrow());
    assertEquals("remove it by hand, or run again", failed.next());
    assertEquals(2, context.pauses.stream().filter(Duration.ofSeconds(1)::equals).count());
  }

  @Test
  void removalIsProved_byTheListThatLosesIt() throws Exception {
    CommandDeployer deployer =
        shell("true")
            .destroyedBy("echo 2 >left")
            .listedBy(
                "n=$(cat left 2>/dev/null || echo 9); [ $n -le 0 ] || echo "
                    + ours.name()
                    + "; [ $n = 9 ] || echo $((n-1)) >left");
    assertTrue(deployer.destroy(ours, context));
    assertEquals("-1", Files.readString(dir.resolve("left")).strip());
  }

  @Test
  void nothingToRun_isRefused() {
    assertTrue(
        assertThrows(PreconditionException.class, () -> CommandDeployer.shell(" ")).isUsage());
    CommandDeployer destroys = CommandDeployer.destroyOnly("true").in(dir);
    assertTrue(assertThrows(PreconditionException.class, () -> deploy(destroys)).isUsage());
    PreconditionException refused =
        assertThrows(PreconditionException.class, () -> shell("true").destroy(ours, context));
    assertTrue(refused.isUsage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"NEON_API_KEY", "DATABASE_URL", "A=B", ""})
  void secretWithAnotherMeaning_isRefused(String name) {
    CommandDeployer deployer = shell("true");
    assertTrue(
        assertThrows(PreconditionException.class, () -> deployer.secrets(name)).isUsage(),
        Arrays.asList(name).toString());
  }
}
