package dev.neonflow.crash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.embedded.EmbeddedNeon;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Whatever was killed by SIGKILL, anywhere, is mended by running it again. */
@Execution(ExecutionMode.CONCURRENT) // each run has a project of its own
class KilledRunTest {

  private static final int SAMPLE = 2;
  private static final int FEWEST = 40;

  /** Of each scenario in the long tests. */
  private static final int MANY = 3;

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

  /** Another sample each time; the seed is in the name of a failed one. */
  @Test
  void killedAtSomeMoments_convergesWhenRunAgain() throws Exception {
    Some some = new Some();
    Scenario scenario = some.of(Scenarios.all(), 1).get(0);
    Undisturbed undisturbed = Undisturbed.of(scenario, embedded, directory);
    for (String moment : some.of(undisturbed.moments(), SAMPLE)) {
      kill(undisturbed, moment, some.toString());
    }
  }

  @TestFactory
  @EnabledIfEnvironmentVariable(named = "NEONFLOW_TEST", matches = "full")
  Stream<DynamicTest> eachScenarioKilledAtManyMoments_convergesWhenRunAgain() {
    List<Scenario> all = Scenarios.all();
    assertTrue(all.size() == 1 || all.size() * MANY >= FEWEST, all::toString);
    return all.stream().map(one -> DynamicTest.dynamicTest(one.toString(), () -> killOften(one)));
  }

  private static void killOften(Scenario scenario) throws Exception {
    Some some = new Some();
    Undisturbed undisturbed = Undisturbed.of(scenario, embedded, directory);
    assertTrue(undisturbed.moments().size() >= MANY, undisturbed.moments()::toString);
    for (String moment : some.of(undisturbed.moments(), MANY)) {
      kill(undisturbed, moment, some.toString());
    }
  }

  private static void kill(Undisturbed undisturbed, String moment, String note) throws Exception {
    Scenario scenario = undisturbed.scenario();
    String where = scenario + ", killed " + moment + " " + note;
    try (Site site = Site.make(embedded, directory)) {
      site.run(scenario.before());
      if (moment.equals(Undisturbed.STATEMENT)) {
        site.everywhere(Workspace.brake());
        killWhen(
            site,
            scenario,
            moment,
            where,
            victim ->
                Polling.until(
                    "a migration in its middle",
                    () -> {
                      assertTrue(victim.isAlive(), () -> where + ": it ended");
                      return site.migrates();
                    }));
        site.everywhere(Workspace.RELEASE);
      } else {
        killWhen(site, scenario, moment, where, victim -> {});
      }
      try {
        site.run(scenario.body());
        scenario.check().compare(undisturbed.end(), site.snapshot());
      } catch (Exception | AssertionError e) {
        throw new AssertionError(where + ": " + e.getMessage(), e);
      }
    }
  }

  /** A wait for something that happens elsewhere. */
  @FunctionalInterface
  private interface Waiting {
    void await(Process victim) throws Exception;
  }

  private static void killWhen(
      Site site, Scenario scenario, String moment, String where, Waiting waiting) throws Exception {
    Path errors = Files.createTempFile(directory, "victim", ".txt");
    Process victim = victim(site.workspace(), scenario, moment, errors);
    try {
      if (moment.equals(Undisturbed.STATEMENT)) {
        waiting.await(victim);
      } else {
        try (BufferedReader out =
            new BufferedReader(
                new InputStreamReader(victim.getInputStream(), StandardCharsets.UTF_8))) {
          String line = out.readLine();
          assertEquals(Victim.REACHED, line, () -> where + ": " + read(errors));
        }
      }
    } finally {
      victim.destroyForcibly().waitFor();
    }
    assertNotEquals(0, victim.exitValue(), () -> where + ": it ended: " + read(errors));
  }

  private static Process victim(Workspace workspace, Scenario scenario, String moment, Path errors)
      throws IOException {
    List<String> command = new ArrayList<>(Java.COMMAND);
    command.add(Victim.class.getName());
    command.add(workspace.directory().toString());
    command.add(workspace.apiBase().toString());
    command.add(workspace.projectId());
    command.addAll(List.of(scenario.name(), moment));
    ProcessBuilder builder = new ProcessBuilder(command).redirectError(errors.toFile());
    builder.environment().put("NEON_API_KEY", workspace.apiKey());
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
