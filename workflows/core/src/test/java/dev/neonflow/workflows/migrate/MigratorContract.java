package dev.neonflow.workflows.migrate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.workflows.FakeContext;
import dev.neonflow.workflows.MigrationFailedException;
import dev.neonflow.workflows.Neonflow;
import dev.neonflow.workflows.PreviewWorkflow;
import dev.neonflow.workflows.WorkflowCancelledException;
import dev.neonflow.workflows.WorkflowResult;
import dev.neonflow.workflows.branch.BranchRef;
import dev.neonflow.workflows.branch.BranchRef.Origin;
import dev.neonflow.workflows.branch.HistoryCheck;
import dev.neonflow.workflows.branch.HistoryCheck.Kind;
import dev.neonflow.workflows.branch.HistoryTable;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/**
 * What every migrator does, on real PostgreSQL, in the situations that runs come into. A subclass
 * brings a tool; it has a constructor without parameters, for one is made in another process, too.
 */
@Timeout(180)
@TestInstance(Lifecycle.PER_CLASS)
public abstract class MigratorContract {
  private static final String FRUIT = "CREATE TABLE fruit (name text);";
  private static final String TIER = "ALTER TABLE fruit ADD tier text;";
  private static final int PATIENCE_SECONDS = 100;
  private static final String COLUMNS =
      "SELECT column_name || ' ' || data_type FROM information_schema.columns"
          + " WHERE table_name = 'fruit' ORDER BY ordinal_position";

  @TempDir Path temporary;

  /** Where the migrations are, new for each test. */
  private Path directory;

  private MigratedBranches branches;
  private MigrationTarget target;

  /** The tool; its migrations are what {@link #write} wrote. */
  protected abstract Migrator migrator(Path directory);

  /**
   * Writes a migration, or writes it anew.
   *
   * @param number its place, from 1
   * @param name what its author calls it, in snake case; always the same for a number
   */
  protected abstract void write(Path directory, int number, String name, String sql)
      throws Exception;

  /** What a report gives as the version of the migration. */
  protected abstract String version(int number, String name);

  /** What stands after FROM for the rows of all migrations that were applied completely. */
  protected abstract String appliedRows();

  /** As an author does after the migration was applied somewhere. */
  protected void rewrite(Path directory, int number, String name, String sql) throws Exception {
    write(directory, number, name, sql);
  }

  /**
   * What the way out of a migration that failed or was killed half-way says, for a tool that goes
   * on only after somebody acted; empty for one that goes on by itself.
   */
  protected Optional<String> wayOut() {
    return Optional.empty();
  }

  @BeforeAll
  void start() {
    branches = new MigratedBranches();
  }

  @AfterAll
  void stop() {
    branches.close();
  }

  @BeforeEach
  void newBranch() throws Exception {
    directory = Files.createDirectory(temporary.resolve("app"));
    target = branches.create();
  }

  @Test
  void fresh_appliesAllInOrder() throws Exception {
    write(directory, 1, "make_fruit", FRUIT);
    write(directory, 2, "add_tier", TIER);
    assertPending(2);
    assertKind(Kind.ADDITIONS);
    MigrationReport report = migrate();
    assertEquals(migrator(directory).tool(), report.tool());
    assertEquals(List.of(version(1, "make_fruit"), version(2, "add_tier")), versions(report));
    assertFruit("name text", "tier text");
    assertApplied(2);
    assertPending(0);
    assertKind(Kind.SAME);
    for (HistoryTable table : migrator(directory).tables()) {
      String found = "SELECT 1 FROM pg_tables WHERE tablename = '" + table.name() + "'";
      assertEquals(List.of("1"), MigratedBranches.query(target, found), table.toString());
    }
  }

  @Test
  void additive_appliesOnlyWhatIsNew() throws Exception {
    write(directory, 1, "make_fruit", FRUIT);
    migrate();
    MigratedBranches.execute(target, "INSERT INTO fruit VALUES ('apple')");
    write(directory, 2, "add_tier", TIER);
    assertPending(1);
    assertKind(Kind.ADDITIONS);
    assertEquals(List.of(version(2, "add_tier")), versions(migrate()));
    assertFruit("name text", "tier text");
    assertApplied(2);
    assertEquals(List.of("apple"), MigratedBranches.query(target, "SELECT name FROM fruit"));
  }

