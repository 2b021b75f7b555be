package dev.neonflow.embedded.postgres;

import static dev.neonflow.embedded.postgres.Home.Life.KEPT;
import static dev.neonflow.embedded.postgres.Home.Life.TEMPORARY;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.embedded.Peers;
import dev.neonflow.embedded.TestCache;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The three ways to run PostgreSQL. All need root, which may become anybody. All other tests run in
 * the way of whoever builds; the rarer ones of these wait for the full tier.
 */
class WayTest {

  private static Path open;
  private static Path cache;
  private static String classPath;

  @BeforeAll
  static void makeRoom() throws Exception {
    Peers.need("root", Way.currentUid() == 0);
    open = Files.createTempDirectory("neonflow-ways");
    Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.createDirectories(TestCache.DIR);
    Bundle.unpack(TestCache.DIR);
    cache = open.resolve("cache");
    copy(TestCache.DIR, cache);
    classPath = copyClassPath(Files.createDirectory(open.resolve("lib")));
  }

  @AfterAll
  static void removeRoom() throws Exception {
    if (open != null) {
      Trees.delete(open);
    }
  }

  @Test
  @EnabledIfEnvironmentVariable(named = "NEONFLOW_TEST", matches = "full")
  void normalUser_runsPostgresItself() throws Exception {
    Peers.need("setpriv", onPath("setpriv"));
    Way.Owner nobody = Way.find("nobody").orElseThrow();
    Path room = Files.createDirectory(open.resolve("of-nobody"));
    copy(cache, room.resolve("cache"));
    Trees.chown(room, nobody.uid(), nobody.gid());
    try (ServerProcess server =
        ServerProcess.start(
            Way.switches(nobody).get(0),
            classPath,
            Map.of(),
            room.resolve("home"),
            room.resolve("cache"))) {
      assertTrue(server.report().endsWith("tables: 0"), server.report());
      assertEquals(nobody.uid(), serverUid(room.resolve("home"), ServerProcess.BRANCH));
      PostgresException e =
          assertThrows(
              PostgresException.class,
              () -> PostgresDataPlane.open(room.resolve("home"), cache, false));
      assertTrue(e.getMessage().contains("belongs to another user"), e.getMessage());
      server.end();
      assertTrue(Processes.gone(room, Duration.ZERO));
    }
  }

  @Test
  void rootWithoutUnshare_runsPostgresAsAnotherUser() throws Exception {
    Peers.need("setpriv", onPath("setpriv"));
    Path tools = tools("tools", "sh", "id", "test", "setpriv", "chattr");
    Path home = open.resolve("of-other");
    try (ServerProcess server =
        ServerProcess.start(List.of(), classPath, Map.of("PATH", tools.toString()), home, cache)) {
      assertTrue(server.report().endsWith("tables: 0"), server.report());
      int uid = serverUid(home, ServerProcess.BRANCH);
      assertEquals(Way.asOtherUser().uid(), uid);
      server.kill();
      assertTrue(Processes.gone(home, Duration.ofMinutes(2)));
    }
  }

  @Test
  void rootWithoutAnyWay_isToldWhatToDo() throws Exception {
    Path tools = tools("no-tools", "sh", "id", "test");
    try (ServerProcess server =
        ServerProcess.start(
            List.of(), classPath, Map.of("PATH", tools.toString()), open.resolve("none"), cache)) {
      String report = server.report();
      assertTrue(report.startsWith("refused: "), report);
      assertTrue(report.contains("unshare -U") && report.contains("setpriv"), report);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"setpriv", "runuser", "su"})
  @EnabledIfEnvironmentVariable(named = "NEONFLOW_TEST", matches = "full")
  void eachSwitch_runsAServerThatCanBeStopped(String program) throws Exception {
    Peers.need(program, onPath(program));
    Way.Owner owner = Way.asOtherUser().owner().orElseThrow();
    List<List<String>> switches =
        Way.switches(owner).stream().filter(s -> s.get(0).equals(program)).toList();
    assertEquals(1, switches.size());
    for (List<String> prefix : switches) {
      Way way = new Way("as another user by " + prefix.get(0), prefix, Optional.of(owner));
      Path home = open.resolve("by-" + prefix.get(0));
      try (PostgresDataPlane plane =
          PostgresDataPlane.open(home, cache, false, KEPT, way, nowhere())) {
        Compute compute = root(plane, "br-a");
        assertEquals("1", Clients.query(compute.port(), "SELECT 1"), prefix.get(0));
        long pid = PidFile.read(PostgresDataPlaneTest.data(home, "br-a")).orElseThrow().pid();
        Processes.signal("KILL", List.of(pid));
        assertEquals("1", Clients.query(compute.port(), "SELECT 1"), prefix.get(0));
      }
      assertTrue(Processes.gone(home, Duration.ZERO), prefix.get(0));
    }
  }

