package dev.neonflow.scripts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.embedded.EmbeddedNeon;
import dev.neonflow.workflows.Stalls;
import dev.neonflow.workflows.internal.process.ProcessIdentity;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A script that is asked to end while its migration runs. */
class SignalsTest {

  @TempDir Path home;
  private int goes;

  @ParameterizedTest
  @CsvSource({"INT,130", "TERM,143"})
  void signalDuringMigration_endsTheToolReportsAndExits(String signal, int code) throws Exception {
    Peers.need("sh");
    Stalls.excuse(() -> signalDuringMigration(begun(), signal, code));
  }

  private static void signalDuringMigration(Path home, String signal, int code) throws Exception {
    Path pid = home.resolve("tool.pid");
    try (EmbeddedNeon neon = EmbeddedNeon.start()) {
      Path out = home.resolve("out");
      Process process =
          Child.start(
              home,
              Map.of(
                  "HOME", home.toString(),
                  "NEON_API_HOST", neon.apiBase().toString(),
                  "NEON_API_KEY", neon.apiKey()),
              Script.PREVIEW.command(
                  "up",
                  "--pr",
                  "5",
                  "-v",
                  "--migrate",
                  "echo $$ >tool.pid; echo tool $((40+2)); exec sleep 3600",
                  "--comment-file",
                  "comment.md",
                  "--output",
                  "json"),
              out);
      try (BufferedReader said = process.errorReader()) {
        StringBuilder seen = new StringBuilder();
        int signals = 0;
        for (String line = said.readLine(); line != null; line = said.readLine()) {
          seen.append(line).append('\n');
          // The command itself, which plans and failures show, does not contain this.
          if (line.contains("tool 42") && signals++ == 0) {
            new ProcessBuilder("/bin/sh", "-c", "kill -" + signal + " " + process.pid())
                .start()
                .waitFor();
          }
        }
        assertTrue(process.waitFor(Child.MINUTES, TimeUnit.MINUTES), "it does not end");
        assertEquals(1, signals, seen.toString());
        assertEquals(code, process.exitValue(), seen.toString());
        assertTrue(seen.toString().contains("left: branch preview/pr-5"), seen.toString());
      } finally {
        Child.kill(process);
      }
      String result = Files.readString(out);
      assertTrue(result.contains("\"exit_code\":" + code), result);
      assertTrue(result.contains("\"status\":\"cancelled\""), result);
      assertTrue(Files.readString(home.resolve("comment.md")).contains("cancelled"));
      long tool = Long.parseLong(Files.readString(pid).strip());
      assertTrue(ProcessIdentity.running(tool).isEmpty(), "the tool still runs");
    }
  }

  @Test
  void tourThatIsInterrupted_leavesNothing() throws Exception {
    interrupted("  migration  ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Starting an embedded Neon", "Branch main is production"})
  @EnabledIfEnvironmentVariable(named = "NEONFLOW_TEST", matches = "full")
  void tourThatIsInterruptedEarlier_leavesNothing(String line) throws Exception {
    interrupted(line);
  }

  private void interrupted(String line) throws Exception {
    Peers.need("kill");
    Stalls.excuse(() -> Midway.end(() -> interrupted(begun(), line)));
  }

  private static boolean interrupted(Path home, String line) throws Exception {
    Path temporary = Files.createDirectories(home.resolve("tmp"));
    Process tour =
        Child.start(
            home,
            withTemporary(home, temporary),
            Script.DEMO.command("--output", "json"),
            home.resolve("out"));
    Optional<InterruptedTour> interrupted = InterruptedTour.at(line, tour);
    if (interrupted.isEmpty()) {
      return false;
    }
    String said = interrupted.get().said();
    assertTrue(said.contains("\nneonflow: interrupted\n"), said);
    assertFalse(said.contains("\tat "), said);
    try (Stream<Path> left = Files.list(temporary)) {
      assertEquals(List.of(), left.toList());
    }
    assertEquals(List.of(), interrupted.get().children().stream().filter(Child::runs).toList());
    assertTrue(Files.readString(home.resolve("out")).contains("\"exit_code\":130"));
    return true;
  }

  @Test
  @EnabledIfEnvironmentVariable(named = "NEONFLOW_TEST", matches = "full")
  void tourThatIsKilled_isClearedAwayByTheNextOne() throws Exception {
    Midway.end(() -> killed(begun()));
  }

  private static boolean killed(Path home) throws Exception {
    Path temporary = Files.createDirectories(home.resolve("tmp"));
    Path out = home.resolve("out");
    Process tour = Child.start(home, withTemporary(home, temporary), Script.DEMO.command(), out);
    StringBuilder seen = new StringBuilder();
    boolean goneOn;
    try (BufferedReader said = tour.errorReader()) {
      String line = said.readLine();
      while (line != null && !line.contains("answers  10,000 orders")) {
        seen.append(line).append('\n');
        line = said.readLine();
      }
      assertNotNull(line, seen.toString());
      // What it started must stay: it is what the next one is to clear away. Not the process's own
      // method, which closes what it has said.
      tour.toHandle().destroyForcibly();
      tour.waitFor();
      goneOn = said.readLine() != null;
    } finally {
      tour.destroyForcibly();
    }
    List<Path> left = workspaces(temporary);
    URI page = URI.create(Files.readString(out).strip());
    if (goneOn && (left.isEmpty() || !isServed(page))) {
      return false;
    }
    assertTrue(isServed(page), "the application went with the tour");
    assertEquals(1, left.size(), left.toString());
    FileTime old = FileTime.from(Instant.now().minus(Duration.ofHours(1)));
    Files.setLastModifiedTime(left.get(0).resolve("lock"), old);
    Ended next = Child.run(home, withTemporary(home, temporary), Script.DEMO.command());
    assertEquals(0, next.exitCode(), next.toString());
    assertTrue(next.err().contains("Removed " + left.get(0)), next.err());
    assertEquals(List.of(), workspaces(temporary));
    assertFalse(isServed(page), "the application still runs");
    return true;
  }

  private static boolean isServed(URI page) {
    try (Socket socket = new Socket(page.getHost(), page.getPort())) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  private static List<Path> workspaces(Path temporary) throws IOException {
    try (Stream<Path> all = Files.list(temporary)) {
      return all.filter(one -> one.getFileName().toString().startsWith("neonflow-demo-")).toList();
    }
  }

  /** A home for one more go. Its name is short: a socket's path may not be long. */
  private Path begun() throws IOException {
    goes++;
    return Files.createDirectory(home.resolve(Integer.toString(goes)));
  }

  private static Map<String, String> withTemporary(Path home, Path temporary) {
    return Map.of(
        "HOME", home.toString(),
        "XDG_CACHE_HOME", Path.of(System.getProperty("user.home"), ".cache").toString(),
        "JAVA_TOOL_OPTIONS", "-Djava.io.tmpdir=" + temporary);
  }
}
