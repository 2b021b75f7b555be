package dev.neonflow.workflows.branch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.embedded.Fault;
import dev.neonflow.sdk.branches.CreateBranch;
import dev.neonflow.sdk.error.ConflictException;
import dev.neonflow.workflows.FenceException;
import dev.neonflow.workflows.Neonflow;
import dev.neonflow.workflows.PreconditionException;
import dev.neonflow.workflows.StagingWorkflow;
import dev.neonflow.workflows.WorkflowEvent;
import dev.neonflow.workflows.WorkflowFailedException;
import dev.neonflow.workflows.WorkflowResult;
import dev.neonflow.workflows.WorkflowRun;
import dev.neonflow.workflows.report.FileReporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import okhttp3.Interceptor;
import okhttp3.Request;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Timeout(180)
@Execution(ExecutionMode.CONCURRENT)
class StagingWorkflowTest {

  private static final String BEFORE = "staging-before/";

  @TempDir Path directory;

  private Sandbox sandbox;
  private Databases databases;

  @BeforeEach
  void start() {
    sandbox = new Sandbox(directory);
    databases = new Databases(sandbox);
    databases.execute("main", "create table orders (what text); insert into orders values ('p1')");
  }

  @AfterEach
  void stop() {
    sandbox.close();
  }

  @Test
  void withoutRefresh_isCreatedOnceAndKeepsItsRows() {
    String production = databases.fingerprint("main");
    BranchRef first = staging().run().get(StagingWorkflow.BRANCH);
    assertTrue(first.created());
    assertEquals("staging", first.name());
    assertNull(databases.branch("staging").expiresAt());
    databases.execute("staging", "insert into orders values ('s1')");
    BranchRef second =
        staging()
            .migrate(new WritingMigrator("alter table orders add paid boolean"))
            .run()
            .get(StagingWorkflow.BRANCH);
    assertEquals(first.branchId(), second.branchId());
    assertFalse(second.created());
    assertEquals(List.of("p1", "s1"), orders("staging"));
    assertEquals(List.of(), databases.named(BEFORE));
    assertEquals(production, databases.fingerprint("main"));
  }

  @Test
  void refreshOfNone_creates() {
    WorkflowResult result = staging().refresh().run();
    assertTrue(result.get(StagingWorkflow.BRANCH).created());
    assertNull(result.get(StagingWorkflow.REFRESH).preserved());
    assertEquals(List.of(), databases.named(BEFORE));
  }

  @Test
  void refresh_takesTheParentsStateAndKeepsTheOneBefore() throws IOException {
    staging().run();
    databases.execute("staging", "insert into orders values ('s1')");
    databases.childOf("staging", "qa");
    databases.execute("main", "insert into orders values ('p2')");
    String production = databases.fingerprint("main");
    String id = databases.branch("staging").id();
    String uri = databases.uri("staging").uri().reveal();
    List<String> roles = roles("staging");
    List<String> said = new CopyOnWriteArrayList<>();
    Path report = directory.resolve("report.md");

    WorkflowResult result = staging(said).refresh().report(new FileReporter(report)).run();

    StagingRefreshed refreshed = result.get(StagingWorkflow.REFRESH);
    String preserved = refreshed.preserved();
    assertNotNull(preserved);
    assertEquals("main", refreshed.source());
    assertEquals(List.of("qa"), refreshed.moved());
    assertEquals(List.of(preserved), refreshed.kept());
    assertEquals(List.of(preserved), databases.named(BEFORE));
    assertEquals(List.of("p1", "p2"), orders("staging"));
    assertEquals(List.of("p1", "s1"), orders(preserved));
    assertEquals(id, databases.branch("staging").id());
    assertEquals(uri, databases.uri("staging").uri().reveal());
    assertEquals(roles, roles("staging"));
    assertEquals(databases.branch(preserved).id(), databases.branch("qa").parentId());
    assertEquals(production, databases.fingerprint("main"));
    assertTrue(
        said.get(0).contains("qa") && said.get(0).contains(preserved),
        () -> "the children are named before anything moves: " + said);
    String text = Files.readString(report);
    assertTrue(text.contains(preserved) && text.contains("moved to it: qa"), text);
  }

  @Test
  @EnabledIfEnvironmentVariable(named = "NEONFLOW_TEST", matches = "full")
  void refreshAgain_keepsTwoAndNamesWhatNeonWillNotDelete() {
    staging().run();
    databases.childOf("staging", "qa");
    String withChild = preserved(staging().refresh().run());
    String second = preserved(staging().refresh().run());
    String third = preserved(staging().refresh().run());
    assertEquals(List.of(withChild, second, third), databases.named(BEFORE));
    databases.create(BEFORE + "monday", request -> request.withoutEndpoint());
    StagingRefreshed last = staging().refresh().run().get(StagingWorkflow.REFRESH);
    assertEquals(List.of(withChild + ": it has children: qa"), last.left());
    assertEquals(List.of(second), last.removed());
    assertEquals(List.of(last.preserved(), third), last.kept());
    assertEquals(
        List.of(withChild, third, last.preserved(), BEFORE + "monday"), databases.named(BEFORE));
    databases.update(withChild, change -> change.protectedBranch(true));
    StagingRefreshed guarded = staging().refresh().keep(3).run().get(StagingWorkflow.REFRESH);
    assertEquals(List.of(withChild + ": it is protected"), guarded.left());
    assertEquals(3, guarded.kept().size());
  }

