package dev.neonflow.workflows.branch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.sdk.branches.AnnotatedBranch;
import dev.neonflow.workflows.NeonflowBuilder;
import dev.neonflow.workflows.SweepItem;
import dev.neonflow.workflows.SweepResult;
import dev.neonflow.workflows.WorkflowStatus;
import dev.neonflow.workflows.ci.FilePullRequests;
import dev.neonflow.workflows.deploy.ProcessDeployer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@Timeout(180)
@DisabledOnOs(OS.WINDOWS)
@EnabledIfEnvironmentVariable(named = "NEONFLOW_TEST", matches = "full")
class SweptDeploymentsTest {

  @TempDir Path directory;

  private Sandbox sandbox;
  private FilePullRequests open;

  @BeforeEach
  void start() throws IOException {
    sandbox = new Sandbox(directory);
    open = new FilePullRequests(Files.writeString(directory.resolve("open.txt"), "1\n"));
  }

  @AfterEach
  void stop() {
    sandbox.close();
    applications().forEach(ProcessHandle::destroyForcibly);
  }

  @Test
  void deploymentWithoutBranch_isFoundAndRemoved() {
    up(1);
    up(12);
    up(3);
    sandbox.branches("pr-12").forEach(found -> sandbox.remove(found.branch()));
    assertEquals(3, applications().size());
    SweepResult dry = neonflow().build().sweep().previews(open).dryRun();
    assertTrue(dry.toText().contains("would remove pr-12 (deployment pr-12-shop-"), dry.toText());
    SweepResult result = neonflow().build().sweep().previews(open).run();
    assertEquals(WorkflowStatus.SUCCEEDED, result.status(), result.toText());
    assertEquals(List.of("pr-3", "pr-12"), names(result));
    assertEquals(List.of(), result.notes());
    assertEquals(1, applications().size());
    assertEquals(List.of("preview/pr-1"), branches());
    assertEquals(List.of(), names(neonflow().build().sweep().previews(open).run()));
  }

  @Test
  void killedInTheMiddle_isFinishedByTheNextOne() throws Exception {
    for (int number = 1; number <= 4; number++) {
      up(number);
    }
    Process victim = victim(2);
    assertEquals(9, victim.waitFor(), () -> "see " + directory.resolve("victim.txt"));
    assertFalse(branches().size() == 1, "it was killed too late");
    SweepResult result = neonflow().build().sweep().previews(open).run();
    assertEquals(WorkflowStatus.SUCCEEDED, result.status(), result.toText());
    assertEquals(List.of("preview/pr-1"), branches());
    assertEquals(1, applications().size());
    try (var locks = Files.list(directory.resolve("locks"))) {
      assertEquals(0, locks.count());
    }
  }

  private Process victim(int progress) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
                java(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                classPath(),
                SweepAndHalt.class.getName(),
                sandbox.embedded().apiBase().toString(),
                sandbox.projectId(),
                directory.toString(),
                Integer.toString(progress))
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("victim.txt").toFile());
    builder.environment().put("NEON_API_KEY", sandbox.embedded().apiKey());
    return builder.start();
  }

  private void up(int number) {
    neonflow()
        .deployer(
            ProcessDeployer.of(
                    java(),
                    "-XX:TieredStopAtLevel=1",
                    "-cp",
                    classPath(),
                    "dev.neonflow.workflows.deploy.SmallApp",
                    directory.toString())
                .in(directory)
                .stateDir(directory.resolve("state")))
        .build()
        .preview()
        .forPr(number)
        .deploy()
        .run();
  }

  private NeonflowBuilder neonflow() {
    return SweepAndHalt.neonflow(
        sandbox.embedded().apiBase(), sandbox.embedded().apiKey(), sandbox.projectId(), directory);
  }

  private List<String> branches() {
    return sandbox.branches("preview/").stream()
        .map(AnnotatedBranch::branch)
        .map(branch -> branch.name())
        .toList();
  }

  private static List<String> names(SweepResult result) {
    return result.removed().stream().map(SweepItem::name).collect(Collectors.toList());
  }

  private List<ProcessHandle> applications() {
    return ProcessHandle.allProcesses()
        .filter(
            process -> process.info().commandLine().orElse("").contains("SmallApp " + directory))
        .toList();
  }

  private static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  private static String classPath() {
    return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
  }
}