  @Test
  @EnabledIfEnvironmentVariable(named = "NEONFLOW_TEST", matches = "full")
  void homeThatChangesItsWay_keepsItsData() throws Exception {
    Path home = open.resolve("changing");
    Peers.need("unshare", Way.NAMESPACE.reaches(Path.of("/")));
    for (Way way : List.of(Way.NAMESPACE, other(), Way.NAMESPACE)) {
      try (PostgresDataPlane plane =
          PostgresDataPlane.open(home, cache, false, KEPT, way, nowhere())) {
        if (plane.timelines().isEmpty()) {
          Clients.execute(root(plane, "br-a").port(), "CREATE TABLE t (id int)");
        } else {
          Compute compute = plane.open(new ComputeSpec("br-a", "p", "br-a", "e", 0));
          assertEquals("0", Clients.query(compute.port(), "SELECT count(*) FROM t"));
        }
        assertEquals(way.uid(), serverUid(home, "br-a"));
      }
    }
  }

  @Test
  void privateHome_keepsItsDataWhereTheOtherUserCanGo() throws Exception {
    Path room = Files.createDirectory(open.resolve("private"), Trees.PRIVATE_DIRECTORY);
    Path elsewhere = open.resolve("elsewhere");
    PostgresDataPlane.Elsewhere there = new PostgresDataPlane.Elsewhere(elsewhere, cache);
    Path home = room.resolve("home");
    Path itsCache = room.resolve("cache");
    Way way = other();
    try (PostgresDataPlane plane =
        PostgresDataPlane.open(home, itsCache, false, KEPT, way, there)) {
      Clients.execute(root(plane, "br-a").port(), "CREATE TABLE t (id int)");
    }
    assertFalse(Files.exists(home.resolve("timelines")));
    try (PostgresDataPlane plane =
        PostgresDataPlane.open(home, itsCache, false, KEPT, way, there)) {
      Compute compute = plane.open(new ComputeSpec("br-a", "p", "br-a", "e", 0));
      assertEquals("0", Clients.query(compute.port(), "SELECT count(*) FROM t"));
    }
    Files.move(home, room.resolve("unmounted"));
    Path other = room.resolve("other");
    PostgresDataPlane.open(other, itsCache, false, TEMPORARY, way, there).close();
    Files.move(room.resolve("unmounted"), home);
    assertEquals(1, count(elsewhere), "kept data waits for its home, temporary data is removed");
    try (PostgresDataPlane plane =
        PostgresDataPlane.open(home, itsCache, false, KEPT, way, there)) {
      assertEquals(Set.of("br-a"), plane.timelines());
      assertThrows(PostgresException.class, () -> PostgresDataPlane.delete(home));
    }
    PostgresException e =
        assertThrows(
            PostgresException.class,
            () ->
                PostgresDataPlane.open(room.resolve("third"), cache, false, KEPT, way, nowhere()));
    assertTrue(e.getMessage().contains("every user may walk through"), e.getMessage());
    PostgresDataPlane.delete(home);
    assertEquals(0, count(elsewhere), "what is deleted keeps nothing elsewhere");
    assertFalse(Files.exists(home));
  }

