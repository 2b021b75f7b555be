package dev.neonflow.scripts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.embedded.EmbeddedNeon;
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
    String up = command("up", "--pr", "7", "--migrate", "sleep 1", "--no-color");
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
    assertTrue(end.endsWith("preview/pr-7"), live);

    assertFalse(live.contains(ESCAPE + "[1m"), "it has colours: " + live);
    String again = command("up", "--pr", "7", "--migrate", "sleep 1");
    String elsewhere = recorded("(" + again.strip() + ") 2>errors; cat errors\n");
    assertFalse(elsewhere.contains(ESCAPE), elsewhere);
  }

  @Test
  void controlC_leavesACleanLine() throws Exception {
    Path program =
        Files.writeString(
            home.resolve("run.sh"), command("up", "--pr", "8", "--migrate", "sleep 60"));
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
      assertTrue(terminal.waitFor(30, TimeUnit.SECONDS), seen.toString());
      assertEquals(130, terminal.exitValue(), seen.toString());
      String after = seen.substring(seen.lastIndexOf(ESCAPE + "[J") + 3);
      assertTrue(after.contains("neonflow: migration: interrupted"), seen.toString());
      assertTrue(after.contains("next: run again to go on"), seen.toString());
    } finally {
      terminal.descendants().forEach(ProcessHandle::destroyForcibly);
      terminal.destroyForcibly();
    }
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
      assertTrue(terminal.waitFor(60, TimeUnit.SECONDS), seen.toString());
      assertEquals(0, terminal.exitValue(), seen.toString());
      return seen.toString();
    } finally {
      terminal.descendants().forEach(ProcessHandle::destroyForcibly);
      terminal.destroyForcibly();
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
