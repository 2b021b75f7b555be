package dev.neonflow.workflows.branch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.sdk.ConnectionUri;
import dev.neonflow.sdk.branches.AnnotatedBranch;
import dev.neonflow.workflows.CustomWorkflow;
import dev.neonflow.workflows.InvalidWorkflowException;
import dev.neonflow.workflows.Key;
import dev.neonflow.workflows.Neonflow;
import dev.neonflow.workflows.Plan;
import dev.neonflow.workflows.Step;
import dev.neonflow.workflows.StepContext;
import dev.neonflow.workflows.StepOptions;
import dev.neonflow.workflows.WorkflowFailedException;
import dev.neonflow.workflows.WorkflowResult;
import dev.neonflow.workflows.WorkflowStatus;
import dev.neonflow.workflows.migrate.CommandMigrator;
import dev.neonflow.workflows.report.FileReporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Workflows of one's own, and plans that were read back, on a real database. */
@Timeout(120)
class CustomWorkflowTest {

  @TempDir static Path directory;

  private static Sandbox sandbox;

  @BeforeAll
  static void start() {
    sandbox = new Sandbox(directory);
  }

  @AfterAll
  static void stop() {
    sandbox.close();
  }

  record Rows(long count) {
    static final Key<Rows> KEY = new Key<>("rows", Rows.class);
  }

  record CountTables() implements Step<Rows> {
    @Override
    public Key<Rows> output() {
      return Rows.KEY;
    }

    @Override
    public Set<Key<?>> requires() {
      return Set.of(BranchRef.KEY);
    }

    @Override
    public String describe() {
      return "count tables";
    }

    @Override
    public Rows run(StepContext context) throws Exception {
      ConnectionUri uri = context.connection(context.get(BranchRef.KEY)).direct();
      try (Connection connection =
              DriverManager.getConnection(uri.jdbcUrl(), uri.role(), uri.password().reveal());
          Statement statement = connection.createStatement();
          ResultSet row =
              statement.executeQuery(
                  "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'")) {
        row.next();
        return new Rows(row.getLong(1));
      }
    }
  }

  @Test
  void theSentence_branchesMigratesMeasuresAndDeletes() throws IOException {
    Path report = directory.resolve("nightly.md");
    WorkflowResult result =
        neonflow("touch migrated")
            .workflow("nightly-perf")
            .branch("perf/nightly")
            .migrate()
            .then(new CountTables())
            .deleteBranch()
            .report(FileReporter.to(report))
            .run();
    assertEquals(WorkflowStatus.SUCCEEDED, result.status());
    assertEquals(0, result.get(Rows.KEY).count());
    assertTrue(result.get(CustomWorkflow.BRANCH).created());
    assertTrue(result.get(DeletedBranch.KEY).existed());
    assertEquals(List.of(), sandbox.branches("perf/nightly"));
    assertTrue(Files.exists(directory.resolve("migrated")));
    assertTrue(Files.readString(report).contains("perf/nightly"));
  }

  @Test
  void failedRun_leavesItsBranchForADayAndTheNextOneGoesOnWithIt() {
    CustomWorkflow failing =
        neonflow("exit 3").workflow("mended").branch("perf/mended").migrate().deleteBranch();
    WorkflowFailedException failed = assertThrows(WorkflowFailedException.class, failing::run);
    assertEquals(WorkflowStatus.FAILED, failed.result().status());
    AnnotatedBranch left = sandbox.branches("perf/mended").get(0);
    Instant expires = left.branch().expiresAt();
    assertNotNull(expires);
    assertTrue(expires.isBefore(Instant.now().plus(Duration.ofHours(25))), expires.toString());
    assertEquals(
        "workflow/" + sandbox.projectId() + "/acme/shop/mended",
        left.annotations().get(Ownership.KEY));

    WorkflowResult mended =
        neonflow("true").workflow("mended").branch("perf/mended").migrate().deleteBranch().run();
    assertFalse(mended.get(CustomWorkflow.BRANCH).created());
    assertEquals(left.branch().id(), mended.get(CustomWorkflow.BRANCH).branchId());
    assertEquals(List.of(), sandbox.branches("perf/mended"));
  }

