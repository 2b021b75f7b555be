package dev.neonflow.embedded.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.embedded.Changes;
import dev.neonflow.embedded.WatchedCalls;
import dev.neonflow.embedded.WatchedFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Whatever is asked for, the server may be killed before each write of its records and before each
 * call of its data plane: the next start makes sense of what is left.
 */
class KilledAnywhereTest extends ControlPlaneFixture {

  private final List<Killed> moments = new ArrayList<>();
  private final ReentrantLock oneAtATime = new ReentrantLock();
  private volatile boolean watching;

  /** The files and the data of one moment. */
  private record Killed(String before, Path home, MemoryDataPlane data) {}

  /** What is asked for. */
  enum Request {
    CREATE {
      @Override
      void make(KilledAnywhereTest t) {
        t.made(named("new"));
      }
    },
    CREATE_WITHOUT_COMPUTE {
      @Override
      void make(KilledAnywhereTest t) {
        t.made(bare("new", t.branch("b").id()));
      }
    },
    CREATE_FROM_PROTECTED {
      @Override
      void make(KilledAnywhereTest t) {
        t.made(child("new", t.branch("guarded").id()));
      }
    },
    CREATE_SCHEMA_ONLY {
      @Override
      void make(KilledAnywhereTest t) {
        t.made(
            new NewBranch(
                Optional.of(t.branch("b").id()),
                Optional.of("new"),
                Optional.empty(),
                false,
                true,
                List.of(NewEndpoint.of(Endpoint.Type.READ_WRITE)),
                Map.of()));
      }
    },
    RESTORE {
      @Override
      void make(KilledAnywhereTest t) {
        t.finish(t.restore(t.branch("b2").id(), t.branch("main").id()));
      }
    },
    RESTORE_AND_PRESERVE {
      @Override
      void make(KilledAnywhereTest t) {
        t.finish(t.restore(t.branch("b").id(), t.branch("main").id(), "before"));
      }
    },
    RESTORE_OF_SLEEPER {
      @Override
      void make(KilledAnywhereTest t) {
        Branch b = t.branch("b2");
        String endpoint = t.control.endpoints().of(b.id()).get(0).id();
        t.finishAll(t.control.endpoints().suspend(endpoint).operations());
        t.finish(t.restore(b.id(), t.branch("guarded").id()));
      }
    },
    DELETE {
      @Override
      void make(KilledAnywhereTest t) {
        t.delete(t.branch("child").id());
      }
    },
    DELETE_FOR_GOOD {
      @Override
      void make(KilledAnywhereTest t) {
        t.finish(t.control.branches().delete(t.branch("child").id(), true).orElseThrow());
        t.finish(t.control.branches().delete(t.branch("b").id(), true).orElseThrow());
      }
    },
    RECOVER {
      @Override
      void make(KilledAnywhereTest t) {
        t.control.deletedBranches().recover(t.gone);
      }
    },
    PURGE {
      @Override
      void make(KilledAnywhereTest t) {
        t.clock.advance(t.limits.recoverable());
        t.control.expiration().check();
      }
    },
    PURGE_FOR_ROOM {
      @Override
      void make(KilledAnywhereTest t) {
        t.data.room(t.data.timelines().size());
        t.made(named("new"));
      }
    },
    MAKE_DEFAULT {
      @Override
      void make(KilledAnywhereTest t) {
        t.control.branches().makeDefault(t.branch("b").id());
      }
    },
    RESET_PASSWORD {
      @Override
      void make(KilledAnywhereTest t) {
        t.finishAll(
            t.control.roles().resetPassword(t.branch("main").id(), "neondb_owner").operations());
      }
    },
    CREATE_ROLE {
      @Override
      void make(KilledAnywhereTest t) {
        t.finishAll(t.control.roles().create(t.branch("b").id(), "reader", true).operations());
      }
    },
    CREATE_DATABASE {
      @Override
      void make(KilledAnywhereTest t) {
        t.finishAll(
            t.control.databases().create(t.branch("b").id(), "other", "neondb_owner").operations());
      }
    },
    RENAME_DATABASE {
      @Override
      void make(KilledAnywhereTest t) {
        t.finishAll(
            t.control
                .databases()
                .change(t.branch("b").id(), "neondb", Optional.of("other"), Optional.empty())
                .operations());
      }
    },
    CREATE_REPLICA {
      @Override
      void make(KilledAnywhereTest t) {
        t.finishAll(
            t.control
                .endpoints()
                .create(t.branch("main").id(), NewEndpoint.of(Endpoint.Type.READ_ONLY))
                .operations());
      }
    },
    RESTART_ENDPOINT {
      @Override
      void make(KilledAnywhereTest t) {
        Endpoint endpoint = t.control.endpoints().of(t.branch("b").id()).get(0);
        t.finishAll(t.control.endpoints().restart(endpoint.id()).operations());
      }
    },
    DELETE_ENDPOINT {
      @Override
      void make(KilledAnywhereTest t) {
        Endpoint endpoint = t.control.endpoints().of(t.branch("b").id()).get(0);
        t.finishAll(t.control.endpoints().delete(endpoint.id()).orElseThrow().operations());
      }
    },
    CREATE_PROJECT {
      @Override
      void make(KilledAnywhereTest t) {
        Accepted<CreatedProject> accepted = t.account.create(NewProject.FIRST);
        ControlPlane first = t.control;
        t.control = t.account.project(accepted.subject().project().id()).orElseThrow();
        t.finishAll(accepted.operations());
        t.control = first;
      }
    },
    DELETE_PROJECT {
      @Override
      void make(KilledAnywhereTest t) {
        t.account.delete(t.second);
      }
    };

    abstract void make(KilledAnywhereTest test);
  }

