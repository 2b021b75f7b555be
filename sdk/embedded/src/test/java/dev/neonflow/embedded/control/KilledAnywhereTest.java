package dev.neonflow.embedded.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.embedded.Changes;
import dev.neonflow.embedded.WatchedCalls;
import dev.neonflow.embedded.WatchedFiles;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever is asked for, the server may be killed before each write of its records and before each
 * call of its data plane: the next start makes sense of what is left.
 */
class KilledAnywhereTest extends FurnishedFixture {

  private static final int SAMPLE = 7;

  private final List<Killed> moments = new ArrayList<>();
  private final ReentrantLock oneAtATime = new ReentrantLock();
  private final AtomicInteger copies = new AtomicInteger();
  private volatile boolean watching;

  /** The files and the data of one moment. */
  private record Killed(String before, Path home, MemoryDataPlane data) {}

  @Override
  Account start(MemoryDataPlane plane, Path home) {
    Changes changes =
        new Changes() {
          @Override
          public void before(String change) {
            oneAtATime.lock();
            witness(plane, home, change);
          }

          @Override
          public void after() {
            oneAtATime.unlock();
          }
        };
    return Account.start(
        WatchedCalls.watch(plane, changes),
        new Directory(WatchedFiles.watch(home, changes), true),
        clock,
        this::random,
        this::execute,
        limits);
  }

  private void witness(MemoryDataPlane plane, Path home, String before) {
    oneAtATime.lock();
    try {
      note(plane, home, before);
    } finally {
      oneAtATime.unlock();
    }
  }

  private void note(MemoryDataPlane plane, Path home, String before) {
    if (watching) {
      Path copy = directory.resolve("killed-" + copies.incrementAndGet());
      copyTree(home, copy);
      moments.add(new Killed(before.replace(home.toString(), ""), copy, plane.killed()));
    }
  }

  @ParameterizedTest
  @MethodSource("dev.neonflow.embedded.control.Scenario#chosen")
  void killedServer_makesSenseOfWhatIsLeft(Scenario scenario) {
    furnish();
    Map<String, Integer> ports = ports(control);
    List<Map<String, String>> given = new ArrayList<>(List.of(passwords(control)));
    Set<String> lasting = lasting(scenario);
    watching = true;
    scenario.make(this);
    witness(data, directory, "end");
    watching = false;
    given.add(passwords(control));

    assertTrue(moments.size() > 1);
    for (Killed killed : moments) {
      try (Account next = start(killed.data(), killed.home())) {
        assertSound(killed, next);
        ControlPlane after = next.first();
        Map<String, Integer> portsNow = ports(after);
        ports.forEach(
            (endpoint, port) ->
                assertEquals(port, portsNow.getOrDefault(endpoint, port), killed.before()));
        Set<String> now =
            after.branches().list().stream().map(Branch::id).collect(Collectors.toSet());
        assertTrue(now.containsAll(lasting), killed.before());
        passwords(after).forEach((role, password) -> assertGiven(given, role, password));
      }
    }
  }

  private static void assertGiven(List<Map<String, String>> given, String role, String password) {
    Set<String> known =
        given.stream()
            .filter(passwords -> passwords.containsKey(role))
            .map(passwords -> passwords.get(role))
            .collect(Collectors.toSet());
    assertTrue(known.isEmpty() || known.contains(password), role);
  }

  /** A server that makes sense of what is left may be killed too. */
  @ParameterizedTest
  @MethodSource("dev.neonflow.embedded.control.Scenario#chosen")
  @EnabledIfEnvironmentVariable(named = "NEONFLOW_TEST", matches = "full")
  void killedRecovery_isBegunAgain(Scenario scenario) {
    furnish();
    watching = true;
    scenario.make(this);
    watching = false;

    List<Killed> first = List.copyOf(moments);
    for (int i = scenario.ordinal() % SAMPLE; i < first.size(); i += SAMPLE) {
      moments.clear();
      Path home = directory.resolve("again-" + i);
      copyTree(first.get(i).home(), home);
      watching = true;
      start(first.get(i).data().killed(), home).close();
      watching = false;
      for (Killed killed : moments) {
        try (Account next = start(killed.data(), killed.home())) {
          assertSound(killed, next);
        }
      }
    }
  }

  @Test
  void killedFirstStart_isBegunAgain() {
    Path home = directory.resolve("first");
    MemoryDataPlane plane = new MemoryDataPlane();
    watching = true;
    start(plane, home).close();
    watching = false;
    assertTrue(moments.size() > 5);
    for (Killed killed : moments) {
      try (Account next = start(killed.data(), killed.home())) {
        assertSound(killed, next);
        assertEquals(1, next.projects().size());
        assertEquals(1, next.first().branches().list().size());
        assertEquals(1, killed.data().timelines().size());
      }
    }
  }

  private static void assertSound(Killed killed, Account account) {
    assertSound(killed.before(), killed.home(), killed.data(), account);
  }
}
