package dev.neonflow.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.embedded.EmbeddedNeon;
import dev.neonflow.sdk.ConnectionUri;
import dev.neonflow.sdk.Neon;
import dev.neonflow.sdk.Secret;
import dev.neonflow.workflows.ConnectionUris;
import dev.neonflow.workflows.DryRun;
import dev.neonflow.workflows.FailurePolicy;
import dev.neonflow.workflows.Neonflow;
import dev.neonflow.workflows.NeonflowBuilder;
import dev.neonflow.workflows.Plan;
import dev.neonflow.workflows.PreviewWorkflow;
import dev.neonflow.workflows.SweepItem;
import dev.neonflow.workflows.SweepResult;
import dev.neonflow.workflows.TestBranch;
import dev.neonflow.workflows.WorkflowFailedException;
import dev.neonflow.workflows.WorkflowResult;
import dev.neonflow.workflows.WorkflowStatus;
import dev.neonflow.workflows.ci.FilePullRequests;
import dev.neonflow.workflows.report.Leftovers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Runs what docs/custom-workflows.md shows. */
@Timeout(120)
class CustomWorkflowsTest {

  private static final String SCHEMA =
      """
      CREATE TABLE IF NOT EXISTS orders (id int PRIMARY KEY);
      CREATE TABLE IF NOT EXISTS customers (id int PRIMARY KEY);
      INSERT INTO orders VALUES (1), (2), (3) ON CONFLICT DO NOTHING;
      """;

  @TempDir static Path directory;

  private static EmbeddedNeon embedded;
  private static Neon neon;
  private static Neonflow neonflow;

  @BeforeAll
  static void start() throws IOException {
    embedded = EmbeddedNeon.start();
    neon = Neon.builder(Secret.of(embedded.apiKey())).apiBase(embedded.apiBase()).build();
    Path schema = Files.writeString(directory.resolve("schema.sql"), SCHEMA);
    neonflow = builder().migrator(new SqlFile(schema)).build();
  }

  @AfterAll
  static void stop() {
    neon.close();
    embedded.close();
  }

  private static NeonflowBuilder builder() {
    return Neonflow.builder(neon)
        .projectId(embedded.projectId())
        .repository("acme/shop")
        .environment(name -> null)
        .directory(directory)
        .lockDirectory(directory.resolve("locks"));
  }

  @Test
  void typedStep_putsOutWhatItCounted() {
    // region use-step
    WorkflowResult result =
        neonflow
            .workflow("nightly-count")
            .branch("count/nightly")
            .migrate()
            .then(new CountRows("orders"))
            .deleteBranch()
            .run();
    long rows = result.get(CountRows.Counted.KEY).rows();
    // end
    assertEquals(3, rows);
  }

  @Test
  void failure_saysWhatWhyAndWhatIsLeft() {
    PreviewWorkflow preview = neonflow.preview().forPr(12).then(new CountRows("no_such_table"));
    String text;
    // region use-failure
    try {
      preview.run();
      text = "ready";
    } catch (
        WorkflowFailedException e) { // a mistake in the workflow is an InvalidWorkflowException
      text = e.getMessage() + "; next: " + e.next() + "; left: " + Leftovers.of(e.result());
    }
    // end
    assertTrue(text.contains("step count-rows failed"), text);
    assertTrue(text.endsWith("left: [branch preview/pr-12]"), text);
  }

  @Test
  void clients_doWithoutAWorkflow() throws Exception {
    PreviewWorkflow preview = neonflow.preview().forPr(13);
    preview.run();
    Path openOnes = Files.writeString(directory.resolve("open.txt"), "12\n");
    // region use-clients
    neonflow.dev().create("alice"); // one engineer's branch, dev/alice; it stays
    ConnectionUris alice = neonflow.dev().connection("alice");
    neonflow.dev().reset("alice", "alice-before"); // the state before stays under this name

    try (TestBranch branch = neonflow.testing().open()) { // gone at the end, and in a day anyway
      runYourTests(branch.connection().direct());
    }

    SweepResult swept = neonflow.sweep().previews(FilePullRequests.in(openOnes.toString())).run();
    // end
    assertEquals("dev/alice", neonflow.dev().list().get(0).name());
    assertFalse(alice.direct().toString().contains(alice.direct().password().reveal()));
    List<String> removed = swept.removed().stream().map(SweepItem::key).toList();
    assertTrue(removed.stream().anyMatch(key -> key.endsWith("/pr-13")), removed.toString());
    assertFalse(removed.stream().anyMatch(key -> key.endsWith("/pr-12")), removed.toString());
    neonflow.dev().delete("alice");
  }