  @Test
  void nothingNew_isASuccessThatChangesNothing() throws Exception {
    write(directory, 1, "make_fruit", FRUIT);
    migrate();
    String rows = "SELECT t::text FROM " + appliedRows() + " t";
    List<String> before = MigratedBranches.query(target, rows);
    assertEquals(List.of(), migrate().applied());
    assertEquals(before, MigratedBranches.query(target, rows));
  }

  @Test
  void failing_saysWhy_andACorrectedOneIsApplied() throws Exception {
    write(directory, 1, "make_fruit", FRUIT);
    write(directory, 2, "add_tier", "SELECT 1 / 0;");
    MigrationFailedException error =
        assertThrows(
            MigrationFailedException.class, () -> migrator(directory).migrate(target, context()));
    assertTrue(String.valueOf(error.getMessage()).contains("division by zero"), error.getMessage());
    assertFalse(error.next().isBlank());
    assertNothingSecret(error);
    write(directory, 2, "add_tier", TIER);
    goOn();
  }

  @Test
  @EnabledIfEnvironmentVariable(named = "NEONFLOW_TEST", matches = "full")
  void killedInTheMiddle_isMendedByTheNextRun() throws Exception {
    write(directory, 1, "make_fruit", FRUIT);
    write(directory, 2, "add_tier", Gate.PASS + "\n" + TIER);
    Process killed;
    try (Gate gate = Gate.closed(target)) {
      killed = KilledMigration.start(getClass(), directory, target);
      gate.awaitSomebody();
      killed.destroyForcibly().waitFor();
    }
    goOn();
  }

  @Test
  @EnabledIfEnvironmentVariable(named = "NEONFLOW_TEST", matches = "full")
  void cancelledInTheMiddle_isMendedByTheNextRun() throws Exception {
    write(directory, 1, "make_fruit", FRUIT);
    write(directory, 2, "add_tier", Gate.PASS + "\n" + TIER);
    FakeContext context = context();
    try (Gate gate = Gate.closed(target)) {
      CompletableFuture<MigrationReport> run = started(context);
      gate.awaitSomebody();
      context.cancelRun();
      CompletionException ended = assertThrows(CompletionException.class, run::join);
      assertInstanceOf(WorkflowCancelledException.class, ended.getCause());
    }
    goOn();
  }

  @Test
  @EnabledIfEnvironmentVariable(named = "NEONFLOW_TEST", matches = "full")
  void twoAtOnce_applyEachMigrationOnce() throws Exception {
    write(directory, 1, "make_fruit", Gate.PASS + "\n" + FRUIT);
    write(directory, 2, "add_tier", TIER);
    CompletableFuture<MigrationReport> one;
    CompletableFuture<MigrationReport> two;
    try (Gate gate = Gate.closed(target)) {
      one = started(context());
      gate.awaitSomebody();
      two = started(context());
      gate.awaitAnother();
    }
    assertEquals(2, one.join().applied().size() + two.join().applied().size());
    assertApplied(2);
    assertFruit("name text", "tier text");
  }

  @Test
  @EnabledIfEnvironmentVariable(named = "NEONFLOW_TEST", matches = "full")
  void historyRewritten_resetsThePreviewAndAppliesItAnew() throws Exception {
    // Others begin with an empty production.
    try (MigratedBranches own = new MigratedBranches()) {
      resetsThePreview(own);
    }
  }

