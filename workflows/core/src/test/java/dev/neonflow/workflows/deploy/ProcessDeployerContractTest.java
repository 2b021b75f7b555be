package dev.neonflow.workflows.deploy;

import dev.neonflow.workflows.internal.process.ProcessIdentity;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Processes of this machine as a platform. */
@EnabledOnOs(OS.LINUX)
final class ProcessDeployerContractTest extends DeployerContract {
  @TempDir Path dir;
  private boolean stalled;
  private @Nullable Process foreign;

  private Path state() {
    return dir.resolve("state");
  }

  @Override
  protected ProcessDeployer deployer() {
    if (stalled) {
      return ProcessDeployer.command("echo begun; sleep 600; : # " + dir).stateDir(state());
    }
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String classes =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    List<String> argv =
        List.of(
            java,
            "-XX:TieredStopAtLevel=1",
            "-cp",
            classes,
            SmallApp.class.getName(),
            dir.toString());
    return new ProcessDeployer(argv, dir, state(), Duration.ofSeconds(30));
  }

  private ProcessFiles files(DeploymentRef deployment) {
    return new ProcessFiles(state(), deployment.name());
  }

  @Override
  protected Set<String> there() throws Exception {
    return ProcessFiles.names(state());
  }

  @Override
  protected String version(DeploymentRef deployment) throws Exception {
    return files(deployment).running().orElseThrow().toString();
  }

  @Override
  protected String database(DeploymentRef deployment) throws Exception {
    URI url =
        URI.create("http://127.0.0.1:" + files(deployment).readState().orElseThrow().port() + "/");
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(url).build(), HttpResponse.BodyHandlers.ofString())
        .body();
  }

  /** The record is of a process whose id another process has now. */
  @Override
  protected void putForeign(DeploymentRef deployment) throws Exception {
    Process process = new ProcessBuilder("sleep", "600").start();
    foreign = process;
    String[] stat = Files.readString(Path.of("/proc/" + process.pid() + "/stat")).split(" ", -1);
    stat[21] = "1";
    Files.createDirectories(state());
    Files.writeString(
        state().resolve(deployment.name() + ".s1.pid"),
        process.pid()
            + "\n"
            + String.join(" ", stat).strip()
            + "\n"
            + Files.readString(Path.of("/proc/sys/kernel/random/boot_id")));
    Files.writeString(
        state().resolve(deployment.name() + ".state"),
        new ProcessState("s1", 1, "c1", "digest", "digest").toText());
  }

  @Override
  protected boolean isForeignIntact() {
    return foreign != null && foreign.isAlive();
  }

  @Override
  protected void stall() {
    stalled = true;
  }

  @Override
  protected boolean isStalled() throws Exception {
    Path log = state().resolve(ours.name() + ".log");
    return Files.exists(log) && Files.readString(log).contains("begun");
  }

  @Override
  protected void resume() {
    stalled = false;
  }

  @Override
  protected boolean isIdle() {
    return running().isEmpty();
  }

  private List<ProcessHandle> running() {
    return ProcessHandle.allProcesses()
        .filter(process -> process.pid() != ProcessHandle.current().pid())
        .filter(process -> process.info().commandLine().orElse("").contains(dir.toString()))
        .filter(process -> ProcessIdentity.running(process.pid()).isPresent())
        .toList();
  }

  @Override
  protected List<String> traces() throws Exception {
    List<String> traces = new ArrayList<>();
    running().forEach(process -> traces.add(process.info().commandLine().orElse("")));
    if (Files.exists(state())) {
      try (Stream<Path> files = Files.list(state())) {
        for (Path file : files.toList()) {
          traces.add(Files.readString(file));
        }
      }
    }
    return traces;
  }

  @AfterEach
  void stopWhatIsLeft() throws Exception {
    for (DeploymentRef deployment : List.of(ours, other())) {
      files(deployment).destroy();
    }
    running().forEach(ProcessHandle::destroyForcibly);
    if (foreign != null) {
      foreign.destroyForcibly();
    }
  }
}
