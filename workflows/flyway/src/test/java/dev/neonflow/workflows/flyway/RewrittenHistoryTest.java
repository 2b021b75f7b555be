package dev.neonflow.workflows.flyway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.embedded.EmbeddedNeon;
import dev.neonflow.embedded.EmbeddedNeonOptions;
import dev.neonflow.embedded.ServedRequest;
import dev.neonflow.sdk.ConnectionUri;
import dev.neonflow.sdk.Neon;
import dev.neonflow.sdk.Secret;
import dev.neonflow.sdk.branches.ListBranches;
import dev.neonflow.sdk.connectionuris.ConnectionUriQuery;
import dev.neonflow.workflows.Neonflow;
import dev.neonflow.workflows.PreviewWorkflow;
import dev.neonflow.workflows.WorkflowResult;
import dev.neonflow.workflows.branch.BranchRef;
import dev.neonflow.workflows.branch.BranchRef.Origin;
import dev.neonflow.workflows.migrate.MigrationTarget;
import dev.neonflow.workflows.report.FileReporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A pull request whose migrations change from push to push. */
@Timeout(120)
final class RewrittenHistoryTest {

  private static final String NAMES = "SELECT string_agg(name, ',' ORDER BY name) FROM fruit";

  @TempDir Path dir;

  private final Queue<ServedRequest> served = new ConcurrentLinkedQueue<>();
  private final AtomicReference<MigrationTarget> seen = new AtomicReference<>();
  private EmbeddedNeon embedded;
  private Neon neon;
  private MigrationTarget production;

  @BeforeEach
  void productionWithOneMigration() throws Exception {
    embedded = EmbeddedNeon.start(EmbeddedNeonOptions.defaults().onRequest(served::add));
    neon = Neon.builder(Secret.of(embedded.apiKey())).apiBase(embedded.apiBase()).build();
    String project = embedded.projectId();
    ConnectionUri uri =
        neon.connectionUris().get(project, ConnectionUriQuery.of("neondb", "neondb_owner"));
    String main = neon.branches().list(project, ListBranches.all()).items().get(0).branch().id();
    production =
        new MigrationTarget(
            new BranchRef(main, "main", false, null, null, "h", "neondb", "neondb_owner", null, ""),
            uri,
            uri.pooled());
    sql("V1__make_fruit.sql", "CREATE TABLE fruit (name text);");
    FlywayMigrator.from(dir).migrate(production, new RunningStep().context());
    execute(production, "INSERT INTO fruit VALUES ('apple')");
  }

  @AfterEach
  void stop() {
    neon.close();
    embedded.close();
  }

  @Test
  void appliedMigrationChanged_resetsTheBranchAndAppliesItAnew() throws Exception {
    sql("V2__add_tier.sql", "ALTER TABLE fruit ADD tier text;");
    BranchRef first = push().get(PreviewWorkflow.BRANCH);
    execute(seen.get(), "INSERT INTO fruit VALUES ('draft', 'gold')");
    String before = state(production);
    sql("V2__add_tier.sql", "ALTER TABLE fruit ADD tier int;");

    String dry = preview().dryRun().toText();
    assertTrue(dry.contains("would reset branch preview/pr-42"), dry);
    assertTrue(dry.contains(": V2__add_tier.sql was changed after it was applied"), dry);
    assertTrue(dry.contains("would apply V2__add_tier.sql, which main does not have (Flyway"), dry);
    assertEquals("apple,draft", Branches.query(seen.get(), NAMES), "a dry run changes nothing");

    WorkflowResult result = push();
    BranchRef second = result.get(PreviewWorkflow.BRANCH);
    assertEquals(first.branchId(), second.branchId());
    assertEquals(Origin.RESET, second.origin());
    assertEquals("reset: V2__add_tier.sql was changed after it was applied", second.reason());
    assertEquals(
        List.of("2"),
        result.get(PreviewWorkflow.MIGRATION).applied().stream().map(a -> a.version()).toList());
    assertEquals("apple", Branches.query(seen.get(), NAMES));
    assertEquals(
        "integer",
        Branches.query(
            seen.get(),
            "SELECT data_type FROM information_schema.columns WHERE column_name = 'tier'"));
    String report = Files.readString(dir.resolve("report.md"));
    assertTrue(
        report.contains("(reset: V2\\_\\_add\\_tier.sql was changed after it was applied)"),
        report);
    assertEquals(before, state(production));
  }