  private String gone = "";
  private String second = "";

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
        WatchedFiles.watch(home, changes),
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
      Path copy = directory.resolve("killed-" + moments.size());
      copyTree(home, copy);
      moments.add(new Killed(before.replace(home.toString(), ""), copy, plane.killed()));
    }
  }

  private Branch branch(String name) {
    return control.branches().list().stream()
        .filter(b -> b.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @ParameterizedTest
  @EnumSource
  void killedServer_makesSenseOfWhatIsLeft(Request request) {
    furnish();
    Map<String, Integer> ports = ports(control);
    List<Map<String, String>> given = new ArrayList<>(List.of(passwords(control)));
    Set<String> lasting = lasting(request);
    watching = true;
    request.make(this);
    witness(data, directory, "end");
    watching = false;
    given.add(passwords(control));

    assertTrue(moments.size() > 1);
    for (Killed killed : moments) {
      try (Account next = start(killed.data(), killed.home())) {
        ControlPlane after = next.first();
        assertSound(killed, next);
        Map<String, Integer> portsNow = ports(after);
        ports.forEach(
            (endpoint, port) ->
                assertEquals(port, portsNow.getOrDefault(endpoint, port), killed.before()));
        Set<String> now = after.branches().list().stream().map(Branch::id).collect(toSet());
        assertTrue(now.containsAll(lasting), killed.before());
        passwords(after)
            .forEach(
                (role, password) -> {
                  Set<String> known =
                      given.stream()
                          .filter(m -> m.containsKey(role))
                          .map(m -> m.get(role))
                          .collect(toSet());
                  assertTrue(known.isEmpty() || known.contains(password), killed + " " + role);
                });
      }
    }
  }

  private static <T> java.util.stream.Collector<T, ?, Set<T>> toSet() {
    return Collectors.toSet();
  }

  /** The branches that are not asked to go. */
  private Set<String> lasting(Request request) {
    Set<String> all = new HashSet<>();
    for (Branch branch : control.branches().list()) {
      boolean goes =
          switch (request) {
            case DELETE -> branch.name().equals("child");
            case DELETE_FOR_GOOD -> Set.of("b", "child").contains(branch.name());
            default -> false;
          };
      if (!goes) {
        all.add(branch.id());
      }
    }
    return all;
  }

  private void furnish() {
    String main = control.branches().defaultBranch().id();
    finishAll(control.roles().resetPassword(main, "neondb_owner").operations());
    Branch b = made(named("b"));
    made(child("child", b.id()));
    made(named("b2"));
    Branch guarded = made(named("guarded"));
    control.branches().change(guarded.id(), protect());
    Branch parent = made(named("gone"));
    gone = parent.id();
    Branch child = made(child("gone-child", gone));
    delete(child.id());
    delete(gone);
    Accepted<CreatedProject> accepted = account.create(NewProject.FIRST);
    second = accepted.subject().project().id();
    ControlPlane first = control;
    control = account.project(second).orElseThrow();
    finishAll(accepted.operations());
    made(named("of-second"));
    control = first;
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

  private static Map<String, Integer> ports(ControlPlane control) {
    Map<String, Integer> ports = new HashMap<>();
    control.endpoints().list().forEach(endpoint -> ports.put(endpoint.id(), endpoint.port()));
    return ports;
  }

  private static Map<String, String> passwords(ControlPlane control) {
    Map<String, String> all = new HashMap<>();
    for (Branch branch : control.branches().list()) {
      for (String role : List.of("neondb_owner", "reader")) {
        control
            .roles()
            .knownPassword(branch.id(), role)
            .ifPresent(password -> all.put(branch.id() + " " + role, password));
      }
    }
    return all;
  }

  private static void assertSound(Killed killed, Account account) {
    Set<String> timelines = new HashSet<>();
    Set<String> ids = new HashSet<>();
    for (ControlPlane project : account.projects()) {
      assertSound(killed, project);
      timelines.addAll(project.timelines());
      ids.add(project.project().id());
    }
    assertEquals(timelines, killed.data().timelines(), killed.before());
    assertEquals(Set.of(), killed.data().aside(), killed.before());
    try (var paths = Files.list(killed.home().resolve("projects"))) {
      assertEquals(ids, paths.map(p -> p.getFileName().toString()).collect(toSet()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void assertSound(Killed killed, ControlPlane after) {
    String before = killed.before();
    List<Branch> branches = after.branches().list();
    assertTrue(branches.stream().allMatch(Branch::ready), before);
    assertEquals(1, branches.stream().filter(Branch::defaultBranch).count(), before);
    assertFalse(after.operations().list().stream().anyMatch(Operation::unfinished), before);
    assertTrue(after.endpoints().list().stream().allMatch(e -> e.pending() == null), before);
    List<Branch> all = new ArrayList<>(branches);
    all.addAll(after.deletedBranches().list());
    Set<String> ids = all.stream().map(Branch::id).collect(toSet());
    for (Branch branch : all) {
      assertTrue(branch.parentId() == null || ids.contains(branch.parentId()), before);
      Map<String, String> actual = killed.data().passwords(branch.timelineId());
      String owner = after.project().role();
      if (actual.containsKey(owner)) {
        assertEquals(
            Optional.of(actual.get(owner)),
            after.roles().knownPassword(branch.id(), owner),
            before + " " + branch.name());
      }
    }
  }

  private static void copyTree(Path from, Path to) {
    try (var files = Files.walk(from)) {
      for (Path file : files.filter(path -> !path.toString().contains("killed-")).toList()) {
        Path target = to.resolve(from.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(target);
        } else {
          Files.copy(file, target);
        }
      }
    } catch (NoSuchFileException gone) {
      // A draft that became a file.
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
