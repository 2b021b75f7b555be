package dev.neonflow.workflows.branch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.sdk.Secret;
import dev.neonflow.workflows.DryRun;
import dev.neonflow.workflows.Engine;
import dev.neonflow.workflows.InvalidWorkflowException;
import dev.neonflow.workflows.MigrationFailedException;
import dev.neonflow.workflows.Neonflow;
import dev.neonflow.workflows.Plan;
import dev.neonflow.workflows.PreconditionException;
import dev.neonflow.workflows.RunId;
import dev.neonflow.workflows.TestBranch;
import dev.neonflow.workflows.TestBranches;
import dev.neonflow.workflows.WorkflowCancelledException;
import dev.neonflow.workflows.WorkflowFailedException;
import dev.neonflow.workflows.WorkflowListener;
import dev.neonflow.workflows.WorkflowResult;
import dev.neonflow.workflows.WorkflowRun;
import dev.neonflow.workflows.migrate.CommandMigrator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class TestBranchesTest {

  private static final String LIST = "GET /projects/{p}/branches";
  private static final String CREATE = "POST /projects/{p}/branches";
  private static final String GET = "GET /projects/{p}/branches/{b}";
  private static final String URI = "GET /projects/{p}/connection_uri";
  private static final String DELETE = "DELETE /projects/{p}/branches/{b}";
  private static final String ITEMS = "select string_agg(name, ',' order by name) from item";

  @TempDir static Path directory;

  private static Sandbox sandbox;
  private static Databases databases;
  private static String production;

  @BeforeAll
  static void start() {
    sandbox = new Sandbox(directory);
    databases = new Databases(sandbox);
    databases.execute(
        "main", "create table item (name text primary key); insert into item values ('a'), ('b')");
    production = databases.fingerprint("main");
  }

  @AfterEach
  void productionIsUntouchedAndNothingIsLeft() {
    assertEquals(production, databases.fingerprint("main"));
    assertEquals(List.of(), sandbox.branches("test/"));
  }

  @AfterAll
  static void stop() {
    sandbox.close();
  }

  @Test
  void opened_isLeasedForADayAndConnects_closedIsGone() throws SQLException {
    sandbox.count();
    TestBranch closed;
    try (TestBranch branch = testing().open()) {
      closed = branch;
      assertEquals(List.of(LIST, CREATE, GET, URI), sandbox.counted());
      assertTrue(branch.branch().name().startsWith("test/"), branch.toString());
      Instant expires = sandbox.branches("test/").get(0).branch().expiresAt();
      assertNotNull(expires);
      assertTrue(expires.isBefore(Instant.now().plus(Duration.ofHours(25))), expires.toString());
      assertTrue(expires.isAfter(Instant.now().plus(Duration.ofHours(23))), expires.toString());
      Sql.run(branch.connection().direct(), "delete from item");
      assertEquals(branch.branch().branchId(), Sql.branch(branch.connection().pooled()));
      Secret password = branch.connection().direct().password();
      assertEquals(branch.branch().name() + " (" + branch.branch().branchId() + ")", "" + branch);
      assertTrue(!branch.toString().contains(password.reveal()));
      sandbox.count();
    }
    assertEquals(List.of(LIST, DELETE, LIST), sandbox.counted());
    sandbox.count();
    closed.close();
    assertEquals(List.of(), sandbox.counted());
  }

  @Test
  void migrated_isMigratedBeforeItIsHandedOut_andGoneIfThatFails() {
    CommandMigrator fine = CommandMigrator.shell("test -n \"$DATABASE_URL\" && echo yes >migrated");
    TestBranches testing = migrating(fine).when(false, TestBranches::migrate);
    testing.open().close();
    assertFalse(Files.exists(directory.resolve("migrated")));
    testing.when(true, TestBranches::migrate).open().close();
    assertTrue(Files.exists(directory.resolve("migrated")));
    TestBranches failing = migrating(CommandMigrator.shell("exit 3")).migrate();
    assertThrows(MigrationFailedException.class, failing::open);
  }

  private static TestBranches migrating(CommandMigrator migrator) {
    return sandbox.neonflow().migrator(migrator.in(directory)).build().testing();
  }

  @Test
  void dryRun_saysWhatWouldBeMadeAndChangesNothing() {
    sandbox.count();
    BranchSpec spec = BranchSpec.DEFAULT.expiresIn(Duration.ofHours(2));
    DryRun dry = testing().like(spec).dryRun();
    assertTrue(dry.toText().contains("would create branch test/"), dry.toText());
    assertTrue(sandbox.counted().stream().allMatch(request -> request.startsWith("GET ")));
    assertThrows(InvalidWorkflowException.class, testing().migrate()::open);
  }

  @Test
  void fromAnotherBranch_hasItsRows() throws SQLException {
    BranchRef seed = sandbox.neonflow().build().dev().create("seed");
    Sql.run(
        sandbox.neonflow().build().dev().connection("seed").direct(),
        "insert into item values ('seeded')");
    try (TestBranch branch = testing().from(seed.name()).open()) {
      assertEquals("a,b,seeded", Sql.ask(branch.connection().direct(), ITEMS));
    }
  }

  @Test
  void openedLikeThis_keepsItsOwnLease_andNeverHasNone() {
    BranchSpec spec = BranchSpec.DEFAULT;
    try (TestBranch hour = testing().open(spec.expiresIn(Duration.ofHours(1)));
        TestBranch day = testing().open(spec)) {
      assertTrue(expiry(hour).isBefore(Instant.now().plus(Duration.ofHours(2))));
      assertTrue(expiry(day).isAfter(Instant.now().plus(Duration.ofHours(2))));
    }
  }

  @Test
  void run_deletesTheBranchWhateverHappens() {
    AtomicReference<TestBranch> used = new AtomicReference<>();
    testing().run(used::set);
    assertEquals(List.of(), sandbox.branches("test/"));
    IOException mine = new IOException("mine");
    IOException thrown =
        assertThrows(
            IOException.class,
            () ->
                testing()
                    .run(
                        branch -> {
                          throw mine;
                        }));
    assertSame(mine, thrown);
    AssertionError failed = new AssertionError("a test failed");
    assertSame(
        failed,
        assertThrows(
            AssertionError.class,
            () ->
                testing()
                    .run(
                        branch -> {
                          throw failed;
                        })));
  }

  /** Runs plans that came as a text, as an engine does, which refuses a plan that cannot travel. */
  private static Engine elsewhere(WorkflowListener listener) {
    return (plan, runId, listeners) -> {
      Neonflow workers = sandbox.neonflow().runIds(() -> runId).listener(listener).build();
      WorkflowResult result;
      try {
        result = workers.run(Plan.fromJson(plan.toJson()));
      } catch (WorkflowFailedException e) {
        result = e.result();
      }
      return new EndedRun(result);
    };
  }

  private record EndedRun(WorkflowResult result) implements WorkflowRun {
    @Override
    public RunId runId() {
      return result.runId();
    }

    @Override
    public void cancel(String reason) {}

    @Override
    public boolean abortable() {
      return true;
    }

    @Override
    public WorkflowResult await() {
      return result;
    }

    @Override
    public Optional<WorkflowResult> await(Duration atMost) {
      return Optional.of(result);
    }
  }

  @Test
  void onAnEngine_isOpenedAndClosedAsInOneJvm() throws SQLException {
    TestBranches testing = sandbox.neonflow().engine(elsewhere(event -> {})).build().testing();
    try (TestBranch branch = testing.open()) {
      assertEquals("a,b", Sql.ask(branch.connection().direct(), ITEMS));
    }
  }

  @Test
  void interruptedWhileAnEngineOpensIt_leavesNothing() {
    Engine engine = elsewhere(new Interrupting(Thread.currentThread(), "waiting for"));
    TestBranches testing = sandbox.neonflow().engine(engine).build().testing();
    WorkflowCancelledException cancelled =
        assertThrows(WorkflowCancelledException.class, testing::open);
    assertTrue(Thread.interrupted());
    assertEquals(0, cancelled.getSuppressed().length);
    assertEquals(List.of(), sandbox.branches("test/"));
  }

  @Test
  void idOfAnotherRun_isRefusedAndItsBranchStays() throws SQLException {
    Iterator<String> ids = List.of("same", "run-1", "reading", "same", "run-2", "run-3").iterator();
    TestBranches unlucky = sandbox.neonflow().runIds(() -> new RunId(ids.next())).build().testing();
    try (TestBranch first = unlucky.open()) {
      PreconditionException refused = assertThrows(PreconditionException.class, unlucky::open);
      assertTrue(refused.getMessage().contains("test/same"), refused.getMessage());
      assertEquals("a,b", Sql.ask(first.connection().direct(), ITEMS));
    }
  }

  @Test
  void manyAtATime_areApartAndLeaveNoLocks() throws Exception {
    Path locks = directory.resolve("shared-locks");
    TestBranches testing = sandbox.neonflow().lockDirectory(locks).build().testing();
    ExecutorService threads = Executors.newFixedThreadPool(6);
    try {
      List<Future<TestBranch>> opening =
          Stream.generate(() -> threads.submit(() -> testing.open())).limit(6).toList();
      Set<String> ids = new HashSet<>();
      for (Future<TestBranch> one : opening) {
        ids.add(Sql.branch(one.get().connection().direct()));
      }
      assertEquals(6, ids.size());
      List<Future<String>> closing = new ArrayList<>();
      for (Future<TestBranch> one : opening) {
        closing.add(threads.submit(() -> close(one.get())));
      }
      for (Future<String> one : closing) {
        assertTrue(one.get().startsWith("test/"));
      }
    } finally {
      threads.shutdownNow();
    }
    try (Stream<Path> left = Files.list(locks)) {
      assertEquals(List.of(), left.toList());
    }
  }

  private static TestBranches testing() {
    return sandbox.neonflow().build().testing();
  }

  private static String close(TestBranch branch) {
    branch.close();
    return branch.branch().name();
  }

  private static Instant expiry(TestBranch branch) {
    Instant expires = branch.branch().expiresAt();
    assertNotNull(expires);
    return expires;
  }
}
