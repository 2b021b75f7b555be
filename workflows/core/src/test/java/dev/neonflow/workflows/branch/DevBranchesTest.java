package dev.neonflow.workflows.branch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.failsafe.spi.Scheduler;
import dev.neonflow.sdk.branches.AnnotatedBranch;
import dev.neonflow.sdk.branches.BranchState;
import dev.neonflow.sdk.branches.InitSource;
import dev.neonflow.sdk.endpoints.Endpoint;
import dev.neonflow.sdk.endpoints.EndpointState;
import dev.neonflow.workflows.ConnectionUris;
import dev.neonflow.workflows.DevBranches;
import dev.neonflow.workflows.FenceException;
import dev.neonflow.workflows.LockHeldException;
import dev.neonflow.workflows.NotRemovedException;
import dev.neonflow.workflows.PreconditionException;
import dev.neonflow.workflows.RunId;
import dev.neonflow.workflows.Subject;
import dev.neonflow.workflows.WorkflowEvent;
import dev.neonflow.workflows.internal.KeyLock;
import dev.neonflow.workflows.internal.Locks;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class DevBranchesTest {

  private static final String LIST = "GET /projects/{p}/branches";
  private static final String URI = "GET /projects/{p}/connection_uri";
  private static final String RESTORE = "POST /projects/{p}/branches/{b}/restore";
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
  void productionIsUntouched() {
    assertEquals(production, databases.fingerprint("main"));
  }

  @AfterAll
  static void stop() {
    sandbox.close();
  }

  @Test
  void created_isOursForEverAndTheSameTheSecondTime() throws SQLException {
    BranchRef first = dev().create("Alice B.");
    assertTrue(first.created());
    assertEquals("dev/alice-b", first.name());
    AnnotatedBranch real = only("dev/alice-b");
    assertEquals("dev/" + sandbox.projectId() + "/alice-b", real.annotations().get("neonflow-key"));
    assertNull(real.branch().expiresAt());
    ConnectionUris uris = dev().connection("Alice B.");
    assertEquals("a,b", Sql.ask(uris.direct(), ITEMS));
    Sql.run(uris.direct(), "insert into item values ('mine')");
    BranchRef second = dev().create("alice-b");
    assertFalse(second.created());
    assertEquals(first.branchId(), second.branchId());
    assertEquals("a,b,mine", Sql.ask(uris.direct(), ITEMS));
  }

  @Test
  void createdWithALease_expires() {
    BranchRef branch = dev().create("guest", BranchSpec.DEFAULT.expiresIn(Duration.ofDays(2)));
    Instant expires = branch.expiresAt();
    assertNotNull(expires);
    assertTrue(expires.isAfter(Instant.now().plus(Duration.ofDays(1))));
    assertEquals(expires, only("dev/guest").branch().expiresAt());
  }

  @Test
  void connection_takesTwoRequestsAndLeavesTheComputeAsleep() throws SQLException {
    BranchRef branch = dev().create("bob");
    String endpoint = suspend(branch.branchId());
    sandbox.count();
    ConnectionUris uris = dev().connection("bob");
    assertEquals(List.of(LIST, URI), sandbox.counted());
    assertEquals(
        EndpointState.IDLE,
        sandbox.neon().endpoints().get(sandbox.projectId(), endpoint).currentState());
    assertEquals(branch.branchId(), Sql.branch(uris.direct()));
    assertFalse(uris.toString().contains(uris.direct().password().reveal()));
  }

  @Test
  void notThere_namesTheCommandThatMakesIt() {
    sandbox.count();
    for (Executable verb :
        List.<Executable>of(
            () -> dev().connection("nobody"),
            () -> dev().reset("nobody"),
            () -> dev().reset("nobody", "before"))) {
      PreconditionException refused = assertThrows(PreconditionException.class, verb);
      assertTrue(refused.getMessage().contains("no branch dev/nobody"), refused.getMessage());
      assertTrue(refused.next().contains("neonflow dev create nobody"), refused.next());
      assertFalse(refused.isUsage());
    }
    assertEquals(List.of(LIST, LIST, LIST), sandbox.counted());
    assertFalse(dev().delete("nobody").existed());
  }

  @Test
  void reset_takesTheParentsPresentStateInTwoRequestsAndKeepsTheConnection() throws Exception {
    BranchRef branch = dev().create("carol");
    ConnectionUris before = dev().connection("carol");
    String roles = "select string_agg(rolname, ',' order by rolname) from pg_roles";
    String parentsRoles = Sql.ask(before.direct(), roles);
    Sql.run(
        before.direct(), "delete from item; create table draft (id int); create role carol_reader");
    sandbox.count();
    DevReset reset = dev().reset("carol");
    assertEquals(List.of(LIST, RESTORE), sandbox.counted());
    assertEquals(
        new DevReset(branch.branchId(), "dev/carol", "main", null, List.of(), null), reset);
    assertEquals(before, dev().connection("carol"));
    assertEquals(branch.branchId(), Sql.branch(before.direct()));
    assertEquals("a,b", Sql.ask(before.direct(), ITEMS));
    assertNull(Sql.ask(before.direct(), "select to_regclass('draft')::text"));
    assertEquals(parentsRoles, Sql.ask(before.direct(), roles));
  }

  @Test
  void resetKeepingTheStateBefore_letsItHaveTheChildrenAndComesFromTheSameParentAgain()
      throws Exception {
    dev().create("dave");
    ConnectionUris uris = dev().connection("dave");
    Sql.run(uris.direct(), "insert into item values ('kept')");
    String child = databases.childOf("dev/dave", "dave-child").id();
    DevReset reset = dev().reset("dave", "dave-before");
    assertEquals("dave-before", reset.backup());
    assertNull(reset.earlier());
    assertEquals(List.of("dave-child"), reset.movedToBackup());
    assertEquals("a,b", Sql.ask(uris.direct(), ITEMS));
    String backup = databases.branch("dave-before").id();
    assertEquals(List.of("a,b,kept"), databases.query("dave-before", ITEMS));
    assertEquals(
        backup, sandbox.neon().branches().get(sandbox.projectId(), child).branch().parentId());
    Sql.run(uris.direct(), "insert into item values ('c')");
    DevReset again = dev().reset("dave", "dave-before");
    assertEquals(only("dev/dave").branch().lastResetAt(), again.earlier());
    assertEquals(reset.movedToBackup(), again.movedToBackup());
    assertEquals("a,b,c", Sql.ask(uris.direct(), ITEMS), "a killed run's reset is not done twice");
    Clock later = Clock.offset(Clock.systemUTC(), Duration.ofHours(1));
    DevBranches hourLater = sandbox.neonflow().clock(later).build().dev();
    PreconditionException taken =
        assertThrows(PreconditionException.class, () -> hourLater.reset("dave", "dave-before"));
    assertTrue(taken.getMessage().contains("dave-before already"), taken.getMessage());
    assertEquals("a,b,c", Sql.ask(uris.direct(), ITEMS));
    assertEquals("main", dev().reset("dave").parent());
    assertEquals("a,b", Sql.ask(uris.direct(), ITEMS));
  }

  @Test
  void resetOfABranchFromANamedParent_takesThatOnesState() throws Exception {
    BranchRef team = dev().create("team");
    ConnectionUris teams = dev().connection("team");
    Sql.run(teams.direct(), "insert into item values ('teams')");
    BranchRef erin = dev().create("erin", BranchSpec.DEFAULT.from("dev/team"));
    assertEquals("dev/team", erin.parent());
    Sql.run(teams.direct(), "insert into item values ('later')");
    assertEquals("dev/team", dev().reset("erin").parent());
    assertEquals("a,b,later,teams", Sql.ask(dev().connection("erin").direct(), ITEMS));
    assertEquals(team.branchId(), only("dev/erin").branch().parentId());
  }

  @Test
  void withChildren_isNeitherResetNorDeletedAndNamesThem() {
    dev().create("frank");
    databases.childOf("dev/frank", "franks-child");
    sandbox.count();
    assertRefused("children: franks-child", () -> dev().reset("frank"));
    assertEquals(List.of(LIST), sandbox.counted());
    NotRemovedException left = assertThrows(NotRemovedException.class, () -> dev().delete("frank"));
    assertTrue(String.valueOf(left.getMessage()).contains("franks-child"), left.getMessage());
    assertEquals(1, sandbox.branches("dev/frank").size());
  }

  @Test
  void schemaOnly_isNotReset() {
    databases.create(
        "dev/gina", branch -> branch.initSource(InitSource.SCHEMA_ONLY).annotations(notes("gina")));
    assertRefused("schema only", () -> dev().reset("gina"));
    assertTrue(dev().delete("gina").existed());
  }

  @Test
  void deleted_isGoneAndCanBeDeletedAgain() {
    BranchRef branch = dev().create("heidi");
    sandbox.count();
    DeletedBranch deleted = dev().delete("heidi");
    assertEquals(List.of(LIST, DELETE, LIST), sandbox.counted());
    assertEquals(new DeletedBranch(branch.branchId(), "dev/heidi", true), deleted);
    assertEquals(List.of(), sandbox.branches("dev/heidi"));
    assertFalse(dev().delete("heidi").existed());
  }

  @Test
  void list_hasOnlyTheEngineersBranchesAndTakesOneRequest() {
    dev().create("zoe", BranchSpec.DEFAULT.from("main"));
    BranchRef ivan = dev().create("ivan");
    foreign("dev/ivanhoe", Map.of());
    sandbox.neonflow().build().preview().forPr(31).run();
    sandbox.count();
    List<DevBranch> all = dev().list();
    assertEquals(List.of(LIST), sandbox.counted());
    List<String> names = all.stream().map(DevBranch::name).toList();
    assertEquals(names.stream().sorted().toList(), names);
    assertTrue(names.contains("dev/ivan") && names.contains("dev/zoe"), names.toString());
    assertTrue(names.stream().allMatch(name -> name.startsWith("dev/")), names.toString());
    assertFalse(names.contains("dev/ivanhoe"), names.toString());
    DevBranch listed = all.get(names.indexOf("dev/ivan"));
    assertEquals(ivan.branchId(), listed.branchId());
    assertEquals("main", listed.parent());
    assertEquals(BranchState.READY, listed.state());
    assertNull(listed.expiresAt());
  }

  @Test
  void notOurs_isLeftAloneNamingWhereItComesFrom() {
    foreign("dev/judy", Map.of());
    String other = "preview/p/acme/other/pr-14";
    foreign("dev/karl", Map.of(Ownership.MANAGED_BY, "neonflow", Ownership.KEY, other));
    sandbox.count();
    for (Map.Entry<String, String> branch :
        Map.of("judy", "nothing on it says who made it", "karl", other).entrySet()) {
      String name = branch.getKey();
      String origin = branch.getValue();
      assertRefused(origin, () -> dev().create(name));
      assertRefused(origin, () -> dev().connection(name));
      assertRefused(origin, () -> dev().reset(name));
      assertRefused(origin, () -> dev().delete(name));
    }
    assertTrue(
        sandbox.counted().stream().allMatch(LIST::equals), () -> sandbox.counted().toString());
  }

  @Test
  void protectedMeanwhile_isNeitherResetNorDeletedNorConnectedTo() {
    dev().create("lena");
    databases.update("dev/lena", branch -> branch.protectedBranch(true));
    sandbox.count();
    assertThrows(FenceException.class, () -> dev().connection("lena"));
    assertThrows(FenceException.class, () -> dev().reset("lena"));
    assertThrows(FenceException.class, () -> dev().delete("lena"));
    assertEquals(List.of(LIST, LIST, LIST), sandbox.counted());
    databases.update("dev/lena", branch -> branch.protectedBranch(false));
  }

  @Test
  void nameOfWhichNothingStaysOrAnAdoption_isWrongUsage() {
    for (String name : List.of("", "...", "アリス")) {
      PreconditionException refused =
          assertThrows(PreconditionException.class, () -> dev().create(name));
      assertTrue(refused.isUsage(), refused.getMessage());
    }
    PreconditionException refused =
        assertThrows(
            PreconditionException.class, () -> dev().create("mia", BranchSpec.DEFAULT.adopting()));
    assertTrue(refused.isUsage(), refused.getMessage());
    assertEquals(List.of(), sandbox.branches("dev/mia"));
  }

  @Test
  void databaseUrlOfTheEnvironment_isTakenForNothing() {
    dev().create("nora");
    String url = dev().connection("nora").direct().uri().reveal();
    DevBranches inHerShell =
        sandbox
            .neonflow()
            .environment(name -> name.equals("DATABASE_URL") ? url : null)
            .build()
            .dev();
    assertFalse(inHerShell.create("nora").created());
    assertEquals(url, inHerShell.connection("nora").direct().uri().reveal());
    assertEquals("dev/nora", inHerShell.reset("nora").name());
  }

  @Test
  void whatChangesSomething_holdsTheLockAndTellsListeners_andQuestionsDoNot() {
    dev().create("olga");
    Path locks = directory.resolve("olgas-locks");
    List<WorkflowEvent> events = new CopyOnWriteArrayList<>();
    DevBranches dev = sandbox.neonflow().lockDirectory(locks).listener(events::add).build().dev();
    String key = "dev/" + sandbox.projectId() + "/olga";
    try (KeyLock held =
        new Locks(locks, null, Scheduler.DEFAULT).lock(key, "somebody", why -> {})) {
      assertTrue(held.tryTake());
      assertThrows(LockHeldException.class, () -> dev.create("olga"));
      assertThrows(LockHeldException.class, () -> dev.reset("olga"));
      assertThrows(LockHeldException.class, () -> dev.delete("olga"));
      assertEquals("neondb", dev.connection("olga").direct().database());
      assertFalse(dev.list().isEmpty());
    }
    assertEquals(List.of(), events);
    dev.reset("olga");
    assertTrue(events.stream().anyMatch(WorkflowEvent.RunCompleted.class::isInstance));
  }

  private static DevBranches dev() {
    return sandbox.neonflow().build().dev();
  }

  private static AnnotatedBranch only(String name) {
    List<AnnotatedBranch> found =
        sandbox.branches(name).stream().filter(one -> one.branch().name().equals(name)).toList();
    assertEquals(1, found.size(), name);
    return found.get(0);
  }

  private static void assertRefused(String text, Executable verb) {
    PreconditionException refused = assertThrows(PreconditionException.class, verb);
    assertTrue(refused.getMessage().contains(text), refused.getMessage());
  }

  private static void foreign(String name, Map<String, String> notes) {
    databases.create(name, branch -> branch.withoutEndpoint().annotations(notes));
  }

  private static Map<String, String> notes(String engineer) {
    String key = "dev/" + sandbox.projectId() + "/" + engineer;
    return Ownership.annotations(
        new Subject(key, sandbox.projectId(), "acme/shop", null, null, null),
        null,
        new RunId("earlier"));
  }

  private static String suspend(String branchId) {
    List<Endpoint> endpoints =
        sandbox.neon().endpoints().listOfBranch(sandbox.projectId(), branchId);
    String id = endpoints.get(0).id();
    sandbox
        .neon()
        .operations()
        .await(
            sandbox.projectId(),
            sandbox.neon().endpoints().suspend(sandbox.projectId(), id).operations(),
            Duration.ofMinutes(1));
    return id;
  }
}
