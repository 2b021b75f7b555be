package dev.neonflow.workflows.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.workflows.ConnectionUris;
import dev.neonflow.workflows.DeployFailedException;
import dev.neonflow.workflows.FakeContext;
import dev.neonflow.workflows.PreconditionException;
import dev.neonflow.workflows.WorkflowCancelledException;
import dev.neonflow.workflows.branch.BranchRef;
import dev.neonflow.workflows.internal.process.ProcessIdentity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
@DisabledOnOs(OS.WINDOWS)
@Execution(ExecutionMode.CONCURRENT)
final class ProcessDeployerTest {
  static final BranchRef BRANCH =
      new BranchRef(
          "br-a-1",
          "preview/pr-42",
          true,
          "main",
          null,
          "ep-a-1.neon.tech",
          "neondb",
          "neondb_owner",
          null,
          "new");

  @TempDir Path dir;

  private static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  private static String classPath() {
    return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
  }

  private Path state() {
    return dir.resolve("state");
  }

  private List<String> app() {
    // The directory in the command line tells this test's processes from all others.
    String quick = "-XX:TieredStopAtLevel=1";
    return List.of(java(), quick, "-cp", classPath(), SmallApp.class.getName(), dir.toString());
  }

  private ProcessDeployer deployer(List<String> argv) {
    return new ProcessDeployer(argv, dir, state(), Duration.ofSeconds(30));
  }

  private ProcessDeployer shell(String line) {
    return ProcessDeployer.command(line + " # " + dir).in(dir).stateDir(state());
  }

  private static Deployment deploy(ProcessDeployer deployer, String commit) throws Exception {
    return deploy(deployer, FakeContext.forCommit(commit));
  }

  private static Deployment deploy(ProcessDeployer deployer, FakeContext context) throws Exception {
    DeploymentRef name = DeploymentNames.of(context.subject());
    return deployer.deploy(new DeployRequest(name, BRANCH, FakeContext.uris()), context);
  }

  private boolean destroy() throws Exception {
    FakeContext context = FakeContext.forCommit("c1");
    return deployer(app()).destroy(DeploymentNames.of(context.subject()), context);
  }

  private List<Long> running() {
    return ProcessHandle.allProcesses()
        .filter(process -> process.pid() != ProcessHandle.current().pid())
        .filter(process -> process.info().commandLine().orElse("").contains(dir.toString()))
        .map(ProcessHandle::pid)
        .filter(pid -> ProcessIdentity.running(pid).isPresent())
        .toList();
  }

  private static long pid(Deployment deployment) {
    return Long.parseLong(deployment.detail().replaceAll("process ([0-9]+),.*", "$1"));
  }

  private List<Path> stateFiles() throws Exception {
    try (Stream<Path> files = Files.list(state())) {
      return files.toList();
    }
  }