  @Test
  @EnabledIfEnvironmentVariable(named = "NEONFLOW_TEST", matches = "full")
  void oldStateWhoseOnlyChildIsDeletedBefore_isDeletedToo() {
    staging().run();
    Map<String, String> ours = Map.of("neonflow-key", "staging/" + sandbox.projectId());
    UnaryOperator<CreateBranch> state = request -> request.withoutEndpoint().annotations(ours);
    String oldest = databases.create(BEFORE + "20200101-000000", state).id();
    databases.create(BEFORE + "20200101-000001", with -> state.apply(with).parentId(oldest));
    databases.create(BEFORE + "20200101-000002", state);
    String dry = staging().refresh().dryRun().toText();
    assertTrue(dry.contains("delete " + BEFORE + "20200101-000000"), dry);
    StagingRefreshed refreshed = staging().refresh().run().get(StagingWorkflow.REFRESH);
    assertEquals(List.of(), refreshed.left());
    assertEquals(
        List.of(BEFORE + "20200101-000001", BEFORE + "20200101-000000"), refreshed.removed());
    assertEquals(
        List.of(BEFORE + "20200101-000002", refreshed.preserved()), databases.named(BEFORE));
  }

  @Test
  @EnabledIfEnvironmentVariable(named = "NEONFLOW_TEST", matches = "full")
  void oldStateThatIsStillListed_isNotCalledRemoved() {
    staging().run();
    Map<String, String> ours = Map.of("neonflow-key", "staging/" + sandbox.projectId());
    UnaryOperator<CreateBranch> state = request -> request.withoutEndpoint().annotations(ours);
    String gone = BEFORE + "20200101-000001";
    String stays = BEFORE + "20200101-000000";
    databases.create(gone, state);
    String id = databases.create(stays, state).id();
    databases.create(BEFORE + "20200101-000002", state);
    HastyClock clock = new HastyClock();
    Interceptor deaf =
        chain -> {
          Request request = chain.request();
          if (request.method().equals("DELETE") && request.url().encodedPath().endsWith(id)) {
            clock.hurry.set(true);
            String other = request.url().toString().replace(id, "br-not-there-1");
            return chain.proceed(request.newBuilder().url(other).build());
          }
          return chain.proceed(request);
        };
    StagingRefreshed refreshed =
        sandbox
            .neonflow(deaf)
            .clock(clock)
            .build()
            .staging()
            .refresh()
            .run()
            .get(StagingWorkflow.REFRESH);
    assertEquals(List.of(gone), refreshed.removed());
    assertEquals(List.of(stays + ": it is still listed 1m after its deletion"), refreshed.left());
  }

  /** Once it is to hurry, time flies from one look to the next. */
  private static final class HastyClock extends Clock {
    private final AtomicBoolean hurry = new AtomicBoolean();
    private final AtomicInteger looks = new AtomicInteger();

    @Override
    public Instant instant() {
      return Instant.now().plusSeconds(hurry.get() ? 40L * looks.incrementAndGet() : 0);
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }

  @Test
  void conflictWithoutAnEarlierAttempt_isNoRefresh() {
    staging().run();
    databases.execute("staging", "insert into orders values ('s1')");
    String restore = "/projects/" + sandbox.projectId() + "/branches/{branch_id}/restore";
    sandbox.embedded().inject(Fault.status(409).on("POST", restore));
    assertRefused(ConflictException.class, "");
    assertEquals(List.of("p1", "s1"), orders("staging"));
    assertEquals(List.of(), databases.named(BEFORE));
  }

  @Test
  void plannedParent_isTheSourceThoughAnotherBranchIsTheDefault() {
    databases.create("mirror", request -> request);
    databases.execute("mirror", "insert into orders values ('m1')");
    staging().from("mirror").run();
    assertEquals("mirror", staging().refresh().run().get(StagingWorkflow.REFRESH).source());
    assertEquals(List.of("p1", "m1"), orders("staging"));
    databases.execute("mirror", "insert into orders values ('m2')");
    assertEquals("mirror", staging().refresh().run().get(StagingWorkflow.REFRESH).source());
    assertEquals(List.of("p1", "m1", "m2"), orders("staging"));
  }

