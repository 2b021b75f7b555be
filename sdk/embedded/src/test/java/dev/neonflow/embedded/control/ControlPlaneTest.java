package dev.neonflow.embedded.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.embedded.Polling;
import dev.neonflow.embedded.control.Operation.Status;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ControlPlaneTest {

  @TempDir Path directory;

  private final MemoryDataPlane data = new MemoryDataPlane();
  private final ManualClock clock = new ManualClock();
  private final SecureRandom secure = new SecureRandom();
  private volatile Runnable beforeRandom = () -> {};
  private volatile Error sql;
  private ControlPlane control;

  @BeforeEach
  void start() {
    control = start(directory);
  }

  @AfterEach
  void stop() {
    data.letCopiesPass();
    control.close();
  }

  @Test
  void ids_haveNeonsShapes() {
    Branch main = control.branches().defaultBranch();
    assertTrue(control.project().id().matches("[a-z]+-[a-z]+-[0-9]{8}"));
    assertTrue(main.id().matches("br-[a-z]+-[a-z]+-[a-z0-9]{8}"));
    Endpoint endpoint = control.endpoints().of(main.id()).get(0);
    assertTrue(endpoint.id().matches("ep-[a-z]+-[a-z]+-[a-z0-9]{8}"));
    assertEquals("127.0.0.1:" + endpoint.port(), endpoint.host());
  }

  @Test
  void creation_goesFromSchedulingToFinished_inOrder() {
    data.holdCopies();
    Accepted<Branch> accepted = create(named("b"));

    assertEquals(Branch.State.INIT, accepted.subject().phase().current());
    assertEquals(
        List.of(Status.SCHEDULING, Status.SCHEDULING),
        accepted.operations().stream().map(Operation::status).toList());
    Polling.until("the copy runs", () -> status(accepted, 0) == Status.RUNNING);
    assertEquals(Status.SCHEDULING, status(accepted, 1));
    assertFalse(control.branches().get(accepted.subject().id()).ready());

    data.letCopiesPass();
    finish(accepted);
    Branch ready = control.branches().get(accepted.subject().id());
    assertTrue(ready.ready());
    assertEquals("0/1A2B3C4", ready.parentLsn());
    assertEquals(Endpoint.State.ACTIVE, control.endpoints().of(ready.id()).get(0).current());
  }

  @Test
  void branchInCreation_refusesMutations_butItsParentTakesMoreChildren() {
    data.holdCopies();
    Accepted<Branch> first = create(named("first"));
    String id = first.subject().id();
    Branch main = control.branches().defaultBranch();
    String endpoint = control.endpoints().of(main.id()).get(0).id();

    assertLocked(() -> control.branches().delete(id));
    assertLocked(() -> control.branches().change(id, protect()));
    assertLocked(() -> control.branches().create(child("grandchild", id)));
    assertLocked(() -> control.endpoints().suspend(endpoint));
    assertLocked(() -> control.roles().resetPassword(main.id(), "neondb_owner"));
    Accepted<Branch> second = create(named("second"));

    data.letCopiesPass();
    finish(first);
    finish(second);
    assertEquals(3, control.branches().list().size());
  }

  @Test
  void failedCopy_leavesAFailedOperation_andNoBranch() {
    data.failCopies();
    Accepted<Branch> accepted = create(named("doomed"));

    Polling.until("it failed", () -> status(accepted, 0) == Status.FAILED);
    assertEquals(
        "the disk is full", control.operations().get(accepted.operations().get(0).id()).error());
    assertEquals(Status.CANCELLED, status(accepted, 1));
    assertEquals(1, control.branches().list().size());
    assertEquals(1, control.endpoints().list().size());
  }

  @Test
  void errorInAnOperation_failsIt_andFreesTheBranch() {
    Branch main = control.branches().defaultBranch();
    sql = new StackOverflowError("too deep");
    Accepted<Database> accepted = control.databases().create(main.id(), "shop", "neondb_owner");

    assertEquals("shop", accepted.subject().name());
    Polling.until("it failed", () -> status(accepted, 0) == Status.FAILED);
    assertTrue(
        control.operations().get(accepted.operations().get(0).id()).error().contains("too deep"));
    finish(create(named("child")));
  }

  /** The answer says what was accepted, however soon it fails. */
  @Test
  void creationThatFailsAtOnce_isAnsweredWhole() {
    data.failCopies();
    Accepted<CreatedBranch> accepted = control.branches().create(named("doomed"));
    Polling.until("it is gone", () -> control.branches().list().size() == 1);

    CreatedBranch created = accepted.subject();
    assertEquals("doomed", created.branch().name());
    assertEquals(created.branch().id(), created.endpoints().get(0).branchId());
    assertEquals(Set.of("neondb_owner"), created.passwords().keySet());
    assertFalse(created.toString().contains(created.passwords().get("neondb_owner")));
  }

  @Test
  void parentProtectedWhileAChildIsAskedFor_keepsItsPasswordsToItself() {
    String main = control.branches().defaultBranch().id();
    beforeRandom =
        () -> {
          beforeRandom = () -> {};
          control.branches().change(main, protect());
        };
    Accepted<Branch> child = create(named("child"));
    finish(child);

    String own = control.roles().password(child.subject().id(), "neondb_owner");
    assertNotEquals(control.roles().password(main, "neondb_owner"), own);
    assertEquals(Map.of("neondb_owner", own), data.compute(child.subject().id()).passwords);
  }

  @Test
  void killedCreation_isRemovedByTheNextStart() throws Exception {
    data.holdCopies();
    Accepted<Branch> accepted = create(named("half"));
    Path copy = copyOfDirectory("killed");
    data.letCopiesPass();
    finish(accepted);
    data.close();

    try (ControlPlane next = start(copy)) {
      assertEquals(List.of("main"), next.branches().list().stream().map(Branch::name).toList());
      assertEquals(Set.of(next.branches().defaultBranch().id()), data.branches());
      Operation operation = next.operations().get(accepted.operations().get(0).id());
      assertEquals(Status.FAILED, operation.status());
      assertFalse(
          Files.readString(copy.resolve("passwords.json")).contains(accepted.subject().id()));
    }
  }

  @Test
  void dataOfUnknownBranches_isSetAside_andNeverDeleted() throws Exception {
    String main = control.branches().defaultBranch().id();
    control.close();
    data.close();
    data.copy(main, "br-stranger");
    control = start(directory);
    assertEquals(Set.of("br-stranger"), data.aside());
    assertEquals(Set.of(main), data.branches());

    control.close();
    data.close();
    Files.delete(directory.resolve("neon.json"));
    control = start(directory);
    assertEquals(Set.of("br-stranger", main), data.aside());
    assertEquals(Set.of(control.branches().defaultBranch().id()), data.branches());
  }

  @Test
  void killWhileAFailedCreationIsCleared_leavesAStartableHome() throws Exception {
    Path killed = Files.createDirectory(directory.resolve("killed"));
    data.afterDelete(() -> copyTo(killed));
    data.failOpens();
    Accepted<Branch> accepted = create(named("doomed"));
    Polling.until("it failed", () -> status(accepted, 1) == Status.FAILED);

    MemoryDataPlane other = new MemoryDataPlane();
    other.createRoot(control.branches().defaultBranch().id(), "", "", "");
    try (ControlPlane next =
        ControlPlane.start(other, killed, clock, new SecureRandom(), (p, r, w, sql) -> {})) {
      assertEquals(1, next.branches().list().size());
    }
  }

  @Test
  void killedDeletion_isFinishedByTheNextStart() throws Exception {
    Accepted<Branch> accepted = create(named("b"));
    finish(accepted);
    String id = accepted.subject().id();
    Path neon = directory.resolve("neon.json");
    String before = Files.readString(neon);
    finish(control.branches().delete(id).orElseThrow());
    Path copy = copyOfDirectory("killed");
    // As it was when the deletion had just been accepted: the branch is there, on its way out.
    Files.writeString(
        copy.resolve("neon.json"),
        before.replaceFirst(
            "(\"id\":\"" + id + "\".*?\"current\":\"READY\")",
            "$1,\"pending\":\"STORAGE_DELETED\""));
    data.copy("", id);
    data.close();

    try (ControlPlane next = start(copy)) {
      assertEquals(1, next.branches().list().size());
      assertFalse(data.branches().contains(id));
      assertEquals(Optional.empty(), next.branches().delete(id));
    }
  }

  @Test
  void branchWithoutItsData_isIdle_andTheOthersAreServed() {
    Accepted<Branch> accepted = create(named("broken"));
    finish(accepted);
    String id = accepted.subject().id();
    control.close();
    data.close();
    data.delete(id);

    control = start(directory);
    Endpoint endpoint = control.endpoints().of(id).get(0);
    assertEquals(Endpoint.State.IDLE, endpoint.current());
    assertTrue(data.compute(control.branches().defaultBranch().id()).running());
    Accepted<Endpoint> failing = control.endpoints().start(endpoint.id());
    Polling.until("it failed", () -> status(failing, 0) == Status.FAILED);

    data.copy("", id);
    finishAll(control.endpoints().start(endpoint.id()).operations());
    assertTrue(data.compute(id).running());
  }

  @Test
  void killedPasswordReset_isFinishedByTheNextStart() throws Exception {
    String main = control.branches().defaultBranch().id();
    finishAll(control.roles().resetPassword(main, "neondb_owner").operations());
    Path copy = copyOfDirectory("killed");
    Path neon = copy.resolve("neon.json");
    // As it was when the reset had just been accepted: PostgreSQL still has the old password.
    Files.writeString(neon, Files.readString(neon).replace("\"FINISHED\"", "\"SCHEDULING\""));
    data.close();

    try (ControlPlane next = start(copy)) {
      String promised = next.roles().password(main, "neondb_owner");
      assertEquals(Map.of("neondb_owner", promised), data.compute(main).passwords);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"neon.json", "passwords.json"})
  void damagedFile_isNamed(String file) throws Exception {
    Path copy = copyOfDirectory("damaged");
    Files.writeString(copy.resolve(file), "[7]");

    UncheckedIOException e = assertThrows(UncheckedIOException.class, () -> start(copy));
    assertTrue(e.getMessage().contains(copy.resolve(file).toString()), e.getMessage());
  }

  @Test
  void childOfAGuardedBranch_getsNoPasswordOfARoleThatSqlDropped() {
    Branch main = control.branches().defaultBranch();
    finishAll(control.roles().create(main.id(), "app", true).operations());
    assertTrue(control.roles().list(main.id()).stream().noneMatch(r -> r.name().equals("app")));
    control.branches().change(main.id(), protect());

    Accepted<Branch> child = create(named("child"));
    finish(child);

    assertEquals(Set.of("neondb_owner"), data.compute(child.subject().id()).passwords.keySet());
  }

  @Test
  void restart_keepsPortsPasswordsAndSleep() throws Exception {
    Branch main = control.branches().defaultBranch();
    Endpoint endpoint = control.endpoints().of(main.id()).get(0);
    String password = control.roles().password(main.id(), "neondb_owner");
    finishAll(control.endpoints().suspend(endpoint.id()).operations());
    control.close();
    data.close();

    try (ControlPlane next = start(directory)) {
      Endpoint again = next.endpoints().get(endpoint.id());
      assertEquals(endpoint.port(), again.port());
      assertEquals(Endpoint.State.IDLE, again.current());
      assertFalse(data.compute(main.id()).running());
      assertEquals(password, next.roles().password(main.id(), "neondb_owner"));
    }
  }

  @Test
  void branchWhoseTimeIsOver_isDeleted() {
    Instant end = clock.instant().plus(Duration.ofHours(1));
    Accepted<Branch> accepted =
        create(
            new NewBranch(
                Optional.empty(),
                Optional.of("leased"),
                Optional.of(end),
                false,
                Optional.empty(),
                Map.of()));
    finish(accepted);
    String id = accepted.subject().id();
    assertEquals(new Branch.Lease(end, 3600), control.branches().get(id).lease());

    control.expiration().check();
    assertTrue(control.branches().get(id).ready());
    clock.advance(Duration.ofHours(1));
    control.expiration().check();

    Polling.until(
        "it is gone", () -> control.branches().list().stream().noneMatch(b -> b.id().equals(id)));
    assertFalse(data.branches().contains(id));
  }

  @Test
  void childOfAGuardedBranch_getsNewPasswords_andOthersInherit() {
    Branch main = control.branches().defaultBranch();
    Accepted<Branch> heir = create(named("heir"));
    control.branches().change(main.id(), protect());
    Accepted<Branch> stranger = create(named("stranger"));
    finish(heir);
    finish(stranger);

    String original = control.roles().password(main.id(), "neondb_owner");
    String own = control.roles().password(stranger.subject().id(), "neondb_owner");
    assertEquals(original, control.roles().password(heir.subject().id(), "neondb_owner"));
    assertNotEquals(original, own);
    assertEquals(Map.of("neondb_owner", own), data.compute(stranger.subject().id()).passwords);
  }

  @Test
  void branchWithChildren_staysUntilTheyAreGone() {
    Accepted<Branch> parent = create(named("parent"));
    finish(parent);
    String id = parent.subject().id();
    Accepted<Branch> child = create(child("child", id));
    finish(child);

    Refusal refusal = assertThrows(Refusal.class, () -> control.branches().delete(id));
    assertEquals(Refusal.Kind.FORBIDDEN_BY_RULE, refusal.kind());
    finish(control.branches().delete(child.subject().id()).orElseThrow());
    finish(control.branches().delete(id).orElseThrow());
    assertEquals(1, control.branches().list().size());
  }

  @Test
  void operations_areForgottenFromTheOldEnd() {
    State state = new State(control.project(), List.of(), List.of(), List.of(), 1, 1);
    Instant now = clock.instant();
    for (int i = 0; i < 1005; i++) {
      String id = "op-" + i;
      state =
          state.plus(
              List.of(Operation.scheduled(id, Operation.Action.APPLY_CONFIG, "br", null, now)));
      if (i > 0) {
        state = state.operation(id, Status.FINISHED, null, now);
      }
    }

    assertEquals(1000, state.operations().size());
    assertTrue(state.operation("op-0").isPresent(), "unfinished ones stay");
    assertTrue(state.operation("op-3").isEmpty());
    assertEquals("op-1004", state.newestOperations().get(0).id());
  }

  private ControlPlane start(Path home) {
    return ControlPlane.start(data, home, clock, this::random, this::execute);
  }

  private long random() {
    beforeRandom.run();
    return secure.nextLong();
  }

  private void execute(int port, String role, String password, String statement) {
    if (sql != null) {
      throw sql;
    }
  }

  private Accepted<Branch> create(NewBranch request) {
    Accepted<CreatedBranch> created = control.branches().create(request);
    return new Accepted<>(created.subject().branch(), created.operations());
  }

  private Path copyOfDirectory(String name) throws Exception {
    Path copy = Files.createDirectory(directory.resolve(name));
    copyTo(copy);
    return copy;
  }

  private void copyTo(Path copy) {
    for (String file : List.of("neon.json", "passwords.json")) {
      try {
        Files.copy(
            directory.resolve(file), copy.resolve(file), StandardCopyOption.REPLACE_EXISTING);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private Status status(Accepted<?> accepted, int index) {
    return control.operations().get(accepted.operations().get(index).id()).status();
  }

  private void finish(Accepted<Branch> accepted) {
    finishAll(accepted.operations());
  }

  private void finishAll(List<Operation> operations) {
    for (Operation operation : operations) {
      Polling.until(
          operation.action() + " ended",
          () -> !control.operations().get(operation.id()).unfinished());
      assertEquals(Status.FINISHED, control.operations().get(operation.id()).status());
    }
  }

  private static NewBranch named(String name) {
    return branch(name, Optional.empty());
  }

  private static NewBranch child(String name, String parent) {
    return branch(name, Optional.of(parent));
  }

  private static NewBranch branch(String name, Optional<String> parent) {
    return new NewBranch(
        parent,
        Optional.of(name),
        Optional.empty(),
        false,
        Optional.of(Endpoint.Settings.DEFAULT),
        Map.of());
  }

  private static BranchChange protect() {
    return new BranchChange(Optional.empty(), Optional.of(true), Optional.empty());
  }

  private static void assertLocked(org.junit.jupiter.api.function.Executable request) {
    assertEquals(Refusal.Kind.LOCKED, assertThrows(Refusal.class, request).kind());
  }
}