  @AfterEach
  void stopWhatIsLeft() throws Exception {
    destroy();
    running().forEach(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly));
  }

  @Test
  void deployed_answersWithThePooledDatabase_andKeptForTheSameCommit() throws Exception {
    Deployment first = deploy(deployer(app()), "c1");
    assertTrue(first.created());
    HttpRequest get = HttpRequest.newBuilder(first.url()).build();
    HttpResponse<String> answer =
        HttpClient.newHttpClient().send(get, HttpResponse.BodyHandlers.ofString());
    assertEquals(FakeContext.uris().pooled().uri().reveal(), answer.body());

    Deployment again = deploy(deployer(app()), "c1");
    assertFalse(again.created());
    assertEquals(first.url(), again.url());
    assertEquals(List.of(pid(first)), running());
    FakeContext context = FakeContext.forCommit("c1");
    assertTrue(
        deployer(app())
            .dryRunDestroy(DeploymentNames.of(context.subject()), context)
            .startsWith("would stop process " + pid(first)));

    List<String> secrets =
        List.of(
            FakeContext.PASSWORD.reveal(),
            FakeContext.uris().direct().uri().reveal(),
            java.net.URLEncoder.encode(
                FakeContext.PASSWORD.reveal(), java.nio.charset.StandardCharsets.UTF_8));
    for (Path file : stateFiles()) {
      assertTrue(containsNone(Files.readString(file), secrets), file.toString());
      assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    }
    assertTrue(containsNone(again.toString(), secrets));
  }

  private static boolean containsNone(String text, List<String> secrets) {
    return secrets.stream().noneMatch(text::contains);
  }

  @Test
  void otherCommit_restartedOnTheSamePort_thenDestroyed() throws Exception {
    Deployment first = deploy(deployer(app()), "c1");
    Deployment second = deploy(deployer(app()), "c2");
    assertTrue(second.created());
    assertEquals(first.url(), second.url());
    assertNotEquals(pid(first), pid(second));
    assertEquals(List.of(pid(second)), running());

    assertTrue(destroy());
    assertEquals(List.of(), running());
    assertFalse(Files.exists(state()));
    assertFalse(destroy());
  }

  @Test
  void portTakenMeanwhile_anotherIsChosen() throws Exception {
    Deployment first = deploy(deployer(app()), "c1");
    ProcessHandle process = ProcessHandle.of(pid(first)).orElseThrow();
    process.destroyForcibly();
    try (ServerSocket taken = takeOnceFree(first.url().getPort())) {
      Deployment second = deploy(deployer(app()), "c1");
      assertTrue(second.created());
      assertNotEquals(taken.getLocalPort(), second.url().getPort());
    }
  }

  /** A killed process gives its port back only when the last of its threads has ended. */
  private static ServerSocket takeOnceFree(int port) throws Exception {
    while (true) {
      try {
        return new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
      } catch (BindException notYet) {
        Thread.onSpinWait();
      }
    }
  }

  @Test
  void endedEarly_failsWithTheEndOfItsOutputRedacted() {
    DeployFailedException error =
        assertThrows(
            DeployFailedException.class,
            () -> deploy(shell("echo cannot use $PGPASSWORD at $DATABASE_URL; exit 3"), "c1"));
    assertTrue(error.getMessage().endsWith("It wrote: cannot use *** at ***"), error.getMessage());
    assertTrue(error.next().contains(state().toString()), error.next());
  }

  @Test
  void unknownProgram_failsSayingSo() {
    DeployFailedException error =
        assertThrows(
            DeployFailedException.class, () -> deploy(deployer(List.of("no-such-app")), "c1"));
    assertTrue(error.getMessage().contains("no-such-app"), error.getMessage());
  }

  @Test
  void silent_failsAndTheNextRunStartsItAnew() throws Exception {
    ProcessDeployer silent = shell("sleep 600; :").readyWithin(Duration.ofMillis(300));
    DeployFailedException error =
        assertThrows(DeployFailedException.class, () -> deploy(silent, "c1"));
    assertTrue(error.getMessage().contains("did not answer"), error.getMessage());
    assertEquals(List.of(), running());
    assertTrue(deploy(deployer(app()), "c2").created());
    assertEquals(1, running().size());
  }

  @Test
  void livesWithoutARecord_isNotTakenForEnded() {
    ProcessDeployer silent = shell("sleep 600; :").readyWithin(Duration.ZERO);
    FakeContext context = FakeContext.forCommit("c1");
    // As on a machine that is too busy for it to have written one.
    context.onHeartbeat = this::deleteRecords;
    DeployFailedException error =
        assertThrows(DeployFailedException.class, () -> deploy(silent, context));
    assertTrue(error.getMessage().contains("did not answer"), error.getMessage());
    assertEquals(List.of(), running());
  }

  private void deleteRecords() {
    try (DirectoryStream<Path> records = Files.newDirectoryStream(state(), "*.pid")) {
      for (Path record : records) {
        Files.delete(record);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void cancelledBeforeItIsReady_applicationIsStoppedAndItsOutputKept() throws Exception {
    FakeContext context = FakeContext.forCommit("c1");
    // Two processes, and neither minds being asked to end.
    ProcessDeployer stubborn = shell("trap '' TERM; echo begun; sleep 600 & sleep 600; :");
    Path log = state().resolve(DeploymentNames.of(context.subject()).name() + ".log");
    context.onHeartbeat =
        () -> {
          if (text(log).contains("begun")) {
            context.cancelRun();
          }
        };
    WorkflowCancelledException error =
        assertThrows(WorkflowCancelledException.class, () -> deploy(stubborn, context));
    assertEquals(List.of(), List.of(error.getSuppressed()));
    assertEquals("cancelled while the application started. It wrote: begun", error.getMessage());
    assertTrue(error.next().endsWith(log.toString()), error.next());
    assertEquals(List.of(), running());
    assertEquals("begun\n", text(log));
    assertFalse(destroy(), "nothing was left");
  }

  @Test
  void cancelledAtOnce_noApplicationComesLater() throws Exception {
    FakeContext context = FakeContext.forCommit("c1");
    context.onProgress = text -> context.cancelRun();
    assertThrows(WorkflowCancelledException.class, () -> deploy(deployer(app()), context));
    assertEquals(List.of(), running());
  }

  @Test
  void cancelledWithItsThreadInterrupted_applicationIsStopped() throws Exception {
    FakeContext context = FakeContext.forCommit("c1");
    context.onProgress =
        text -> {
          context.cancelRun();
          Thread.currentThread().interrupt();
        };
    assertThrows(WorkflowCancelledException.class, () -> deploy(shell("sleep 600; :"), context));
    assertTrue(Thread.interrupted(), "the thread stays interrupted");
    assertEquals(List.of(), running());
  }

  private static String text(Path file) {
    try {
      return Files.exists(file) ? Files.readString(file) : "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"started", "recorded"})
  void deployingProcessKilled_nextRunHasOneApplication(String point) throws Exception {
    List<String> command = new ArrayList<>(List.of(java(), "-cp", classPath()));
    command.addAll(List.of(DeployAndHalt.class.getName(), point, state().toString()));
    command.addAll(app());
    Path output = dir.resolve("halt.log");
    Process halting =
        new ProcessBuilder(command)
            .directory(dir.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    assertEquals(1, halting.waitFor(), () -> "see " + output);
    Deployment deployment = deploy(deployer(app()), "c1");
    assertEquals(List.of(pid(deployment)), running());
    assertTrue(destroy());
    assertEquals(List.of(), running());
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void childrenOfADeadApplication_areEndedToo() throws Exception {
    assertThrows(
        DeployFailedException.class,
        () -> deploy(shell("sleep 600 & echo $! >child; kill -9 $$"), "c1"));
    long child = Long.parseLong(Files.readString(dir.resolve("child")).strip());
    assertTrue(ProcessIdentity.running(child).isEmpty());
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void recordedIdThatIsAnotherProcessNow_leftAlone() throws Exception {
    Process foreign = new ProcessBuilder("sleep", "600").start();
    try {
      String stat = Files.readString(Path.of("/proc/" + foreign.pid() + "/stat")).strip();
      String[] fields = stat.split(" ", -1);
      fields[21] = "1";
      Files.createDirectories(state());
      String name = DeploymentNames.of(FakeContext.subject(42, "c1")).name();
      Files.writeString(
          state().resolve(name + ".s1.pid"),
          foreign.pid()
              + "\n"
              + String.join(" ", fields)
              + "\n"
              + Files.readString(Path.of("/proc/sys/kernel/random/boot_id")));
      Files.writeString(
          state().resolve(name + ".state"),
          new ProcessState("s1", 1, "c1", "digest", "digest").toText());
      assertTrue(destroy());
      assertTrue(foreign.isAlive());
      assertFalse(Files.exists(state()));
    } finally {
      foreign.destroyForcibly();
    }
  }

  @Test
  void dryRun_changesNothing() throws Exception {
    FakeContext context = FakeContext.forCommit("c1");
    DeploymentRef name = DeploymentNames.of(context.subject());
    assertTrue(deployer(app()).dryRun(name, context).startsWith("would start"));
    assertEquals(
        "would do nothing: there is no deployment " + name.name(),
        deployer(app()).dryRunDestroy(name, context));
    assertFalse(Files.exists(state()));
  }

  @Test
  void emptyCommand_refused() {
    assertTrue(
        assertThrows(PreconditionException.class, () -> ProcessDeployer.command(" ")).isUsage());
  }

  @Test
  void state_survivesItsTextForm() {
    ProcessState state = new ProcessState("s1", 8080, null, "digest", "other");
    assertEquals(state, ProcessState.parse(state.toText()).orElseThrow());
    assertTrue(ProcessState.parse("something else").isEmpty());
    assertFalse(state.isSameAs(state), "an unknown commit is never the same");
  }

  @Test
  void connectionChanged_isNotTheSame() {
    ConnectionUris uris = FakeContext.uris();
    ConnectionUris other = new ConnectionUris(uris.direct().withDatabase("other"), uris.pooled());
    DeploymentRef name = DeploymentNames.of(FakeContext.subject(42, "c1"));
    ProcessDeployer deployer = deployer(app());
    ProcessState before = ProcessState.of("s1", 1, new DeployRequest(name, BRANCH, uris), deployer);
    ProcessState now = ProcessState.of("s2", 2, new DeployRequest(name, BRANCH, other), deployer);
    assertFalse(before.isSameAs(now));
    assertTrue(before.isSameAs(before));
  }
}