  @Test
  void dryRun_namesWhatWouldMoveAndGoAndChangesNothing() {
    String none = staging().refresh().dryRun().toText();
    assertTrue(none.contains("would refresh nothing"), none);
    staging().run();
    String first = preserved(staging().refresh().run());
    String second = preserved(staging().refresh().run());
    databases.childOf("staging", "qa");
    List<String> before = databases.branches().stream().map(found -> found.name()).toList();
    sandbox.count();
    String dry = staging().refresh().dryRun().toText();
    assertTrue(sandbox.counted().stream().allMatch(line -> line.startsWith("GET ")));
    assertTrue(dry.contains("which its children move to: qa"), dry);
    assertTrue(dry.contains("delete " + first), dry);
    assertFalse(dry.contains("delete " + second), dry);
    assertEquals(before, databases.branches().stream().map(found -> found.name()).toList());
  }

  @Test
  void answerOfTheRefreshIsLost_itHappensOnce() {
    staging().run();
    databases.execute("staging", "insert into orders values ('s1')");
    AtomicBoolean lost = new AtomicBoolean();
    Interceptor losing =
        chain -> {
          okhttp3.Response answer = chain.proceed(chain.request());
          if (chain.request().url().encodedPath().endsWith("/restore")
              && lost.compareAndSet(false, true)) {
            answer.close();
            throw new IOException("the answer is lost");
          }
          return answer;
        };
    WorkflowResult result = sandbox.neonflow(losing).build().staging().refresh().run();
    assertTrue(lost.get());
    assertEquals(List.of(preserved(result)), databases.named(BEFORE));
    assertEquals(List.of("p1", "s1"), orders(preserved(result)));
  }

  @Test
  void anotherAttemptOfARun_doesNotRefreshTwice() throws Exception {
    staging().run();
    databases.execute("staging", "insert into orders values ('s1')");
    AtomicReference<StagingRefreshed> again = new AtomicReference<>();
    RefreshStaging step = new RefreshStaging(BranchNames.staging(), RefreshStaging.KEPT);
    WorkflowResult result =
        staging().refresh().then("again", context -> again.set(step.run(context))).run();
    assertEquals(result.get(StagingWorkflow.REFRESH), again.get());
    assertEquals(List.of(preserved(result)), databases.named(BEFORE));
    assertEquals(List.of("p1", "s1"), orders(preserved(result)));
  }

  @Test
  void endedBetweenRefreshAndCleanup_theRerunKeepsTheGoodState() {
    staging().run();
    staging().refresh().run();
    staging().refresh().run();
    databases.execute("staging", "insert into orders values ('good')");
    AtomicReference<WorkflowRun> run = new AtomicReference<>();
    AtomicBoolean restored = new AtomicBoolean();
    Interceptor ending =
        chain -> {
          if (restored.get() && chain.request().url().encodedPath().endsWith("/branches")) {
            run.get().cancel("the machine went away");
            throw new IOException("gone");
          }
          okhttp3.Response answer = chain.proceed(chain.request());
          if (chain.request().url().encodedPath().endsWith("/restore")) {
            restored.set(true);
          }
          return answer;
        };
    Neonflow dying = sandbox.neonflow(ending).build();
    run.set(dying.staging().refresh().start());
    run.get().await();
    assertEquals(3, databases.named(BEFORE).size(), "nothing was cleaned up");
    StagingRefreshed rerun = staging().refresh().run().get(StagingWorkflow.REFRESH);
    assertEquals(2, rerun.removed().size());
    assertEquals(rerun.kept().stream().sorted().toList(), databases.named(BEFORE));
    assertEquals(List.of("p1", "good"), orders(rerun.kept().get(1)));
    assertEquals(List.of("p1"), orders("staging"));
  }

  @Test
  void protectedOrForeign_isNotRefreshed() {
    databases.create("staging", request -> request);
    assertRefused(PreconditionException.class, "in the way");
    databases.update("staging", change -> change.name("other"));
    staging().run();
    databases.update("staging", change -> change.protectedBranch(true));
    sandbox.count();
    assertRefused(FenceException.class, "protected");
    assertTrue(sandbox.counted().stream().allMatch(line -> line.startsWith("GET ")));
  }

  @Test
  void keepingOne_isRefusedBecauseARerunWouldLoseIt() {
    assertThrows(PreconditionException.class, () -> staging().refresh().keep(1));
  }

  private void assertRefused(Class<? extends Exception> type, String text) {
    WorkflowFailedException failed =
        assertThrows(WorkflowFailedException.class, () -> staging().refresh().run());
    assertInstanceOf(type, failed.getCause());
    assertTrue(failed.getMessage().contains(text), failed.getMessage());
  }

  private static String preserved(WorkflowResult result) {
    String name = result.get(StagingWorkflow.REFRESH).preserved();
    assertNotNull(name);
    return name;
  }

  private List<String> orders(String branch) {
    return databases.query(branch, "select what from orders");
  }

  private List<String> roles(String branch) {
    return databases.query(branch, "select rolname from pg_roles order by 1");
  }

  private StagingWorkflow staging() {
    return sandbox.neonflow().build().staging();
  }

  private StagingWorkflow staging(List<String> said) {
    return staging()
        .listener(
            event -> {
              if (event instanceof WorkflowEvent.StepProgress progress) {
                said.add(progress.text());
              }
            });
  }
}
