package dev.neonflow.scripts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.embedded.EmbeddedNeon;
import dev.neonflow.workflows.Stalls;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Runs on a terminal of their own, which util-linux's script makes. */
@EnabledOnOs(OS.LINUX)
@EnabledIfEnvironmentVariable(named = "NEONFLOW_TEST", matches = "full")
class RealTerminalTest {

  private static final String ESCAPE = "\u001b";
  private static EmbeddedNeon neon;
  private static int pullRequests;
  @TempDir Path home;

  @BeforeAll
  static void startNeon() {
    Peers.need("script");
    neon = EmbeddedNeon.start();
  }

  @AfterAll
  static void stopNeon() {
    if (neon != null) {
      neon.close();
    }
  }

  @Test
  void terminal_getsALiveView_thatIsNotWiderThanItself_aFileGetsLines() throws Exception {
    Stalls.excuse(() -> liveView(pullRequest()));
  }

  private void liveView(String pullRequest) throws Exception {
    String up = command("up", "--pr", pullRequest, "--migrate", "sleep 1", "--no-color");
    String live = recorded("stty cols 50 rows 20\n" + up);
    List<String> rewritten =
        live.lines()
            .flatMap(line -> List.of(line.split("\r", -1)).stream())
            .map(line -> line.replaceFirst("^" + ESCAPE + "\\[(\\d+A" + ESCAPE + "\\[)?J", ""))
            .filter(line -> line.matches("[⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏] .*"))
            .toList();
    assertTrue(rewritten.size() > 5, live);
    rewritten.forEach(line -> assertTrue(line.length() < 50, line));
    assertFalse(live.contains(ESCAPE + "[?25l"), "it hides the cursor");
    String end = live.stripTrailing();
    assertTrue(end.endsWith("preview/pr-" + pullRequest), live);

    assertFalse(live.contains(ESCAPE + "[1m"), "it has colours: " + live);
    String again = command("up", "--pr", pullRequest, "--migrate", "sleep 1");
    String elsewhere = recorded("(" + again.strip() + ") 2>errors; cat errors\n");
    assertFalse(elsewhere.contains(ESCAPE), elsewhere);
  }

  @Test
  void controlC_leavesACleanLine() throws Exception {
    Stalls.excuse(() -> controlC(pullRequest()));
  }

  private void controlC(String pullRequest) throws Exception {
    Path program =
        Files.writeString(
            home.resolve("run.sh"), command("up", "--pr", pullRequest, "--migrate", "sleep 3600"));
    Process terminal = script(program).start();
    try (Reader reader = terminal.inputReader(StandardCharsets.UTF_8)) {
      StringBuilder seen = new StringBuilder();
      boolean asked = false;
      for (int next = reader.read(); next >= 0; next = reader.read()) {
        seen.append((char) next);
        if (!asked && seen.indexOf(" migration ") > 0) {
          asked = true;
          terminal.getOutputStream().write(3);
          terminal.getOutputStream().flush();
        }
      }
      assertTrue(terminal.waitFor(Child.MINUTES, TimeUnit.MINUTES), seen.toString());
      assertEquals(130, terminal.exitValue(), seen.toString());
      String after = seen.substring(seen.lastIndexOf(ESCAPE + "[J") + 3);
      assertTrue(after.contains("neonflow: migration: interrupted"), seen.toString());
      assertTrue(after.contains("next: run again to go on"), seen.toString());
    } finally {
      Child.kill(terminal);
    }
  }

  /** Nobody has had it. */
  private static String pullRequest() {
    pullRequests++;
    return Integer.toString(pullRequests);
  }

  private static String command(String... arguments) {
    return Script.PREVIEW.command(arguments).stream()
        .map(word -> "'" + word + "'")
        .collect(Collectors.joining(" ", "", "\n"));
  }

  private String recorded(String commands) throws Exception {
    Process terminal = script(Files.writeString(home.resolve("run.sh"), commands)).start();
    try (Reader reader = terminal.inputReader(StandardCharsets.UTF_8)) {
      StringBuilder seen = new StringBuilder();
      for (int next = reader.read(); next >= 0; next = reader.read()) {
        seen.append((char) next);
      }
      assertTrue(terminal.waitFor(Child.MINUTES, TimeUnit.MINUTES), seen.toString());
      assertEquals(0, terminal.exitValue(), seen.toString());
      return seen.toString();
    } finally {
      Child.kill(terminal);
    }
  }

  private ProcessBuilder script(Path program) throws IOException {
    List<String> script = List.of("script", "-qec", "sh " + program, "/dev/null");
    ProcessBuilder builder =
        new ProcessBuilder(Child.hearingSignals(script))
            .directory(home.toFile())
            .redirectErrorStream(true);
    builder.environment().keySet().retainAll(List.of("PATH", "JAVA_HOME"));
    builder
        .environment()
        .putAll(
            Map.of(
                "HOME", home.toString(),
                "TERM", "xterm-256color",
                "LANG", "C.UTF-8",
                "NEON_API_HOST", neon.apiBase().toString(),
                "NEON_API_KEY", neon.apiKey()));
    return builder;
  }
}