  private void resetsThePreview(MigratedBranches own) throws Exception {
    MigrationTarget production = own.production();
    write(directory, 1, "make_fruit", FRUIT);
    migrator(directory).migrate(production, context());
    MigratedBranches.execute(production, "INSERT INTO fruit VALUES ('apple')");
    write(directory, 2, "add_tier", TIER);
    AtomicReference<MigrationTarget> seen = new AtomicReference<>();
    BranchRef first = preview(own, seen).get(PreviewWorkflow.BRANCH);
    target = seen.get();
    assertFruit("name text", "tier text");
    MigratedBranches.execute(target, "INSERT INTO fruit VALUES ('draft')");
    assertEquals(Origin.REUSED, preview(own, seen).get(PreviewWorkflow.BRANCH).origin());

    rewrite(directory, 2, "add_tier", "ALTER TABLE fruit ADD tier integer;");
    assertKind(Kind.REWRITTEN);
    WorkflowResult result = preview(own, seen);
    BranchRef second = result.get(PreviewWorkflow.BRANCH);
    assertEquals(Origin.RESET, second.origin(), second.reason());
    assertEquals(first.branchId(), second.branchId());
    assertEquals(1, result.get(PreviewWorkflow.MIGRATION).applied().size());
    target = seen.get();
    assertFruit("name text", "tier integer");
    assertEquals(List.of("apple"), MigratedBranches.query(target, "SELECT name FROM fruit"));
    assertKind(Kind.SAME);
  }

  private WorkflowResult preview(MigratedBranches own, AtomicReference<MigrationTarget> seen) {
    return Neonflow.builder(own.neon())
        .projectId(own.projectId())
        .repository("acme/shop")
        .environment(name -> null)
        .directory(temporary)
        .lockDirectory(temporary.resolve("locks"))
        .migrator(migrator(directory))
        .build()
        .preview()
        .forPr(42)
        .migrate()
        .then(
            "look",
            context -> {
              BranchRef branch = context.get(BranchRef.KEY);
              seen.set(MigrationTarget.of(branch, context.connection(branch)));
            })
        .run();
  }

  /** The next run ends well, or says what to do. */
  private void goOn() throws Exception {
    Optional<String> wayOut = wayOut();
    try {
      migrate();
    } catch (MigrationFailedException e) {
      if (wayOut.isEmpty()) {
        throw e;
      }
      assertTrue(e.next().contains(wayOut.orElse("")), e.next());
      assertNothingSecret(e);
      return;
    }
    assertApplied(2);
    assertFruit("name text", "tier text");
    assertKind(Kind.SAME);
  }

  private MigrationReport migrate() throws Exception {
    return migrator(directory).migrate(target, context());
  }

  private CompletableFuture<MigrationReport> started(FakeContext context) {
    return CompletableFuture.supplyAsync(
            () -> {
              try {
                return migrator(directory).migrate(target, context);
              } catch (Exception e) {
                throw e instanceof RuntimeException known ? known : new IllegalStateException(e);
              }
            })
        .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  private static FakeContext context() {
    return new FakeContext(FakeContext.subject(42, "c1"));
  }

  private static List<String> versions(MigrationReport report) {
    return report.applied().stream().map(MigrationReport.Applied::version).toList();
  }

  private void assertFruit(String... columns) throws SQLException {
    assertEquals(List.of(columns), MigratedBranches.query(target, COLUMNS));
  }

  private void assertApplied(int count) throws SQLException {
    assertEquals(
        List.of(Integer.toString(count)),
        MigratedBranches.query(target, "SELECT count(*) FROM " + appliedRows() + " t"));
  }

  private void assertPending(int count) throws Exception {
    Optional<List<String>> told = migrator(directory).pending(target, context());
    assertTrue(told.isPresent() || count == 0, "a tool may not be able to tell that all is done");
    List<String> pending = told.orElse(List.of());
    assertEquals(count, pending.size(), pending.toString());
  }

  private void assertKind(Kind kind) throws Exception {
    HistoryCheck check = migrator(directory).history(target, Instant.EPOCH, context());
    assertEquals(kind, check.kind(), check.reason());
  }

  private void assertNothingSecret(Exception error) {
    StringWriter everything = new StringWriter();
    error.printStackTrace(new PrintWriter(everything, true));
    String password = target.direct().password().reveal();
    assertFalse(everything.toString().contains(password));
    String encoded = URLEncoder.encode(password, StandardCharsets.UTF_8);
    assertFalse(everything.toString().contains(encoded));
  }
}