  @Test
  void directoryThatIsNoHome_isNotDeleted() throws Exception {
    Path mine = Files.createDirectory(open.resolve("mine"));
    PostgresDataPlane.delete(mine);
    PostgresDataPlane.delete(mine.resolve("nosuch"));
    assertTrue(Files.isDirectory(mine));
  }

  @Test
  void relocatedDataOfAKilledTemporaryHome_isRemovedByTheNextOne() throws Exception {
    Way way = other();
    Path room = Files.createDirectory(open.resolve("killed"), Trees.PRIVATE_DIRECTORY);
    Path elsewhere = open.resolve("elsewhere-of-killed");
    Path gone = Files.createDirectory(room.resolve("gone"));
    Placement.locate(gone, way, elsewhere, TEMPORARY);
    Path abandoned = Files.createDirectory(room.resolve("abandoned"));
    Placement.locate(abandoned, way, elsewhere, TEMPORARY);
    assertEquals(2, count(elsewhere));
    Path lock = Files.createFile(abandoned.resolve("lock"));
    Files.setLastModifiedTime(lock, FileTime.from(Instant.now().minus(Duration.ofHours(1))));
    PostgresDataPlane.removeAbandoned(abandoned);
    assertEquals(1, count(elsewhere));
    Trees.delete(gone);
    Path next = Files.createDirectory(room.resolve("next"));
    Path store = Placement.locate(next, way, elsewhere, TEMPORARY);
    try (Stream<Path> stores = Files.list(elsewhere)) {
      assertEquals(List.of(store), stores.toList());
    }
  }

  private static long count(Path dir) throws Exception {
    try (Stream<Path> entries = Files.list(dir)) {
      return entries.count();
    }
  }

  /** The way of root where user namespaces are forbidden. */
  private static Way other() throws Exception {
    Peers.need("setpriv", onPath("setpriv") || onPath("runuser") || onPath("su"));
    return Way.asOtherUser();
  }

  private static boolean onPath(String program) {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator))
        .anyMatch(dir -> Files.isExecutable(Path.of(dir, program)));
  }

  /** Places that cannot be made. */
  private static PostgresDataPlane.Elsewhere nowhere() {
    Path nowhere = Path.of("/proc/neonflow");
    return new PostgresDataPlane.Elsewhere(nowhere, nowhere);
  }

  private static Compute root(PostgresDataPlane plane, String branch) {
    plane.createRoot(branch, Clients.ROLE, Clients.PASSWORD, Clients.DATABASE);
    return plane.open(new ComputeSpec(branch, "p", branch, "e", 0));
  }

  private static int serverUid(Path home, String branch) throws Exception {
    Path data = PostgresDataPlaneTest.data(home, branch);
    long pid = PidFile.read(data).orElseThrow().pid();
    return Trees.uid(Path.of("/proc", Long.toString(pid)));
  }

  private static Path tools(String name, String... programs) throws Exception {
    Path dir = Files.createDirectory(open.resolve(name));
    for (String program : programs) {
      for (String from : System.getenv("PATH").split(File.pathSeparator)) {
        Path file = Path.of(from, program);
        if (Files.isExecutable(file)) {
          Files.createSymbolicLink(dir.resolve(program), file);
          break;
        }
      }
    }
    return dir;
  }

  /** The class path may lie in a home that only root can read. */
  private static String copyClassPath(Path target) throws Exception {
    List<String> copied = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      Path from = Path.of(entry);
      if (!Files.exists(from)) {
        continue;
      }
      Path to = target.resolve(copied.size() + "-" + from.getFileName());
      copy(from, to);
      copied.add(to.toString());
    }
    return String.join(File.pathSeparator, copied);
  }

  private static void copy(Path from, Path to) {
    List<String> command = List.of("cp", "-R", "-p", from.toString(), to.toString());
    assertTrue(Run.command(command, Path.of("/"), "").ok());
  }
}