  private static void runYourTests(ConnectionUri database) throws SQLException {
    try (Connection connection =
        DriverManager.getConnection(
            database.jdbcUrl(), database.role(), database.password().reveal())) {
      assertTrue(connection.isValid(10));
    }
  }

  @Test
  void undo_takesBackWhatThisRunMadeOnly() throws IOException {
    Path page = directory.resolve("page.html");
    // region use-undo
    PreviewWorkflow workflow =
        neonflow
            .preview()
            .forPr(7)
            .then(new MaintenancePage(page))
            .then(new CountRows("no_such_table"))
            .onFailure(FailurePolicy.COMPENSATE);
    WorkflowFailedException failed = assertThrows(WorkflowFailedException.class, workflow::run);
    // end
    assertEquals(WorkflowStatus.FAILED, failed.result().status());
    assertFalse(Files.exists(page));
    Files.writeString(page, "of somebody else");
    assertThrows(WorkflowFailedException.class, workflow::run);
    assertTrue(Files.exists(page));
  }

  @Test
  void fragment_isPartOfTwoWorkflows() {
    // region use-fragment
    PreviewWorkflow preview = neonflow.preview().forPr(8).migrate().apply(Fragments::checked);
    WorkflowResult nightly =
        neonflow
            .workflow("nightly-check")
            .branch("check/nightly")
            .migrate()
            .apply(Fragments::checked)
            .deleteBranch()
            .run();
    // end
    assertEquals(5, preview.plan().steps().size());
    assertEquals(WorkflowStatus.SUCCEEDED, nightly.status());
    assertEquals(5, nightly.outcomes().size());
  }

  @Test
  void toolsOfOnesOwn_areUsedByTheVerbs() throws IOException {
    SlowSteps slow = new SlowSteps();
    Path runs = directory.resolve("runs.txt");
    // region use-tools
    Neonflow ours =
        builder()
            .migrator(new SqlFile(directory.resolve("schema.sql")))
            .deployer(new FolderDeployer(directory.resolve("sites")))
            .reporter(new OneLine(runs))
            .listener(slow)
            .build();
    ours.preview().forPr(9).migrate().deploy().comment().run();
    ours.teardown().forPr(9).destroyDeployment().deleteBranch().comment().run();
    // end
    assertEquals(2, Files.readAllLines(runs).size());
    try (Stream<Path> sites = Files.list(directory.resolve("sites"))) {
      assertEquals(0, sites.count());
    }
    assertTrue(slow.millis().keySet().containsAll(Set.of("branch", "migration", "deployment")));
    assertTrue(slow.millis().values().stream().allMatch(millis -> millis >= 0));
  }

  @Test
  void planWithOnesOwnSteps_travels() {
    // region use-json
    Plan plan = neonflow.preview().forPr(10).migrate().then(new CountRows("orders")).plan();
    String json = plan.toJson(); // into a file, a queue, a database

    WorkflowResult result = neonflow.run(Plan.fromJson(json)); // in another process
    // end
    assertEquals(plan, result.plan());
    assertEquals(3, result.get(CountRows.Counted.KEY).rows());
  }

  @Test
  void dryRun_showsWhatWouldHappen() {
    // region use-dry-run
    DryRun dryRun = neonflow.preview().forPr(11).migrate().dryRun();
    String text = dryRun.toText();
    // end
    assertTrue(text.contains("would create branch preview/pr-11"), text);
  }

  /** Until the run is known to the server, there is nothing to cancel. */
  private static WorkflowResult cancelled(
      PreviewServer server, CompletableFuture<WorkflowResult> result) throws Exception {
    while (true) {
      server.cancel(104);
      try {
        return result.get(20, TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        // Not yet.
      }
    }
  }

  @Test
  void server_runsManyAndCancelsOne() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    List<CompletableFuture<WorkflowResult>> results = new ArrayList<>();
    try (PreviewServer server = new PreviewServer(neonflow)) {
      for (int pullRequest = 100; pullRequest < 104; pullRequest++) {
        results.add(server.open(pullRequest));
      }
      for (CompletableFuture<WorkflowResult> result : results) {
        assertEquals(WorkflowStatus.SUCCEEDED, result.get(60, TimeUnit.SECONDS).status());
      }
    }
    Path forever = Files.writeString(directory.resolve("forever.sql"), "SELECT pg_sleep(600);");
    Neonflow slow =
        builder().migrator(new SqlFile(forever)).listener(event -> begun.countDown()).build();
    try (PreviewServer server = new PreviewServer(slow)) {
      CompletableFuture<WorkflowResult> result = server.open(104);
      begun.await();
      assertEquals(WorkflowStatus.CANCELLED, cancelled(server, result).status());
    }
  }
}
