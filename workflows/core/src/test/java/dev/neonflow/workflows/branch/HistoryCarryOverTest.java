package dev.neonflow.workflows.branch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.sdk.ConnectionUri;
import dev.neonflow.sdk.branches.CreateBranch;
import dev.neonflow.sdk.branches.InitSource;
import dev.neonflow.sdk.connectionuris.ConnectionUriQuery;
import dev.neonflow.workflows.PreconditionException;
import dev.neonflow.workflows.PreviewWorkflow;
import dev.neonflow.workflows.StepContext;
import dev.neonflow.workflows.WorkflowFailedException;
import dev.neonflow.workflows.branch.BranchRef.Origin;
import dev.neonflow.workflows.internal.Jdbc;
import dev.neonflow.workflows.migrate.MigrationReport;
import dev.neonflow.workflows.migrate.MigrationTarget;
import dev.neonflow.workflows.migrate.Migrator;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/** With a tool whose tables are as awkward as they may be. */
@EnabledIfEnvironmentVariable(named = "NEONFLOW_TEST", matches = "full")
@Timeout(120)
class HistoryCarryOverTest {

  private static final String READ_ONLY_TRANSACTION = "25006";
  private static final HistoryTable LOG = new HistoryTable("tool\"s", "Change Log");
  private static final HistoryTable NOTES = HistoryTable.named("notes");
  private static final String LOG_ROWS = "SELECT l::text FROM \"tool\"\"s\".\"Change Log\" l";
  private static final String NEW = "new; 3 rows of Change Log and notes from main";

  @TempDir static Path directory;

  private static Sandbox sandbox;
  private static ConnectionUri production;
  private final AtomicReference<ConnectionUri> seen = new AtomicReference<>();

  @BeforeAll
  static void start() {
    sandbox = new Sandbox(directory);
    production =
        sandbox
            .neon()
            .connectionUris()
            .get(sandbox.projectId(), ConnectionUriQuery.of("neondb", "neondb_owner"));
  }

  @AfterAll
  static void stop() {
    sandbox.close();
  }

  @BeforeEach
  void historyInProduction() {
    Rows.execute(
        production,
        """
        DROP SCHEMA IF EXISTS "tool""s" CASCADE;
        DROP TABLE IF EXISTS notes, fruit;
        CREATE SCHEMA "tool""s";
        CREATE TABLE "tool""s"."Change Log" (
          id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
          gone text,
          "a ""name""\" text,
          at timestamptz DEFAULT now(),
          twice int GENERATED ALWAYS AS (id * 2) STORED);
        ALTER TABLE "tool""s"."Change Log" DROP gone;
        INSERT INTO "tool""s"."Change Log" ("a ""name""\") VALUES (E'one\\n\\\\.\\n'), (NULL);
        CREATE TABLE notes (number serial, text text);
        INSERT INTO notes (text) VALUES ('ü');
        CREATE TABLE fruit (name text);
        INSERT INTO fruit VALUES ('apple');
        """);
  }

  @Test
  void created_hasTheSameRowsAndGoesOnCountingAfterThem() {
    String before = checksum();
    BranchRef branch = run(preview(1));
    assertEquals(NEW, branch.reason());
    assertEquals(Rows.of(production, LOG_ROWS), Rows.of(seen.get(), LOG_ROWS));
    assertEquals(List.of("(1,ü)"), Rows.of(seen.get(), "SELECT n::text FROM notes n"));
    assertEquals(List.of(), Rows.of(seen.get(), "SELECT 1 FROM fruit"));
    assertEquals(
        List.of("3"),
        Rows.of(
            seen.get(),
            "INSERT INTO \"tool\"\"s\".\"Change Log\" (\"a \"\"name\"\"\") VALUES ('') RETURNING"
                + " id"));
    assertEquals(
        List.of("2"), Rows.of(seen.get(), "INSERT INTO notes (text) VALUES ('') RETURNING number"));
    assertEquals(before, checksum());
  }

  @Test
  void rerun_leavesAHistoryThatHasRows() {
    run(preview(2));
    Rows.execute(seen.get(), "DELETE FROM notes");
    BranchRef again = run(preview(2));
    assertEquals("kept: an earlier run made it", again.reason());
    assertEquals(List.of(), Rows.of(seen.get(), "SELECT 1 FROM notes"));
  }

  @Test
  void recreated_hasTheHistoryAgain() {
    run(preview(3));
    BranchRef again = run(preview(3).onRerun(RerunPolicy.RECREATE));
    assertEquals(Origin.RECREATED, again.origin());
    assertEquals(
        "made anew: every run asks for it; 3 rows of Change Log and notes from main",
        again.reason());
  }

