package dev.neonflow.embedded.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.embedded.control.Operation.Status;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is left when the server is killed at any moment of a restore, a deletion or a recovery. */
class KilledRestoreTest extends ControlPlaneFixture {

  private final Queue<Killed> moments = new ConcurrentLinkedQueue<>();

  /** The files and the data of one moment. */
  private record Killed(String call, Path home, MemoryDataPlane data) {}

  private void witness(String call) {
    Path home = directory.resolve("killed-" + moments.size());
    copyTree(directory, home, path -> !path.toString().contains("killed-"));
    moments.add(new Killed(call, home, data.killed()));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void restore_hasHappenedOrNot(boolean preserve) {
    Branch b = made(named("b"));
    String main = control.branches().defaultBranch().id();
    String endpoint = control.endpoints().of(b.id()).get(0).id();
    String password = control.roles().password(b.id(), "neondb_owner");
    data.witness(this::witness);
    Accepted<Branch> accepted = preserve ? restore(b.id(), main, "backup") : restore(b.id(), main);
    finish(accepted);
    data.witness(call -> {});
    String restored = timeline(b.id());

    Set<String> outcomes =
        moments.stream()
            .map(
                killed -> {
                  try (Account next = start(killed.data(), killed.home())) {
                    ControlPlane after = next.first();
                    String on = after.branches().get(b.id()).timelineId();
                    boolean done = on.equals(restored);
                    assertTrue(done || on.equals(b.timelineId()), killed.call());
                    assertSound(killed, after);
                    assertTrue(killed.data().compute(on).running(), killed.call());
                    assertEquals(Endpoint.State.ACTIVE, after.endpoints().get(endpoint).current());
                    assertEquals(password, after.roles().password(b.id(), "neondb_owner"));
                    assertEquals(preserve && done ? 3 : 2, after.branches().list().size());
                    Status status =
                        after.operations().get(accepted.operations().get(2).id()).status();
                    assertEquals(done ? Status.FINISHED : Status.FAILED, status, killed.call());
                    return done ? "done" : "undone";
                  }
                })
            .collect(Collectors.toSet());
    assertEquals(Set.of("done", "undone"), outcomes);
    assertEquals(
        preserve
            ? List.of("copy", "copied", "hold", "hold", "move", "resume")
            : List.of("copy", "copied", "hold", "hold", "move", "resume", "delete", "deleted"),
        moments.stream().map(Killed::call).toList());
  }

  @Test
  void deletion_canBeTakenBack_whenItWasCutOff() {
    Branch b = made(named("b"));
    data.witness(this::witness);
    finish(control.branches().delete(b.id(), false).orElseThrow());
    witness("end");
    data.witness(call -> {});

    for (Killed killed : moments) {
      try (Account next = start(killed.data(), killed.home())) {
        ControlPlane after = next.first();
        assertSound(killed, after);
        assertEquals(1, after.branches().list().size(), killed.call());
        assertTrue(after.deletedBranches().recover(b.id()).branch().ready());
      }
    }
  }

  @Test
  void deletionForGood_andPurge_leaveNothing() {
    Branch b = made(named("b"));
    Branch gone = made(named("gone"));
    delete(gone.id());
    clock.advance(limits.recoverable());
    data.witness(this::witness);
    control.expiration().check();
    finish(control.branches().delete(b.id(), true).orElseThrow());
    data.witness(call -> {});

    assertEquals(4, moments.size());
    for (Killed killed : moments) {
      try (Account next = start(killed.data(), killed.home())) {
        assertSound(killed, next.first());
        assertEquals(List.of(), next.first().deletedBranches().list(), killed.call());
      }
    }
  }

  private static void assertSound(Killed killed, ControlPlane after) {
    assertEquals(after.timelines(), killed.data().timelines(), killed.call());
    assertEquals(Set.of(), killed.data().aside(), killed.call());
    assertTrue(after.branches().list().stream().allMatch(Branch::ready), killed.call());
    assertFalse(after.operations().list().stream().anyMatch(Operation::unfinished));
  }

  private static void copyTree(Path from, Path to, Predicate<Path> wanted) {
    try (var files = Files.walk(from)) {
      for (Path file : files.filter(wanted).toList()) {
        Path target = to.resolve(from.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(target);
        } else {
          Files.copy(file, target);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
