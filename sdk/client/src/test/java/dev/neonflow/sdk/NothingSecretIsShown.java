package dev.neonflow.sdk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;

/**
 * Runs after all tests, on each line of OkHttp that the build runs, and looks through everything
 * that they logged and printed at the finest level, and the message of everything that they threw.
 * Every secret of a test begins as Neon's do: {@code napi_} for API keys, {@code npg_} for
 * passwords.
 */
class NothingSecretIsShown {

  private static final Path REPORTS = Path.of("target", "surefire-reports");
  private static final Pattern SECRET =
      Pattern.compile("(?<![A-Za-z])(?:napi|npg)(?:_|%5[fF])[\\w%@]{3,}");

  @Test
  void reportsOfAllTests_holdNoSecret() throws IOException {
    List<String> found = new ArrayList<>();
    int traced = 0;
    try (Stream<Path> files = Files.list(REPORTS)) {
      for (Path file : files.filter(path -> path.toString().endsWith("-output.txt")).toList()) {
        String text = Files.readString(file, StandardCharsets.UTF_8);
        traced += text.contains("TRACE dev.neonflow.sdk.http") ? 1 : 0;
        look(file.getFileName().toString(), text, found);
      }
    }
    assertTrue(traced > 10, "only " + traced + " tests have logged at trace");
    assertEquals(List.of(), found);
  }

  @Test
  void whatTestsThrew_holdsNoSecret() throws IOException {
    List<String> found = new ArrayList<>();
    // By name: the other line's may be left from a longer run.
    boolean all = "full".equals(System.getenv("NEONFLOW_TEST"));
    for (String line : all ? List.of("okhttp4", "okhttp5") : List.of("okhttp4")) {
      Path recording = Path.of("target", line + ".jfr");
      int ours = 0;
      for (RecordedEvent event : RecordingFile.readAllEvents(recording)) {
        String type = event.getClass("thrownClass").getName();
        ours += type.startsWith("dev.neonflow.sdk.error.") ? 1 : 0;
        look(type, String.valueOf(event.getString("message")), found);
      }
      assertTrue(ours > 100, recording + " knows " + ours + " of our exceptions only");
    }
    assertEquals(List.of(), found);
  }

  @Test
  void plantedSecret_isFound() {
    List<String> found = new ArrayList<>();
    look("here", "a b=npg_p%40ss&c", found);
    look("there", "Bearer napi_k3ySecret", found);
    assertEquals(2, found.size());
  }

  private static void look(String where, String text, List<String> found) {
    Matcher secret = SECRET.matcher(text);
    while (secret.find()) {
      String around =
          text.substring(Math.max(0, secret.start() - 80), Math.min(text.length(), secret.end()));
      found.add(where + ": ..." + around);
    }
  }
}
