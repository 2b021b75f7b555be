package dev.neonflow.crowd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.embedded.EmbeddedNeon;
import dev.neonflow.embedded.EmbeddedNeonOptions;
import dev.neonflow.embedded.ServedRequest;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A server that makes previews for a whole organization, within Neon's published limits. */
@EnabledIfEnvironmentVariable(named = "NEONFLOW_TEST", matches = "full")
class ManyPreviewsTest {

  private static final int PREVIEWS = 200;
  private static final int AT_ONCE = 8;
  private static final long MOST_KILOBYTES = 512 * 1024;

  /** Nobody else uses the account; a tenth is for requests that are held up and arrive together. */
  private static final double SHARE = 0.9;

  private static final String STATE =
      "select current_setting('neon.branch_id'),"
          + " (select string_agg(version, ' ' order by installed_rank) from flyway_schema_history"
          + " where success), (select count(*) from one)";

  @TempDir Path directory;

  @Test
  @EnabledOnOs(value = OS.LINUX, disabledReason = "reads the memory from /proc")
  void queuedPreviews_allSucceedWithinTheLimitsAndInLittleMemory(TestReporter reporter)
      throws Exception {
    Path migrations = Files.createDirectories(directory.resolve("migrations"));
    Files.writeString(migrations.resolve("V1__one.sql"), "create table one (id int);\n");
    Files.writeString(migrations.resolve("V2__two.sql"), "insert into one values (1), (2);\n");
    Queue<ServedRequest> served = new ConcurrentLinkedQueue<>();
    EmbeddedNeonOptions options =
        EmbeddedNeonOptions.defaults().rateLimits(true).onRequest(served::add);
    try (EmbeddedNeon embedded = EmbeddedNeon.start(options)) {
      long began = System.nanoTime();
      Process crowd = crowd(embedded);
      List<String> made = new ArrayList<>();
      try (BufferedReader out =
          new BufferedReader(
              new InputStreamReader(crowd.getInputStream(), StandardCharsets.UTF_8))) {
        String line = out.readLine();
        while (line != null && !line.equals(Crowd.DONE)) {
          made.add(line);
          line = out.readLine();
        }
        Duration took = Duration.ofNanos(System.nanoTime() - began);
        assertEquals(Crowd.DONE, line, () -> read(directory.resolve("errors.txt")));
        long memory = peakKilobytes(crowd);
        reporter.publishEntry(
            Map.of(
                "previews", PREVIEWS + " in " + took.toSeconds() + " s",
                "memory", memory / 1024 + " MB at most",
                "requests", served.size() + " " + counted(served)));
        assertEquals(List.of(), refused(served));
        assertTrue(memory < MOST_KILOBYTES, memory + " kB");
      } finally {
        crowd.destroyForcibly().waitFor();
      }
      assertRight(made);
    }
  }

  private Process crowd(EmbeddedNeon embedded) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                Crowd.class.getName(),
                directory.toString(),
                embedded.apiBase().toString(),
                embedded.projectId(),
                Integer.toString(PREVIEWS),
                Integer.toString(AT_ONCE),
                Double.toString(SHARE))
            .redirectError(directory.resolve("errors.txt").toFile());
    builder.environment().put("NEON_API_KEY", embedded.apiKey());
    return builder.start();
  }

  /** Every preview has a branch of its own with exactly the migrations. */
  private static void assertRight(List<String> made) throws SQLException {
    Map<String, String> branches = new TreeMap<>();
    for (String line : made) {
      String[] words = line.split(" ", -1);
      assertEquals(Crowd.MADE, words[0], line);
      branches.put(words[1], words[2]);
      try (Connection connection = DriverManager.getConnection(words[3], words[4], words[5]);
          Statement statement = connection.createStatement();
          ResultSet row = statement.executeQuery(STATE)) {
        row.next();
        assertEquals(
            words[2] + ", 1 2, 2 rows",
            row.getString(1) + ", " + row.getString(2) + ", " + row.getInt(3) + " rows");
      }
    }
    for (int pr = 1; pr <= PREVIEWS; pr++) {
      assertTrue(branches.containsKey("preview/pr-" + pr + "-feature"), "no preview for " + pr);
    }
    assertEquals(PREVIEWS, branches.values().stream().distinct().count());
  }

  private static List<String> refused(Queue<ServedRequest> served) {
    return served.stream()
        .filter(request -> request.status() >= 400)
        .map(request -> request.status() + " " + request.method() + " " + request.path())
        .toList();
  }

  private static Map<String, Long> counted(Queue<ServedRequest> served) {
    return served.stream()
        .collect(
            Collectors.groupingBy(
                request ->
                    request.method()
                        + " "
                        + request
                            .path()
                            .replaceFirst("/projects/[^/]+", "")
                            .replaceAll("/(br-[^/]+|[0-9a-f-]{36})", "/{id}"),
                TreeMap::new,
                Collectors.counting()));
  }

  private static long peakKilobytes(Process process) throws IOException {
    return Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "status")).stream()
        .filter(line -> line.startsWith("VmHWM:"))
        .map(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .findFirst()
        .orElseThrow();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return e.toString();
    }
  }
}
