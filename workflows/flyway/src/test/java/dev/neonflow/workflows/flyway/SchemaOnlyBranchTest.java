package dev.neonflow.workflows.flyway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.embedded.EmbeddedNeon;
import dev.neonflow.sdk.ConnectionUri;
import dev.neonflow.sdk.Neon;
import dev.neonflow.sdk.Secret;
import dev.neonflow.sdk.branches.ListBranches;
import dev.neonflow.sdk.connectionuris.ConnectionUriQuery;
import dev.neonflow.workflows.Neonflow;
import dev.neonflow.workflows.PreviewWorkflow;
import dev.neonflow.workflows.TestBranch;
import dev.neonflow.workflows.WorkflowEvent.StepProgress;
import dev.neonflow.workflows.WorkflowResult;
import dev.neonflow.workflows.WorkflowRun;
import dev.neonflow.workflows.WorkflowStatus;
import dev.neonflow.workflows.branch.BranchData;
import dev.neonflow.workflows.branch.BranchRef;
import dev.neonflow.workflows.branch.BranchRef.Origin;
import dev.neonflow.workflows.branch.BranchSpec;
import dev.neonflow.workflows.migrate.MigrationTarget;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/** A preview with production's schema, none of its rows, and migrations of its own. */
@EnabledIfEnvironmentVariable(named = "NEONFLOW_TEST", matches = "full")
@Timeout(120)
final class SchemaOnlyBranchTest {

  private static final String VERSIONS =
      "SELECT string_agg(version, ',' ORDER BY installed_rank) FROM flyway_schema_history";

  @TempDir Path dir;

  private final AtomicReference<MigrationTarget> seen = new AtomicReference<>();
  private EmbeddedNeon embedded;
  private Neon neon;
  private MigrationTarget production;

  @BeforeEach
  void productionWithTwoMigrations() throws Exception {
    embedded = EmbeddedNeon.start();
    neon = Neon.builder(Secret.of(embedded.apiKey())).apiBase(embedded.apiBase()).build();
    ConnectionUri uri =
        neon.connectionUris()
            .get(embedded.projectId(), ConnectionUriQuery.of("neondb", "neondb_owner"));
    String main = ids("main").get(0);
    production =
        new MigrationTarget(
            new BranchRef(main, "main", false, null, null, "h", "neondb", "neondb_owner", null, ""),
            uri,
            uri.pooled());
    sql("V1__make_fruit.sql", "CREATE TABLE fruit (name text);");
    sql("V2__add_tier.sql", "ALTER TABLE fruit ADD tier text;");
    migrateProduction();
    execute(production, "INSERT INTO fruit VALUES ('apple')");
  }

  @AfterEach
  void stop() {
    neon.close();
    embedded.close();
  }

  @Test
  void new_hasItsParentsHistoryAndNoneOfItsRows() throws Exception {
    String before = state();
    sql("V3__add_price.sql", "ALTER TABLE fruit ADD price int;");

    String dry = preview().dryRun().toText();
    assertTrue(dry.contains("schema only, with 2 rows of flyway_schema_history from main"), dry);
    assertEquals(List.of(), ids("pr-42"), "a dry run changes nothing");

    WorkflowResult result = push();
    BranchRef branch = result.get(PreviewWorkflow.BRANCH);
    assertEquals("new; 2 rows of flyway_schema_history from main", branch.reason());
    assertEquals(List.of("3"), applied(result));
    assertEquals("1,2,3", Branches.query(seen.get(), VERSIONS));
    assertEquals("0", Branches.query(seen.get(), "SELECT count(*) FROM fruit"));
    assertEquals(before, state());
  }