  @Test
  void branchWithASpec_isAsTheSpecSays() {
    BranchRef branch =
        neonflow("true")
            .workflow("kept")
            .branch("perf/kept", BranchSpec.DEFAULT)
            .run()
            .get(CustomWorkflow.BRANCH);
    assertNull(branch.expiresAt());
  }

  @Test
  void planReadBack_runsAsItsWorkflowDid() throws IOException {
    Path report = directory.resolve("travelled.md");
    Plan plan =
        neonflow("touch travelled")
            .preview()
            .forPr(77)
            .migrate()
            .comment(FileReporter.to(report))
            .plan();
    WorkflowResult result = neonflow("true").run(Plan.fromJson(plan.toJson()));
    assertEquals(plan, result.plan());
    assertTrue(result.get(BranchRef.KEY).created());
    assertTrue(Files.exists(directory.resolve("travelled")));
    assertTrue(Files.readString(report).contains("pr-77"));
    assertEquals(1, sandbox.branches("pr-77").size());
  }

  @Test
  void dryRun_saysWhatEachStepWouldDoAndChangesNothing() {
    CustomWorkflow workflow =
        neonflow("touch dry")
            .workflow("dry")
            .branch("perf/dry")
            .migrate()
            .deleteBranch()
            .report(FileReporter.to("dry.md"));
    String text = workflow.dryRun().toText();
    assertTrue(text.contains("would create branch perf/dry from the default branch"), text);
    assertTrue(text.contains("would migrate with `sh -c touch dry`"), text);
    assertTrue(text.contains("would delete branch perf/dry"), text);
    assertTrue(text.contains("would report to the file dry.md"), text);
    assertEquals(List.of(), sandbox.branches("perf/dry"));
    assertFalse(Files.exists(directory.resolve("dry")));
  }

  @Test
  void secondBranch_isRefusedWithTheReason() {
    CustomWorkflow one = neonflow("true").workflow("two").branch("perf/a");
    InvalidWorkflowException verb =
        assertThrows(InvalidWorkflowException.class, () -> one.branch("perf/b"));
    InvalidWorkflowException step =
        assertThrows(
            InvalidWorkflowException.class,
            one.then(
                    new EnsureBranch(
                        BranchNames.exactly("perf/b"), BranchSpec.DEFAULT, Rerun.REUSE),
                    StepOptions.named("other"))
                ::plan);
    for (InvalidWorkflowException refused : List.of(verb, step)) {
      assertTrue(
          refused.getMessage().contains("makes a second branch beside perf/a"),
          refused.getMessage());
      assertTrue(refused.next().contains("a workflow for each branch"), refused.next());
    }
  }

  @Test
  void stepAfterTheDeletion_isRefused() {
    CustomWorkflow late =
        neonflow("true").workflow("late").branch("perf/late").deleteBranch().migrate();
    InvalidWorkflowException refused = assertThrows(InvalidWorkflowException.class, late::plan);
    assertEquals("migrate(): step migration needs the branch, which is gone", refused.getMessage());
  }

  @Test
  void verbsWithoutABranch_nameTheRemedy() {
    CustomWorkflow empty = neonflow("true").workflow("none");
    assertThrows(InvalidWorkflowException.class, empty::deleteBranch);
    InvalidWorkflowException refused =
        assertThrows(InvalidWorkflowException.class, empty.migrate()::plan);
    assertTrue(refused.next().contains(".branch("), refused.next());
  }

  @Test
  void defaultBranch_isOutOfReach() {
    CustomWorkflow wrong =
        neonflow("touch never").workflow("wrong").branch("main").migrate().deleteBranch();
    assertThrows(WorkflowFailedException.class, wrong::run);
    assertEquals(1, sandbox.branches("main").size());
    assertFalse(Files.exists(directory.resolve("never")));
  }

  private static Neonflow neonflow(String migration) {
    return sandbox
        .neonflow()
        .migrator(new CommandMigrator(List.of("sh", "-c", migration), directory, false))
        .build();
  }
}
