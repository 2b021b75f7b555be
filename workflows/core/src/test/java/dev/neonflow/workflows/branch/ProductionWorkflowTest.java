package dev.neonflow.workflows.branch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.sdk.branches.Branch;
import dev.neonflow.workflows.FenceException;
import dev.neonflow.workflows.PreconditionException;
import dev.neonflow.workflows.ProductionWorkflow;
import dev.neonflow.workflows.StepContext;
import dev.neonflow.workflows.WorkflowFailedException;
import dev.neonflow.workflows.WorkflowResult;
import dev.neonflow.workflows.WorkflowRun;
import dev.neonflow.workflows.WorkflowStatus;
import dev.neonflow.workflows.migrate.MigrationReport;
import dev.neonflow.workflows.migrate.MigrationTarget;
import dev.neonflow.workflows.migrate.Migrator;
import dev.neonflow.workflows.report.FileReporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class ProductionWorkflowTest {

  private static final String LIST = "GET /projects/{p}/branches";
  private static final String LOOK = "GET /projects/{p}/branches/{b}";
  private static final String URI = "GET /projects/{p}/connection_uri";

  @TempDir static Path directory;

  private static Sandbox sandbox;
  private static Databases databases;

  @BeforeAll
  static void start() {
    sandbox = new Sandbox(directory);
    databases = new Databases(sandbox);
    databases.create("live", request -> request.protectedBranch());
    databases.create("spare", request -> request);
  }

  @AfterAll
  static void stop() {
    sandbox.close();
  }

  @Test
  void defaultBranch_isMigratedAndKeepsItsSettings() throws IOException {
    Branch before = databases.branch("main");
    String uri = databases.uri("main").uri().reveal();
    Path report = directory.resolve("report.md");
    sandbox.count();
    WorkflowResult result =
        production(null)
            .migrate(new WritingMigrator("create table orders (id int)"))
            .report(new FileReporter(report))
            .run();
    assertEquals(List.of(LIST, URI, LOOK), sandbox.counted());
    BranchRef branch = result.get(ProductionWorkflow.BRANCH);
    assertEquals(before.id(), branch.branchId());
    assertEquals("the project's default branch", branch.reason());
    assertFalse(branch.created());
    assertNull(branch.expiresAt());
    assertEquals(List.of("orders"), tables("main"));
    assertEquals(List.of(), tables("live"));
    Branch after = databases.branch("main");
    assertEquals(before.isDefault(), after.isDefault());
    assertEquals(before.expiresAt(), after.expiresAt());
    assertEquals(before.isProtected(), after.isProtected());
    assertEquals(uri, databases.uri("main").uri().reveal());
    String text = Files.readString(report);
    assertTrue(text.contains("main"), text);
  }

  @Test
  void protectedBranchByName_isMigratedAndNoOther() {
    WorkflowResult result =
        production(null)
            .branch("live")
            .migrate(new WritingMigrator("create table carts (id int)"))
            .run();
    assertEquals("live", result.get(ProductionWorkflow.BRANCH).name());
    assertEquals(List.of("carts"), tables("live"));
    assertFalse(tables("main").contains("carts"));
    assertTrue(databases.branch("live").isProtected());
  }

  @Test
  void neitherDefaultNorProtected_isRefused() {
    assertRefused(
        PreconditionException.class,
        "neither the project's default branch nor protected",
        production(null).branch("spare"));
    assertRefused(
        PreconditionException.class, "no branch nowhere", production(null).branch("nowhere"));
  }

  @Test
  void databaseUrl_isTheCrossCheck() {
    String live = databases.uri("live").uri().reveal();
    String main = databases.uri("main").uri().reveal();
    production(main).run();
    assertRefused(FenceException.class, BranchRef.host(databases.uri("live")), production(live));
    assertRefused(FenceException.class, BranchRef.host(databases.uri("main")), production(live));
    assertThrows(FenceException.class, () -> production(live).dryRun());
  }

  @Test
  void anotherProtectedBranch_isNotReachedFromWithin() {
    String id = databases.branch("live").id();
    ProductionWorkflow reaching =
        production(null)
            .then(
                "reach",
                context -> {
                  BranchRef own = context.get(BranchRef.KEY);
                  context.connection(
                      new BranchRef(
                          id,
                          "live",
                          false,
                          null,
                          null,
                          own.host(),
                          own.database(),
                          own.role(),
                          null,
                          ""));
                });
    assertRefused(FenceException.class, "live", reaching);
  }

  @Test
  void cancelledWhileItIsMigrated_theMigrationEndsAndNothingFollows() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    AtomicBoolean followed = new AtomicBoolean();
    WorkflowRun run =
        production(null)
            .migrate(new SlowMigrator(begun, goOn, "create table finished (id int)"))
            .then("after", context -> followed.set(true))
            .start();
    begun.await();
    run.cancel("SIGTERM");
    goOn.countDown();
    WorkflowResult result = run.await();
    assertEquals(WorkflowStatus.CANCELLED, result.status());
    assertTrue(result.find(ProductionWorkflow.MIGRATION).isPresent());
    assertFalse(followed.get());
    assertTrue(tables("main").contains("finished"));
  }

  /** A migration that is in the middle of its work when it is told so. */
  record SlowMigrator(CountDownLatch begun, CountDownLatch goOn, String sql) implements Migrator {
    @Override
    public String tool() {
      return "slow";
    }

    @Override
    public String describe() {
      return sql;
    }

    @Override
    public MigrationReport migrate(MigrationTarget target, StepContext context) throws Exception {
      begun.countDown();
      goOn.await();
      return new WritingMigrator(sql).migrate(target, context);
    }
  }

  @Test
  void dryRun_namesTheBranchAndChangesNothing() {
    sandbox.count();
    String dry = production(null).dryRun().toText();
    assertEquals(List.of(LIST, URI), sandbox.counted());
    assertTrue(dry.contains("would use branch main"), dry);
  }

  private static ProductionWorkflow production(String databaseUrl) {
    var builder = sandbox.neonflow();
    if (databaseUrl != null) {
      builder.environment(name -> name.equals("DATABASE_URL") ? databaseUrl : null);
    }
    return builder.build().production();
  }

  private static List<String> tables(String branch) {
    return databases.query(
        branch, "select tablename from pg_tables where schemaname = 'public' order by 1");
  }

  private static void assertRefused(
      Class<? extends Exception> type, String text, ProductionWorkflow workflow) {
    WorkflowFailedException failed = assertThrows(WorkflowFailedException.class, workflow::run);
    assertInstanceOf(type, failed.getCause());
    assertTrue(failed.getMessage().contains(text), failed.getMessage());
  }
}