  @Test
  void branchesOfEveryKind_haveItsParentsHistory() throws Exception {
    BranchSpec spec = BranchSpec.DEFAULT.with(BranchData.SCHEMA_ONLY);
    sql("V3__add_price.sql", "ALTER TABLE fruit ADD price int;");
    WorkflowResult custom =
        neonflow().workflow("nightly").branch("perf/nightly", spec).migrate().run();
    assertEquals(List.of("3"), applied(custom));
    String said = "new; 2 rows of flyway_schema_history from main";
    assertEquals(said, custom.get(PreviewWorkflow.BRANCH).reason());
    assertEquals(said, neonflow().dev().create("alice", spec).reason());
    try (TestBranch test = neonflow().testing().open(spec)) {
      MigrationTarget target = MigrationTarget.of(test.branch(), test.connection());
      assertEquals("1,2", Branches.query(target, VERSIONS));
    }
  }

  @Test
  void rerunWithMoreMigrations_appliesThemToTheSameBranch() throws Exception {
    BranchRef first = push().get(PreviewWorkflow.BRANCH);
    execute(seen.get(), "INSERT INTO fruit VALUES ('draft')");
    sql("V3__add_price.sql", "ALTER TABLE fruit ADD price int;");
    migrateProduction();

    WorkflowResult result = push();
    BranchRef second = result.get(PreviewWorkflow.BRANCH);
    assertEquals(first.branchId(), second.branchId());
    assertEquals("kept: an earlier run made it", second.reason());
    assertEquals(List.of("3"), applied(result));
    assertEquals("1", Branches.query(seen.get(), "SELECT count(*) FROM fruit"));
  }

  @Test
  void historyRewritten_isMadeAnewWithWhatTheParentHas() throws Exception {
    sql("V3__add_price.sql", "ALTER TABLE fruit ADD price int;");
    BranchRef first = push().get(PreviewWorkflow.BRANCH);
    sql("V3__add_price.sql", "ALTER TABLE fruit ADD price numeric;");

    String dry = preview().dryRun().toText();
    assertTrue(dry.contains("with 2 rows of flyway_schema_history from main"), dry);

    WorkflowResult result = push();
    BranchRef second = result.get(PreviewWorkflow.BRANCH);
    assertNotEquals(first.branchId(), second.branchId());
    assertEquals(Origin.RECREATED, second.origin());
    assertEquals(
        "made anew: V3__add_price.sql was changed after it was applied; a reset would bring data"
            + " with the schema; 2 rows of flyway_schema_history from main",
        second.reason());
    assertEquals(List.of("3"), applied(result));
  }

  @Test
  void stoppedBeforeTheHistoryWasCarriedOver_isCompletedByTheNextRun() throws Exception {
    stopBeforeCarryingOver();
    List<String> left = ids("pr-42");
    assertEquals(1, left.size());
    String dry = preview().dryRun().toText();
    assertTrue(dry.contains("history of migrations would be carried over first"), dry);

    sql("V3__add_price.sql", "ALTER TABLE fruit ADD price int;");
    WorkflowResult result = push();
    BranchRef branch = result.get(PreviewWorkflow.BRANCH);
    assertEquals(left.get(0), branch.branchId());
    assertEquals(
        "kept: an earlier run made it; 2 rows of flyway_schema_history from main", branch.reason());
    assertEquals(List.of("3"), applied(result));
    assertEquals("1,2,3", Branches.query(seen.get(), VERSIONS));
  }

  @Test
  void stoppedBeforeTheHistoryWasCarriedOverAndParentMigrated_isMadeAnew() throws Exception {
    stopBeforeCarryingOver();
    List<String> left = ids("pr-42");
    sql("V3__add_price.sql", "ALTER TABLE fruit ADD price int;");
    migrateProduction();

    WorkflowResult result = push();
    assertNotEquals(left.get(0), result.get(PreviewWorkflow.BRANCH).branchId());
    assertEquals(1, ids("pr-42").size());
    assertEquals(List.of(), applied(result));
    assertHasPrice();
  }

