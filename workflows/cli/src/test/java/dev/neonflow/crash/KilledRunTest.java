package dev.neonflow.crash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.crash.Victim.Moment;
import dev.neonflow.embedded.EmbeddedNeon;
import dev.neonflow.sdk.ConnectionUri;
import dev.neonflow.sdk.Neon;
import dev.neonflow.sdk.branches.AnnotatedBranch;
import dev.neonflow.sdk.branches.ListBranches;
import dev.neonflow.sdk.connectionuris.ConnectionUriQuery;
import dev.neonflow.workflows.PlannedStep;
import dev.neonflow.workflows.Runs;
import dev.neonflow.workflows.WorkflowStatus;
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
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/** A run that was killed by SIGKILL, anywhere, is mended by running it again. */
class KilledRunTest {

  private static EmbeddedNeon embedded;

  @TempDir Path directory;
  private Workspace workspace;
  private Neon neon;

  @BeforeAll
  static void startNeon() {
    embedded = EmbeddedNeon.start();
  }

  @AfterAll
  static void stopNeon() {
    embedded.close();
  }

  @BeforeEach
  void prepare() throws IOException {
    workspace =
        new Workspace(directory, embedded.apiBase(), embedded.apiKey(), embedded.projectId())
            .prepared();
    neon = workspace.neon();
  }

  @AfterEach
  void stopApplications() {
    applications().forEach(ProcessHandle::destroyForcibly);
    neon.close();
  }

  @Test
  void previewKilledAfterEachStep_convergesWhenRunAgain() throws Exception {
    for (PlannedStep step : stepsUp()) {
      kill("up", step.id(), Moment.COMPLETED);
      assertPreviewConverges();
      assertTeardownConverges();
    }
  }

  @Test
  @EnabledIfEnvironmentVariable(named = "NEONFLOW_TEST", matches = "full")
  void previewKilledInEachStep_convergesWhenRunAgain() throws Exception {
    for (PlannedStep step : stepsUp()) {
      kill("up", step.id(), Moment.STARTED);
      assertPreviewConverges();
      assertTeardownConverges();
    }
    for (String step : List.of("branch", "deployment")) {
      kill("up", step, Moment.PROGRESSED);
      assertPreviewConverges();
      assertTeardownConverges();
    }
  }

  @Test
  @EnabledIfEnvironmentVariable(named = "NEONFLOW_TEST", matches = "full")
  void teardownKilledAroundEachStep_convergesWhenRunAgain() throws Exception {
    for (PlannedStep step : workspace.down(neon).plan().steps()) {
      for (Moment moment : List.of(Moment.STARTED, Moment.COMPLETED)) {
        assertPreviewConverges();
        kill("down", step.id(), moment);
        assertTeardownConverges();
      }
    }
  }

  /** Those that run while the pull request is open. */
  private List<PlannedStep> stepsUp() {
    return workspace.up(neon).plan().steps().stream()
        .filter(step -> step.runs() != Runs.WHEN_CLOSED)
        .toList();
  }

  private void kill(String workflow, String stepId, Moment moment)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp"));
    command.add(System.getProperty("java.class.path"));
    command.add(Victim.class.getName());
    command.add(directory.toString());
    command.add(embedded.apiBase().toString());
    command.add(embedded.projectId());
    command.addAll(List.of(workflow, stepId, moment.name()));
    Path errors = directory.resolve("victim.txt");
    ProcessBuilder builder = new ProcessBuilder(command).redirectError(errors.toFile());
    builder.environment().put("NEON_API_KEY", embedded.apiKey());
    Process victim = builder.start();
    try (BufferedReader out =
        new BufferedReader(
            new InputStreamReader(victim.getInputStream(), StandardCharsets.UTF_8))) {
      assertEquals("reached", out.readLine(), () -> read(errors));
    } finally {
      victim.destroyForcibly();
      assertNotEquals(0, victim.waitFor());
    }
  }

  private void assertPreviewConverges() throws Exception {
    assertEquals(WorkflowStatus.SUCCEEDED, workspace.up(neon).run().status());
    List<AnnotatedBranch> previews = previews();
    assertEquals(1, previews.size(), previews::toString);
    assertEquals(1, neon.endpoints().listOfBranch(embedded.projectId(), id(previews)).size());
    assertEquals(List.of("1", "2"), appliedVersions(id(previews)));
    assertEquals(1, applications().count());
    assertEquals(1, reports());
  }

  private void assertTeardownConverges() throws Exception {
    assertEquals(WorkflowStatus.SUCCEEDED, workspace.down(neon).run().status());
    assertEquals(List.of(), previews());
    assertEquals(0, applications().count());
    assertEquals(1, reports());
    assertFalse(Files.exists(workspace.state()), "the deployer's state is left");
  }

  private List<AnnotatedBranch> previews() {
    return neon.branches()
        .list(embedded.projectId(), ListBranches.all().search("preview/"))
        .items();
  }

  private static String id(List<AnnotatedBranch> branches) {
    return branches.get(0).branch().id();
  }

  private List<String> appliedVersions(String branchId) throws SQLException {
    ConnectionUri uri =
        neon.connectionUris()
            .get(
                embedded.projectId(),
                ConnectionUriQuery.of("neondb", "neondb_owner").branchId(branchId));
    List<String> versions = new ArrayList<>();
    try (Connection connection =
            DriverManager.getConnection(uri.jdbcUrl(), uri.role(), uri.password().reveal());
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "select version from flyway_schema_history where success order by installed_rank")) {
      while (rows.next()) {
        versions.add(rows.getString(1));
      }
    }
    return versions;
  }

  private Stream<ProcessHandle> applications() {
    String marker = workspace.marker();
    Function<ProcessHandle, String> line = process -> process.info().commandLine().orElse("");
    return ProcessHandle.allProcesses().filter(process -> line.apply(process).contains(marker));
  }

  private long reports() throws IOException {
    assertTrue(Files.exists(workspace.report()), "there is no report");
    return Files.readAllLines(workspace.report()).stream()
        .filter(line -> line.startsWith("<!-- neonflow:") && line.contains("preview/"))
        .filter(line -> !line.contains("end"))
        .count();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return e.toString();
    }
  }
}
