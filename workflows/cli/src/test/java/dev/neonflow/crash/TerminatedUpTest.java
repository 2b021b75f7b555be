package dev.neonflow.crash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.embedded.EmbeddedNeon;
import dev.neonflow.sdk.branches.AnnotatedBranch;
import dev.neonflow.workflows.Stalls;
import dev.neonflow.workflows.internal.process.ProcessIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.condition.DisabledIfEnvironmentVariable;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** SIGTERM ends {@code preview up} soon wherever it is; it says what is left, and can go on. */
@Isolated("its six seconds are not shared with others")
class TerminatedUpTest {

  static final String ERRORS = "errors.txt";

  private static final int TERMINATED = 143;
  private static final int PROMISED_SECONDS = 6;

  @TempDir static Path directory;
  private static EmbeddedNeon embedded;

  @BeforeAll
  static void startNeon() {
    embedded = EmbeddedNeon.start();
  }

  @AfterAll
  static void stopNeon() {
    embedded.close();
  }

  /** Another one each time. */
  @Test
  @DisabledIfEnvironmentVariable(named = "NEONFLOW_TEST", matches = "full")
  void terminatedSomewhere_endsAndConvergesWhenRunAgain(TestReporter reporter) throws Exception {
    long seed = Long.getLong("neonflow.seed", System.nanoTime());
    Hold hold = Hold.ALL.get(new Random(seed).nextInt(Hold.ALL.size()));
    Stalls.excuse(() -> terminate(hold, reporter));
  }

  @TestFactory
  @EnabledIfEnvironmentVariable(named = "NEONFLOW_TEST", matches = "full")
  Stream<DynamicTest> terminatedInEachStep_endsAndConvergesWhenRunAgain(TestReporter reporter) {
    return Hold.ALL.stream()
        .map(
            hold ->
                DynamicTest.dynamicTest(
                    hold.name(), () -> Stalls.excuse(() -> terminate(hold, reporter))));
  }

  private static void terminate(Hold hold, TestReporter reporter) throws Exception {
    try (Site site = Site.make(embedded, directory)) {
      Path errors = site.workspace().directory().resolve(ERRORS);
      Hold.Brake brake = hold.setting().set(embedded, site);
      List<ProcessHandle> started = List.of();
      try {
        Process up = up(site, hold.options(), errors);
        try {
          Polling.until(
              hold + "; it said " + Files.readString(errors),
              () -> {
                assertTrue(up.isAlive(), () -> hold + ": it ended: " + read(errors));
                return brake.waits().ask();
              });
          started = started(site);
          endInTime(up, hold, errors, reporter);
        } finally {
          up.destroyForcibly().waitFor();
          brake.release().close();
        }
        assertLeftIsSaid(hold, site, errors);
      } finally {
        started.forEach(ProcessHandle::destroyForcibly);
      }
      assertGoesOn(hold, site, errors);
    }
  }

  private static void endInTime(Process up, Hold hold, Path errors, TestReporter reporter)
      throws Exception {
    // Not destroy(): that name is for SIGTERM on some systems only.
    long asked = System.nanoTime();
    new ProcessBuilder("kill", "-TERM", Long.toString(up.pid())).start().waitFor();
    assertTrue(
        up.waitFor(PROMISED_SECONDS, TimeUnit.SECONDS),
        () -> hold + ": it does not end: " + read(errors));
    Duration took = Duration.ofNanos(System.nanoTime() - asked);
    reporter.publishEntry("SIGTERM " + hold, took.toMillis() + " ms to the end");
    assertEquals(TERMINATED, up.exitValue(), () -> hold + ": " + read(errors));
  }

  /** What waits on behalf of the program, and would wait for long. */
  private static List<ProcessHandle> started(Site site) throws IOException {
    List<ProcessHandle> started = new ArrayList<>();
    for (long pid : pids(site)) {
      ProcessHandle.of(pid).ifPresent(started::add);
    }
    return started;
  }

  private static List<Long> pids(Site site) throws IOException {
    List<Long> pids = new ArrayList<>();
    for (String name : List.of(Hold.MIGRATED, Hold.APPLICATION)) {
      Path file = site.workspace().directory().resolve(name);
      if (Files.exists(file)) {
        pids.add(Long.valueOf(Files.readString(file).strip()));
      }
    }
    return pids;
  }

  private static void assertLeftIsSaid(Hold hold, Site site, Path errors) throws IOException {
    for (long pid : pids(site)) {
      assertTrue(
          ProcessIdentity.running(pid).isEmpty(), () -> hold + ": process " + pid + " still runs");
    }
    Path comment = site.workspace().directory().resolve(Hold.COMMENT);
    // Nobody can write to it while somebody else does.
    String said = hold.name().equals("at the report") ? read(errors) : read(comment);
    for (AnnotatedBranch branch : site.previews()) {
      assertTrue(said.contains(branch.branch().name()), () -> hold + ": " + said + read(errors));
    }
    assertTrue(said.contains("cancelled") || said.contains("interrupted"), hold + ": " + said);
  }

  private static void assertGoesOn(Hold hold, Site site, Path errors) throws Exception {
    Process again = up(site, hold.again(), errors);
    try {
      assertTrue(again.waitFor(10, TimeUnit.MINUTES), () -> hold + ": again: " + read(errors));
      assertEquals(0, again.exitValue(), () -> hold + ": again: " + read(errors));
    } finally {
      again.destroyForcibly().waitFor();
    }
    assertEquals(1, site.previews().size());
    assertTrue(site.previews().get(0).branch().isReady());
    String rows = site.snapshot().toString();
    assertEquals(hold.again().contains("--flyway"), rows.contains("1 true 2 true"), rows);
    String comment = Files.readString(site.workspace().directory().resolve(Hold.COMMENT));
    assertFalse(comment.contains("cancelled"), comment);
    assertEquals(1, comment.split("<!-- neonflow:preview", -1).length - 1, comment);
  }

  private static Process up(Site site, List<String> options, Path errors) throws IOException {
    Workspace workspace = site.workspace();
    List<String> command = new ArrayList<>(Java.COMMAND);
    command.add(PreviewUp.class.getName());
    command.addAll(List.of("up", "--pr", "7", "--ref", "feature"));
    command.addAll(List.of("--comment-file", Hold.COMMENT, "--project-id", workspace.projectId()));
    command.addAll(options);
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(workspace.directory().toFile())
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(errors.toFile());
    builder.environment().put("HOME", workspace.directory().toString());
    builder.environment().put("XDG_STATE_HOME", workspace.directory().resolve("state").toString());
    builder.environment().put("NEON_API_HOST", workspace.apiBase().toString());
    builder.environment().put("NEON_API_KEY", workspace.apiKey());
    builder.environment().put("GITHUB_REPOSITORY", "acme/shop");
    return builder.start();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return e.toString();
    }
  }
}