  @Test
  void dryRun_namesTheMigrationsThatAreNew() throws Exception {
    String before = state(production);
    assertDry("would do nothing: nothing to migrate, main has it all (Flyway, ");
    sql("V2__add_tier.sql", "ALTER TABLE fruit ADD tier text;");
    sql("V3__index.sql", "CREATE INDEX ON fruit (name);");
    assertDry("would apply V2__add_tier.sql, V3__index.sql, which main does not have (Flyway, ");
    push();
    assertDry("would do nothing: nothing to migrate (Flyway, ");
    sql("V4__more.sql", "ALTER TABLE fruit ADD more text;");
    assertDry("would apply V4__more.sql (Flyway, ");
    String ofProduction = neonflow().production().migrate().dryRun().toText();
    assertTrue(
        ofProduction.contains("would apply V2__add_tier.sql, V3__index.sql, V4__more.sql (Flyway"),
        ofProduction);
    assertEquals(before, state(production));
  }

  @Test
  void productionsMigrationChanged_dryRunSaysThatItWouldFail() throws Exception {
    sql("V1__make_fruit.sql", "CREATE TABLE fruit (name text, tier int);");
    String why = "do not fit the schema history of branch main: Migration checksum mismatch";
    String preview = preview().dryRun().toText();
    assertTrue(preview.contains("would fail: the migrations " + why), preview);
    String ofProduction =
        neonflow().production().rehearse().restorePoint().migrate().dryRun().toText();
    assertTrue(ofProduction.contains("would fail: the migrations " + why), ofProduction);
    assertTrue(ofProduction.contains("would fail: there is nothing to rehearse"), ofProduction);
    assertTrue(ofProduction.contains("would make none: flyway would refuse"), ofProduction);
  }

  private void assertDry(String said) {
    String dry = preview().dryRun().toText();
    assertTrue(dry.contains("  migration  " + said), dry);
  }

  @Test
  void unchangedOrMoreMigrations_keepTheRowsInThreeRequests() throws Exception {
    sql("V2__add_tier.sql", "ALTER TABLE fruit ADD tier text;");
    push();
    execute(seen.get(), "INSERT INTO fruit VALUES ('draft', 'gold')");
    served.clear();
    assertEquals(Origin.REUSED, push().get(PreviewWorkflow.BRANCH).origin());
    List<String> requests =
        served.stream()
            .map(request -> request.method() + " " + request.path().replaceAll(".*/", ""))
            .map(request -> request.replaceAll("br-.*", "{branch}"))
            .toList();
    assertEquals(List.of("GET branches", "PATCH {branch}", "GET connection_uri"), requests);
    sql("V3__index.sql", "CREATE INDEX ON fruit (name);");
    WorkflowResult more = push();
    assertEquals("kept: an earlier run made it", more.get(PreviewWorkflow.BRANCH).reason());
    assertEquals(1, more.get(PreviewWorkflow.MIGRATION).applied().size());
    assertEquals("apple,draft", Branches.query(seen.get(), NAMES));
  }

  @Test
  void pullRequestBehindItsParent_isNotResetOnEveryPush() throws Exception {
    sql("V2__on_main.sql", "ALTER TABLE fruit ADD tier text;");
    FlywayMigrator.from(dir).migrate(production, new RunningStep().context());
    execute(
        production,
        "UPDATE flyway_schema_history SET installed_on = installed_on - interval '3 days'");
    Files.delete(dir.resolve("V2__on_main.sql"));
    push();
    execute(seen.get(), "INSERT INTO fruit VALUES ('draft', 'gold')");
    assertEquals(Origin.REUSED, push().get(PreviewWorkflow.BRANCH).origin());
    assertEquals("apple,draft", Branches.query(seen.get(), NAMES));
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
        .migrate()
        .then(
            "look",
            context -> {
              BranchRef branch = context.get(BranchRef.KEY);
              seen.set(MigrationTarget.of(branch, context.connection(branch)));
            })
        .comment(FileReporter.to(dir.resolve("report.md")));
  }

  private static String state(MigrationTarget target) throws SQLException {
    return Branches.query(
        target,
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