  @Test
  void allData_orNoKnownTables_orNoTablesInTheParent_getNothingMore() {
    assertEquals("new", run(preview(4).data(BranchData.FULL)).reason());
    assertEquals(2, Rows.of(seen.get(), LOG_ROWS).size());
    PreviewWorkflow untold =
        sandbox
            .neonflow()
            .build()
            .preview()
            .forPr(5)
            .data(BranchData.SCHEMA_ONLY)
            .migrate(new WritingMigrator("SELECT 1"));
    assertEquals("new", run(untold).reason());
    assertEquals(List.of(), Rows.of(seen.get(), LOG_ROWS));
    Rows.execute(production, "DROP TABLE notes, \"tool\"\"s\".\"Change Log\"");
    assertEquals("new", run(preview(6)).reason());
    assertEquals("kept: an earlier run made it", run(preview(6)).reason());
  }

  @Test
  void oneTableOnly_isCarriedOver() {
    Rows.execute(production, "DROP TABLE notes");
    assertEquals("new; 2 rows of Change Log from main", run(preview(7)).reason());
  }

  @Test
  void parentThatTheRoleMayNotRead_isRefusedBeforeAnythingIsMade() {
    Rows.execute(
        production,
        "CREATE ROLE weak; GRANT weak TO neondb_owner; ALTER ROLE neondb_owner SET role = weak");
    try {
      assertUnreadable();
    } finally {
      Rows.execute(production, "SET ROLE NONE; ALTER ROLE neondb_owner RESET role");
    }
  }

  private void assertUnreadable() {
    WorkflowFailedException failed =
        assertThrows(WorkflowFailedException.class, () -> run(preview(8)));
    assertInstanceOf(PreconditionException.class, failed.getCause());
    String message = String.valueOf(failed.getMessage());
    assertTrue(
        message.contains(
            "the history of migrations of branch main cannot be read as role neondb_owner"),
        message);
    assertFalse(message.contains(production.host() + ":" + production.port()), message);
    assertEquals(List.of(), sandbox.branches("pr-8"));
  }

  @Test
  void madeByAnotherToolWithoutTheHistory_isLeftAloneAndSaysHowToGetIt() {
    sandbox.created(
        CreateBranch.named("preview/pr-9")
            .initSource(InitSource.SCHEMA_ONLY)
            .annotations(Map.of(Ownership.REPOSITORY, "acme/shop", Ownership.PULL_REQUEST, "9")));
    BranchRef adopted = run(preview(9));
    assertTrue(
        adopted
            .reason()
            .endsWith(
                "; it was made without its parent's history of migrations, which --on-rerun"
                    + " recreate brings"),
        adopted.reason());
    assertEquals(List.of(), Rows.of(seen.get(), LOG_ROWS));
  }

  @Test
  void digest_isThatOfRowsAndColumnsAndNotOfWhoAsks() throws SQLException {
    String digest = digest();
    Rows.execute(production, "ALTER ROLE neondb_owner SET timezone = 'Asia/Tokyo'");
    assertEquals(digest, digest());
    Rows.execute(production, "ALTER ROLE neondb_owner RESET timezone");
    Rows.execute(production, "ALTER TABLE notes ADD more text");
    assertFalse(digest.equals(digest()));
    Rows.execute(production, "ALTER TABLE notes DROP more");
    assertEquals(digest, digest());
    Rows.execute(production, "UPDATE notes SET text = 'u'");
    assertFalse(digest.equals(digest()));
  }

  @Test
  void connectionToRead_canWriteNothing() throws SQLException {
    try (Connection connection = Jdbc.openToRead(production);
        Statement statement = connection.createStatement()) {
      assertReadOnly(statement);
      connection.setAutoCommit(false);
      assertReadOnly(statement);
    }
  }

  private static void assertReadOnly(Statement statement) {
    SQLException e =
        assertThrows(
            SQLException.class, () -> statement.execute("INSERT INTO fruit VALUES ('pear')"));
    assertEquals(READ_ONLY_TRANSACTION, e.getSQLState());
  }

  private static String digest() throws SQLException {
    try (Connection connection = Jdbc.openToRead(production)) {
      return HistoryRows.read(connection, List.of(LOG, NOTES)).digest();
    }
  }

  private static String checksum() {
    return Rows.checksum(production) + Rows.of(production, LOG_ROWS);
  }

  private BranchRef run(PreviewWorkflow preview) {
    return preview
        .then("look", context -> seen.set(context.connection(context.get(BranchRef.KEY)).direct()))
        .run()
        .get(PreviewWorkflow.BRANCH);
  }

  private static PreviewWorkflow preview(int number) {
    return sandbox
        .neonflow()
        .build()
        .preview()
        .forPr(number)
        .data(BranchData.SCHEMA_ONLY)
        .migrate(new Noting());
  }

  private record Noting() implements Migrator {
    @Override
    public String tool() {
      return "noting";
    }

    @Override
    public String describe() {
      return "a tool";
    }

    @Override
    public List<HistoryTable> tables() {
      return List.of(LOG, NOTES);
    }

    @Override
    public HistoryCheck history(MigrationTarget target, Instant since, StepContext context) {
      return HistoryCheck.same();
    }

    @Override
    public MigrationReport migrate(MigrationTarget target, StepContext context) {
      return new MigrationReport(tool(), List.of(), null, null, Duration.ZERO);
    }
  }
}