  @Test
  void parentMigratedWhileTheBranchIsMade_isMadeAnewWithTheSchemaThatItsHistoryTells()
      throws Exception {
    AtomicInteger reads = new AtomicInteger();
    WorkflowResult result =
        preview()
            .listener(
                event -> {
                  if (event instanceof StepProgress progress
                      && progress.text().startsWith("reading the history of migrations of main")
                      && reads.incrementAndGet() == 2) {
                    migrateProductionWith("V3__add_price.sql", "ALTER TABLE fruit ADD price int;");
                  }
                })
            .run();
    assertEquals(4, reads.get());
    assertEquals(
        "new; 3 rows of flyway_schema_history from main",
        result.get(PreviewWorkflow.BRANCH).reason());
    assertEquals(1, ids("pr-42").size());
    assertEquals(List.of(), applied(result));
    assertHasPrice();
  }

  @Test
  void parentWithoutHistory_beginsAtTheFirstMigration() throws Exception {
    execute(production, "DROP TABLE fruit, flyway_schema_history");
    WorkflowResult result = push();
    assertEquals("new", result.get(PreviewWorkflow.BRANCH).reason());
    assertEquals(List.of("1", "2"), applied(result));
    WorkflowResult again = push();
    assertEquals(List.of(), applied(again));
    assertEquals("kept: an earlier run made it", again.get(PreviewWorkflow.BRANCH).reason());
  }

  private void assertHasPrice() throws SQLException {
    assertEquals("1,2,3", Branches.query(seen.get(), VERSIONS));
    assertEquals(
        "1",
        Branches.query(
            seen.get(),
            "SELECT count(*) FROM information_schema.columns WHERE column_name = 'price'"));
  }

  /** The branch is there; the run is cancelled before it reads its parent again. */
  private void stopBeforeCarryingOver() {
    CompletableFuture<WorkflowRun> running = new CompletableFuture<>();
    AtomicInteger reads = new AtomicInteger();
    WorkflowRun run =
        preview()
            .listener(
                event -> {
                  if (event instanceof StepProgress progress
                      && progress.text().startsWith("reading the history of migrations of main")
                      && reads.incrementAndGet() == 2) {
                    running.join().cancel("the test stops it");
                  }
                })
            .start();
    running.complete(run);
    assertEquals(WorkflowStatus.CANCELLED, run.await().status());
    assertEquals(2, reads.get());
  }

  private void migrateProduction() {
    FlywayMigrator.from(dir).migrate(production, new RunningStep().context());
  }

  private void migrateProductionWith(String file, String statements) {
    try {
      sql(file, statements);
      migrateProduction();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<String> applied(WorkflowResult result) {
    return result.get(PreviewWorkflow.MIGRATION).applied().stream().map(a -> a.version()).toList();
  }

  private WorkflowResult push() {
    return preview().run();
  }

  private Neonflow neonflow() {
    return Neonflow.builder(neon)
        .projectId(embedded.projectId())
        .repository("acme/shop")
        .environment(name -> null)
        .directory(dir)
        .lockDirectory(dir.resolve("locks"))
        .migrator(FlywayMigrator.from(dir))
        .build();
  }

  private PreviewWorkflow preview() {
    return neonflow()
        .preview()
        .forPr(42)
        .data(BranchData.SCHEMA_ONLY)
        .migrate()
        .then(
            "look",
            context -> {
              BranchRef branch = context.get(BranchRef.KEY);
              seen.set(MigrationTarget.of(branch, context.connection(branch)));
            });
  }

  private List<String> ids(String search) {
    return neon
        .branches()
        .list(embedded.projectId(), ListBranches.all().search(search))
        .items()
        .stream()
        .map(found -> found.branch().id())
        .toList();
  }

  private String state() throws SQLException {
    return Branches.query(
        production,
        "SELECT (SELECT string_agg(f::text, ';') FROM fruit f) || "
            + "(SELECT string_agg(h::text, ';') FROM flyway_schema_history h)");
  }

  private static void execute(MigrationTarget target, String statement) throws SQLException {
    try (Connection connection = Branches.connect(target);
        Statement sql = connection.createStatement()) {
      sql.execute(statement);
    }
  }

  private void sql(String file, String statements) throws IOException {
    Files.writeString(dir.resolve(file), statements);
  }
}
