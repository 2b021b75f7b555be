package dev.neonflow.scripts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.embedded.EmbeddedNeon;
import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A script that is asked to end while its migration runs. */
class SignalsTest {

  @TempDir Path home;

  @ParameterizedTest
  @CsvSource({"INT,130", "TERM,143"})
  void signalDuringMigration_endsTheToolReportsAndExits(String signal, int code) throws Exception {
    Peers.need("sh");
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
                  "echo $$ >tool.pid; echo tool runs; exec sleep 120",
                  "--comment-file",
                  "comment.md",
                  "--output",
                  "json"),
              out);
      try (BufferedReader said = process.errorReader()) {
        StringBuilder seen = new StringBuilder();
        for (String line = said.readLine(); line != null; line = said.readLine()) {
          seen.append(line).append('\n');
          if (line.contains("tool runs")) {
            new ProcessBuilder("/bin/sh", "-c", "kill -" + signal + " " + process.pid())
                .start()
                .waitFor();
          }
        }
        assertTrue(process.waitFor(30, TimeUnit.SECONDS), "it does not end");
        assertEquals(code, process.exitValue(), seen.toString());
        assertTrue(seen.toString().contains("left: branch preview/pr-5"), seen.toString());
      } finally {
        process.destroyForcibly();
      }
      String result = Files.readString(out);
      assertTrue(result.contains("\"exit_code\":" + code), result);
      assertTrue(result.contains("\"status\":\"cancelled\""), result);
      assertTrue(Files.readString(home.resolve("comment.md")).contains("cancelled"));
      long tool = Long.parseLong(Files.readString(pid).strip());
      assertTrue(
          ProcessHandle.of(tool).filter(ProcessHandle::isAlive).isEmpty(), "the tool still runs");
    }
  }
}
