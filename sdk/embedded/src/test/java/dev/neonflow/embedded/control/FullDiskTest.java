package dev.neonflow.embedded.control;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.embedded.Changes;
import dev.neonflow.embedded.Polling;
import dev.neonflow.embedded.WatchedFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever is asked for, the disk may become full before any write of the records. */
class FullDiskTest extends FurnishedFixture {

  /** How many writes still fit on the disk. */
  private final AtomicInteger room = new AtomicInteger(Integer.MAX_VALUE);

  private final AtomicInteger refused = new AtomicInteger();

  @Override
  Account start(MemoryDataPlane plane, Path home) {
    Changes changes =
        change -> {
          if (change.startsWith("write") && room.getAndDecrement() <= 0) {
            refused.incrementAndGet();
            throw new IOException("No space left on device");
          }
        };
    return Account.start(
        plane,
        new Directory(WatchedFiles.watch(home, changes), true),
        clock,
        this::random,
        this::execute,
        limits);
  }

  @ParameterizedTest
  @MethodSource("dev.neonflow.embedded.control.Scenario#chosen")
  void fullDisk_losesNothing_andBlocksNothingLater(Scenario scenario) {
    furnish();
    Path base = directory.resolve("killed-base");
    copyTree(directory, base);
    MemoryDataPlane plane = data.killed();
    for (int fits = 0; ; fits += Scenario.FULL ? 1 : 3) {
      account.close();
      data = plane.killed();
      Path home = directory.resolve("killed-" + fits);
      copyTree(base, home);
      serve(home);
      Set<String> lasting = lasting(scenario);
      Map<String, String> passwords = passwords(control);
      refused.set(0);
      room.set(fits);
      try {
        scenario.make(this);
      } catch (UncheckedIOException | AssertionError failed) {
        assertTrue(refused.get() > 0, scenario + ": " + failed);
      }
      Polling.until("operations ended", () -> !unfinished());
      room.set(Integer.MAX_VALUE);
      String when = scenario + " when " + fits + " fit";
      control = account.first();
      assertTrue(ids().containsAll(lasting), when);
      for (String id : lasting) {
        assertFalse(control.branches().get(id).leaving(), when);
        assertTrue(control.endpoints().of(id).isEmpty() || compute(id) != null, when);
      }
      // Nothing is in the way of the next requests.
      made(named("after"));
      for (Branch branch : control.branches().list()) {
        if (!branch.ready()) {
          finish(control.branches().delete(branch.id(), true).orElseThrow());
        }
      }

      account.close();
      data = data.killed();
      serve(home);
      assertSound(when, home, data, account);
      assertTrue(ids().containsAll(lasting), when);
      if (refused.get() == 0) {
        return;
      }
      passwords(control)
          .forEach(
              (role, password) ->
                  assertTrue(
                      scenario == Scenario.RESET_PASSWORD
                          || passwords.getOrDefault(role, password).equals(password),
                      when));
    }
  }

  private boolean unfinished() {
    return account.projects().stream()
        .flatMap(project -> project.operations().list().stream())
        .anyMatch(Operation::unfinished);
  }

  private Set<String> ids() {
    return control.branches().list().stream().map(Branch::id).collect(Collectors.toSet());
  }
}
