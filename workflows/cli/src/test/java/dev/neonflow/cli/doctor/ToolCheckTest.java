package dev.neonflow.cli.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.workflows.Programs;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(OS.WINDOWS)
final class ToolCheckTest {

  /** Longer than any machine takes to start a shell. */
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @TempDir Path dir;

  private void program(String name, String script) throws IOException {
    Programs.write(dir.resolve(name), "#!/bin/sh\n" + script + "\n");
  }

  private List<Finding> findings(String... wanted) throws InterruptedException {
    return findings(Map.of("PATH", dir + ":/nowhere"), PATIENCE, wanted);
  }

  private static List<Finding> findings(
      Map<String, String> environment, Duration patience, String... wanted)
      throws InterruptedException {
    return new ToolCheck(environment, Set.of(wanted), patience).findings();
  }

  private static Finding about(String tool, List<Finding> findings) {
    return findings.stream()
        .filter(finding -> finding.message().contains(tool))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void versions_areThoseOfThePath() throws Exception {
    program("git", "echo; echo \"git version 9.9 $1\"");
    program("flyctl", "echo \"flyctl v0.4.1 $1\"");
    List<Finding> findings = findings();
    assertEquals(Finding.ok("tools", "git: git version 9.9 --version"), about("git", findings));
    assertEquals(Finding.ok("tools", "flyctl: flyctl v0.4.1 version"), about("flyctl", findings));
    assertEquals(Finding.Level.OK, about("java", findings).level());
    assertEquals(Finding.Level.OK, about("PostgreSQL of the embedded", findings).level());
  }

  @Test
  void missingProgram_isAProblemOnlyIfItIsWanted() throws Exception {
    assertEquals(Finding.Level.NOTE, about("flyctl", findings()).level());
    assertEquals(Finding.Level.PROBLEM, about("flyctl", findings("flyctl")).level());
  }

  @Test
  void programThatFails_isAProblem() throws Exception {
    program("node", "echo broken; exit 1");
    Finding broken = about("node", findings());
    assertEquals(Finding.Level.PROBLEM, broken.level());
    assertEquals("node: " + dir.resolve("node") + " --version failed with 1", broken.message());
    program("node", "exit 0");
    assertEquals(
        "node: " + dir.resolve("node") + " --version says nothing",
        about("node", findings()).message());
  }

  @Test
  void programThatDoesNotEnd_isNotWaitedForLong() throws Exception {
    program("node", "exec sleep 600");
    Map<String, String> environment = Map.of("PATH", dir + ":" + System.getenv("PATH"));
    Finding endless = about("node: ", findings(environment, Duration.ofMillis(1)));
    assertEquals(Finding.Level.PROBLEM, endless.level());
    assertTrue(
        endless.message().endsWith("--version did not end within 0.001 s"), endless.message());
  }

  @Test
  void programThatCannotBeStarted_isNamedWithTheReason() throws Exception {
    Programs.write(dir.resolve("node"), "#!" + dir.resolve("nowhere") + "\n");
    Finding unstartable = about("node: ", findings());
    assertEquals(Finding.Level.PROBLEM, unstartable.level());
    assertTrue(unstartable.message().contains("Cannot run program"), unstartable.message());
  }

  @Test
  void flyctlThatWillNotDo_isAProblemOnlyIfItIsWanted() throws Exception {
    program("flyctl", "echo \"flyctl v0.3.1 linux/amd64\"");
    Finding old = about("flyctl", findings("flyctl"));
    assertEquals(Finding.Level.PROBLEM, old.level());
    assertTrue(old.message().contains("version 0.3.1, and at least 0.3.176"), old.message());
    assertEquals(Finding.Level.NOTE, about("flyctl", findings()).level());
    program("flyctl", "echo hello");
    assertEquals(Finding.Level.PROBLEM, about("flyctl", findings("flyctl")).level());
  }

  @Test
  void flyctlThatIsNamed_isTheOneAsked() throws Exception {
    program("flyctl", "echo flyctl v0.3.100");
    program("another", "echo flyctl v9.0.0");
    for (String named : List.of("another", dir.resolve("another").toString())) {
      Map<String, String> environment = Map.of("PATH", dir.toString(), "NEONFLOW_FLYCTL", named);
      assertEquals(
          Finding.ok("tools", "flyctl: flyctl v9.0.0"),
          about("flyctl", findings(environment, PATIENCE, "flyctl")));
    }
  }
}
