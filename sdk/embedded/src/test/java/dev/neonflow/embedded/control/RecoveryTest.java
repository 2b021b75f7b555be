package dev.neonflow.embedded.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.embedded.Polling;
import dev.neonflow.embedded.control.Operation.Status;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the next start makes of what an earlier one left. */
class RecoveryTest extends ControlPlaneFixture {

  @Test
  void killedCreation_isRemovedByTheNextStart() throws Exception {
    data.holdCopies();
    Accepted<Branch> accepted = create(named("half"));
    Path copy = copyOfDirectory("killed");
    data.letCopiesPass();
    finish(accepted);
    data.close();

    try (Account account = start(copy)) {
      ControlPlane next = account.first();
      assertEquals(List.of("main"), next.branches().list().stream().map(Branch::name).toList());
      assertEquals(Set.of(next.branches().defaultBranch().timelineId()), data.timelines());
      Operation operation = next.operations().get(accepted.operations().get(0).id());
      assertEquals(Status.FAILED, operation.status());
      assertFalse(
          Files.readString(projectIn(copy).resolve("passwords.json"))
              .contains(accepted.subject().id()));
    }
  }

  @Test
  void dataOfUnknownBranches_isSetAside_andNeverDeleted() throws Exception {
    String main = control.branches().defaultBranch().timelineId();
    account.close();
    data.close();
    data.copy(main, "stranger");
    serve(directory);
    assertEquals(Set.of("stranger"), data.aside());
    assertEquals(Set.of(main), data.timelines());

    account.close();
    data.close();
    Files.delete(directory.resolve("account.json"));
    serve(directory);
    assertEquals(Set.of("stranger", main), data.aside());
    assertEquals(Set.of(control.branches().defaultBranch().timelineId()), data.timelines());
  }

  @Test
  void killWhileAFailedCreationIsCleared_leavesAStartableHome() throws Exception {
    Path killed = Files.createDirectory(directory.resolve("killed"));
    data.afterDelete(() -> copyTo(killed));
    data.failOpens();
    Accepted<Branch> accepted = create(named("doomed"));
    Polling.until("it failed", () -> status(accepted, 1) == Status.FAILED);

    MemoryDataPlane other = new MemoryDataPlane();
    other.createRoot(control.branches().defaultBranch().timelineId(), "", "", "");
    try (Account account =
        Account.start(
            other,
            new Directory(killed, false),
            clock,
            new SecureRandom(),
            (p, r, w, sql) -> {},
            limits)) {
      assertEquals(1, account.first().branches().list().size());
    }
  }

  @Test
  void killedDeletion_isFinishedByTheNextStart() throws Exception {
    Accepted<Branch> accepted = create(named("b"));
    finish(accepted);
    String id = accepted.subject().id();
    String timeline = timeline(id);
    Path neon = projectIn(directory).resolve("neon.json");
    String before = Files.readString(neon);
    finish(control.branches().delete(id, true).orElseThrow());
    Path copy = copyOfDirectory("killed");
    // As it was when the deletion had just been accepted: the branch is there, on its way out.
    Files.writeString(
        projectIn(copy).resolve("neon.json"),
        before.replaceFirst(
            "(\"id\":\"" + id + "\".*?\"current\":\"READY\")",
            "$1,\"pending\":\"STORAGE_DELETED\""));
    data.copy("", timeline);
    data.close();

    try (Account account = start(copy)) {
      ControlPlane next = account.first();
      assertEquals(1, next.branches().list().size());
      assertFalse(data.timelines().contains(timeline));
      assertEquals(Optional.empty(), next.branches().delete(id, true));
    }
  }

  @Test
  void branchWithoutItsData_isIdle_andTheOthersAreServed() {
    Accepted<Branch> accepted = create(named("broken"));
    finish(accepted);
    String id = accepted.subject().id();
    String timeline = timeline(id);
    account.close();
    data.close();
    data.delete(timeline);

    serve(directory);
    Endpoint endpoint = control.endpoints().of(id).get(0);
    assertEquals(Endpoint.State.IDLE, endpoint.current());
    assertEquals(endpoint.port(), compute(id).port(), "a connection tries again");
    assertTrue(compute(control.branches().defaultBranch().id()).running());
    Accepted<Endpoint> failing = control.endpoints().start(endpoint.id());
    Polling.until("it failed", () -> status(failing, 0) == Status.FAILED);

    data.copy("", timeline);
    finishAll(control.endpoints().start(endpoint.id()).operations());
    assertTrue(compute(id).running());
  }

  @Test
  void killedPasswordReset_isFinishedByTheNextStart() throws Exception {
    String main = control.branches().defaultBranch().id();
    finishAll(control.roles().resetPassword(main, "neondb_owner").operations());
    Path copy = copyOfDirectory("killed");
    Path neon = projectIn(copy).resolve("neon.json");
    // As it was when the reset had just been accepted: PostgreSQL still has the old password.
    Files.writeString(neon, Files.readString(neon).replace("\"FINISHED\"", "\"SCHEDULING\""));
    data.close();

    try (Account account = start(copy)) {
      ControlPlane next = account.first();
      String promised = next.roles().password(main, "neondb_owner");
      assertEquals(
          Map.of("neondb_owner", promised),
          data.compute(next.branches().get(main).timelineId()).passwords);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"account.json", "neon.json", "passwords.json"})
  void damagedFile_isNamed(String file) throws Exception {
    Path copy = copyOfDirectory("damaged");
    Path damaged = file.equals("account.json") ? copy.resolve(file) : projectIn(copy).resolve(file);
    Files.writeString(damaged, "[7]");

    UncheckedIOException e = assertThrows(UncheckedIOException.class, () -> start(copy));
    assertTrue(e.getMessage().contains(damaged.toString()), e.getMessage());
  }

  @Test
  void restart_keepsPortsPasswordsAndSleep() throws Exception {
    Branch main = control.branches().defaultBranch();
    Endpoint endpoint = control.endpoints().of(main.id()).get(0);
    String password = control.roles().password(main.id(), "neondb_owner");
    finishAll(control.endpoints().suspend(endpoint.id()).operations());
    account.close();
    data.close();

    try (Account account = start(directory)) {
      ControlPlane next = account.first();
      Endpoint again = next.endpoints().get(endpoint.id());
      assertEquals(endpoint.port(), again.port());
      assertEquals(Endpoint.State.IDLE, again.current());
      assertFalse(data.compute(main.timelineId()).running());
      assertEquals(password, next.roles().password(main.id(), "neondb_owner"));
    }
  }

  private Path copyOfDirectory(String name) throws Exception {
    Path copy = Files.createDirectory(directory.resolve(name));
    copyTo(copy);
    return copy;
  }

  private void copyTo(Path copy) {
    Path project = projectIn(directory);
    try {
      Path target = Files.createDirectories(copy.resolve(directory.relativize(project)));
      Files.copy(directory.resolve("account.json"), copy.resolve("account.json"));
      for (String file : List.of("neon.json", "passwords.json")) {
        Files.copy(project.resolve(file), target.resolve(file));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path projectIn(Path home) {
    try (var projects = Files.list(home.resolve("projects"))) {
      return projects.findFirst().orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
