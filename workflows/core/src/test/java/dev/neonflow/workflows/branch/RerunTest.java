package dev.neonflow.workflows.branch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.sdk.ConnectionUri;
import dev.neonflow.sdk.branches.Branch;
import dev.neonflow.sdk.branches.BranchCreated;
import dev.neonflow.sdk.branches.CreateBranch;
import dev.neonflow.sdk.branches.RestoreBranch;
import dev.neonflow.sdk.branches.UpdateBranch;
import dev.neonflow.sdk.connectionuris.ConnectionUriQuery;
import dev.neonflow.sdk.operations.Operation;
import dev.neonflow.workflows.PreconditionException;
import dev.neonflow.workflows.PreviewWorkflow;
import dev.neonflow.workflows.StepContext;
import dev.neonflow.workflows.TeardownWorkflow;
import dev.neonflow.workflows.WorkflowFailedException;
import dev.neonflow.workflows.branch.BranchRef.Origin;
import dev.neonflow.workflows.migrate.MigrationReport;
import dev.neonflow.workflows.migrate.MigrationTarget;
import dev.neonflow.workflows.migrate.Migrator;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class RerunTest {

  private static final String LIST = "GET /projects/{p}/branches";
  private static final String CREATE = "POST /projects/{p}/branches";
  private static final String RENEW = "PATCH /projects/{p}/branches/{b}";
  private static final String DELETE = "DELETE /projects/{p}/branches/{b}";
  private static final String RESTORE = "POST /projects/{p}/branches/{b}/restore";
  private static final String URI = "GET /projects/{p}/connection_uri";
  private static final String FRUIT = "SELECT name FROM fruit ORDER BY 1";

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
  void fruitInProduction() {
    Rows.execute(production, "DROP TABLE IF EXISTS fruit; CREATE TABLE fruit (name text)");
    Rows.execute(production, "INSERT INTO fruit VALUES ('apple')");
  }

  @Test
  void reset_bringsTheParentsRowsAndKeepsIdAndConnection() {
    BranchRef first = run(preview(101));
    ConnectionUri before = seen.get();
    Rows.execute(before, "INSERT INTO fruit VALUES ('draft'); CREATE TABLE extra (id int)");
    Rows.execute(production, "INSERT INTO fruit VALUES ('banana')");
    String checksum = Rows.checksum(production);
    sandbox.count();
    BranchRef second = run(preview(101).onRerun(RerunPolicy.RESET));
    assertEquals(List.of(LIST, RENEW, LIST, RESTORE, URI), sandbox.counted());
    assertEquals(Origin.RESET, second.origin());
    assertFalse(second.created());
    assertEquals("reset: every run asks for it", second.reason());
    assertEquals("main", second.parent());
    assertEquals(first.branchId(), second.branchId());
    assertEquals(before.uri().reveal(), seen.get().uri().reveal());
    assertEquals(List.of("apple", "banana"), Rows.of(before, FRUIT));
    assertEquals(List.of(), Rows.of(before, "SELECT 1 FROM pg_class WHERE relname = 'extra'"));
    assertEquals(checksum, Rows.checksum(production));
    Instant expires = branch("pr-101").expiresAt();
    assertNotNull(expires);
    assertTrue(expires.isAfter(Instant.now().plus(Duration.ofDays(6))));
  }

  @Test
  void recreate_deletesAndCreates() {
    BranchRef first = run(preview(102));
    Rows.execute(seen.get(), "INSERT INTO fruit VALUES ('draft')");
    sandbox.count();
    BranchRef second = run(preview(102).onRerun(RerunPolicy.RECREATE));
    assertEquals(List.of(LIST, DELETE, LIST, CREATE), sandbox.counted());
    assertNotEquals(first.branchId(), second.branchId());
    assertEquals(Origin.RECREATED, second.origin());
    assertTrue(second.created());
    assertEquals("made anew: every run asks for it", second.reason());
    assertEquals(List.of("apple"), Rows.of(seen.get(), FRUIT));
    assertEquals(1, sandbox.branches("pr-102").size());
  }

  @Test
  void recreateFromAParentThatIsNotThere_deletesNothing() {
    run(preview(103));
    assertRefused(
        "there is no branch nope", preview(103).onRerun(RerunPolicy.RECREATE).from("nope"));
    assertEquals(1, sandbox.branches("pr-103").size());
  }

  @Test
  @EnabledIfEnvironmentVariable(named = "NEONFLOW_TEST", matches = "full")
  void schemaOnly_hasTablesWithoutRowsExpiresAndIsMadeAnewInsteadOfReset() {
    PreviewWorkflow preview = preview(104).data(BranchData.SCHEMA_ONLY);
    String checksum = Rows.checksum(production);
    BranchRef first = run(preview);
    assertEquals(List.of(), Rows.of(seen.get(), FRUIT));
    Branch real = branch("pr-104");
    assertNull(real.parentId());
    assertNotNull(real.expiresAt());
    BranchRef same = run(preview);
    assertEquals(first.branchId(), same.branchId());
    assertEquals("kept: an earlier run made it", same.reason());
    BranchRef second = run(preview.onRerun(RerunPolicy.RESET));
    assertNotEquals(first.branchId(), second.branchId());
    assertEquals(
        "made anew: every run asks for it; a reset would bring data with the schema",
        second.reason());
    assertEquals(List.of(), Rows.of(seen.get(), FRUIT));
    assertEquals(checksum, Rows.checksum(production));
    assertTrue(
        sandbox
            .neonflow()
            .build()
            .teardown()
            .forPr(104)
            .deleteBranch()
            .run()
            .get(TeardownWorkflow.DELETED_BRANCH)
            .existed());
  }

  @Test
  void otherDataAskedForThanThereIs_isSaid() {
    run(preview(105));
    BranchRef kept = run(preview(105).data(BranchData.SCHEMA_ONLY));
    assertEquals("kept: an earlier run made it; it keeps its parent's data", kept.reason());
  }

  @Test
  void historySaysTheSame_costsThreeRequests() {
    run(preview(106).migrate(new Scripted(HistoryCheck.same())));
    sandbox.count();
    BranchRef again = run(preview(106).migrate(new Scripted(HistoryCheck.additions("1 is new"))));
    assertEquals(List.of(LIST, RENEW, URI), sandbox.counted());
    assertEquals("kept: an earlier run made it", again.reason());
    assertEquals(Origin.REUSED, again.origin());
  }

  @Test
  void historySaysRewritten_resetsAndSaysWhy() {
    run(preview(107));
    Rows.execute(seen.get(), "INSERT INTO fruit VALUES ('draft')");
    HistoryCheck changed = HistoryCheck.rewritten("V2__x.sql was changed after it was applied");
    PreviewWorkflow preview = preview(107).migrate(new Scripted(changed));
    sandbox.count();
    String dry = preview.dryRun().toText();
    assertEquals(List.of(LIST, URI, LIST, URI), sandbox.counted());
    assertTrue(dry.contains("would reset branch preview/pr-107 (br-"), dry);
    assertTrue(dry.contains(") to main, and let it expire at 2"), dry);
    assertTrue(dry.contains(": V2__x.sql was changed after it was applied"), dry);
    assertEquals(List.of("apple", "draft"), Rows.of(seen.get(), FRUIT));
    sandbox.count();
    BranchRef reset = run(preview);
    assertEquals(List.of(LIST, RENEW, URI, LIST, RESTORE, URI), sandbox.counted());
    assertEquals("reset: V2__x.sql was changed after it was applied", reset.reason());
    assertEquals(List.of("apple"), Rows.of(seen.get(), FRUIT));
  }

  @Test
  void historyIsUnknown_reusesAndSaysSo() {
    run(preview(108));
    PreviewWorkflow preview = preview(108).migrate(new Untold());
    BranchRef reused = run(preview);
    String note = "; untold does not tell its history";
    assertEquals("kept: an earlier run made it" + note, reused.reason());
    String dry = preview.dryRun().toText();
    assertTrue(dry.contains("would reuse branch preview/pr-108"), dry);
    assertTrue(dry.contains(note), dry);
  }

  @Test
  void dryRun_saysWhatThePolicyWouldDo() {
    run(preview(109));
    Branch before = branch("pr-109");
    String reset = preview(109).onRerun(RerunPolicy.RESET).dryRun().toText();
    assertTrue(reset.contains("would reset branch preview/pr-109"), reset);
    assertTrue(reset.contains(": every run asks for it"), reset);
    String anew = preview(109).onRerun(RerunPolicy.RECREATE).dryRun().toText();
    assertTrue(anew.contains("would delete branch preview/pr-109 (" + before.id() + ")"), anew);
    assertTrue(anew.contains("and make it anew from the default branch"), anew);
    assertEquals(before, branch("pr-109"));
  }

  @Test
  void reset_takesThePlannedParentAndNotTheStateThatTookItsChildren() {
    BranchCreated base = create(CreateBranch.named("base"));
    ConnectionUri baseUri = base.connectionUris().get(0);
    run(preview(110).from("base"));
    Rows.execute(seen.get(), "INSERT INTO fruit VALUES ('draft')");
    Branch main = branch("main");
    await(
        sandbox
            .neon()
            .branches()
            .restore(
                sandbox.projectId(),
                base.branch().id(),
                RestoreBranch.from(main.id()).preserveUnder("base-before"))
            .operations());
    Rows.execute(baseUri, "INSERT INTO fruit VALUES ('base')");
    assertEquals(branch("base-before").id(), branch("pr-110").parentId());
    BranchRef reset = run(preview(110).onRerun(RerunPolicy.RESET));
    assertEquals("base", reset.parent());
    BranchRef sameAgain = run(preview(110).onRerun(RerunPolicy.RESET).from("main"));
    assertEquals("base", sameAgain.parent());
    assertEquals(
        "reset: every run asks for it; --parent main has no effect on it", sameAgain.reason());
    assertEquals(List.of("apple", "base"), Rows.of(seen.get(), FRUIT));
    sandbox
        .neon()
        .branches()
        .update(
            sandbox.projectId(), base.branch().id(), UpdateBranch.create().name("base-renamed"));
    assertRefused(
        "was made from base, which is not there", preview(110).onRerun(RerunPolicy.RESET));
    assertEquals(List.of("apple", "base"), Rows.of(seen.get(), FRUIT));
  }

  @Test
  void branchWithChildren_isNotResetAndTheyAreNamed() {
    EnsureBranch step =
        new EnsureBranch(
            BranchNames.exactly("perf/parent"),
            BranchSpec.DEFAULT,
            new Rerun(RerunPolicy.RESET, null));
    BranchRef parent =
        sandbox.neonflow().build().workflow("perf").then(step).run().get(BranchRef.KEY);
    create(CreateBranch.named("perf/child").withoutEndpoint().parentId(parent.branchId()));
    sandbox.count();
    WorkflowFailedException failed =
        assertThrows(
            WorkflowFailedException.class,
            () -> sandbox.neonflow().build().workflow("perf").then(step).run());
    assertInstanceOf(PreconditionException.class, failed.getCause());
    assertTrue(
        failed
            .getMessage()
            .contains("perf/parent cannot be reset, because it has children: perf/child"),
        failed.getMessage());
    assertEquals(List.of(LIST, LIST), sandbox.counted());
  }

  @Test
  void madeByAnEarlierAttemptOfThisRun_isNotMadeAnewAgain() {
    AtomicReference<BranchRef> second = new AtomicReference<>();
    EnsureBranch step =
        new EnsureBranch(
            BranchNames.exactly("perf/twice"),
            BranchSpec.DEFAULT,
            new Rerun(RerunPolicy.RECREATE, null));
    BranchRef first =
        sandbox
            .neonflow()
            .build()
            .workflow("twice")
            .then(step)
            .then("attempt-again", context -> second.set(step.run(context)))
            .run()
            .get(BranchRef.KEY);
    assertEquals(first.branchId(), second.get().branchId());
    assertTrue(second.get().created());
  }

  private BranchRef run(PreviewWorkflow preview) {
    return preview
        .then("look", context -> seen.set(context.connection(context.get(BranchRef.KEY)).direct()))
        .run()
        .get(PreviewWorkflow.BRANCH);
  }

  private static PreviewWorkflow preview(int number) {
    return sandbox.neonflow().build().preview().forPr(number);
  }

  private static Branch branch(String search) {
    return sandbox.branches(search).stream()
        .map(found -> found.branch())
        .filter(found -> found.name().equals(search) || found.name().equals("preview/" + search))
        .findFirst()
        .orElseThrow();
  }

  private static BranchCreated create(CreateBranch request) {
    BranchCreated created = sandbox.neon().branches().create(sandbox.projectId(), request);
    await(created.operations());
    return created;
  }

  private static void await(List<Operation> operations) {
    sandbox.neon().operations().await(sandbox.projectId(), operations, Duration.ofMinutes(1));
  }

  private static void assertRefused(String text, PreviewWorkflow preview) {
    WorkflowFailedException failed = assertThrows(WorkflowFailedException.class, preview::run);
    assertInstanceOf(PreconditionException.class, failed.getCause());
    assertTrue(failed.getMessage().contains(text), failed.getMessage());
  }

  private record Scripted(HistoryCheck answer) implements Migrator {
    @Override
    public String tool() {
      return "scripted";
    }

    @Override
    public String describe() {
      return "a script";
    }

    @Override
    public HistoryCheck history(MigrationTarget target, Instant since, StepContext context) {
      assertEquals(List.of("1"), Rows.of(target.direct(), "SELECT 1"));
      return answer;
    }

    @Override
    public MigrationReport migrate(MigrationTarget target, StepContext context) {
      return new MigrationReport(tool(), List.of(), null, null, Duration.ZERO);
    }
  }

  private record Untold() implements Migrator {
    @Override
    public String tool() {
      return "untold";
    }

    @Override
    public String describe() {
      return "a tool";
    }

    @Override
    public MigrationReport migrate(MigrationTarget target, StepContext context) {
      return new MigrationReport(tool(), List.of(), null, null, Duration.ZERO);
    }
  }
}
