package dev.neonflow.embedded.postgres;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.neonflow.embedded.TestCache;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

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
    assumeTrue(Way.currentUid() == 0, "only root can try the ways of root and of others");
    open = Files.createTempDirectory("neonflow-ways");
    Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxr-xr-x"));
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
    Path tools = tools("tools", "sh", "id", "test", "setpriv", "chattr");
    Path home = open.resolve("of-other");
    try (ServerProcess server =
        ServerProcess.start(List.of(), classPath, Map.of("PATH", tools.toString()), home, cache)) {
      assertTrue(server.report().endsWith("tables: 0"), server.report());
      int uid = serverUid(home, ServerProcess.BRANCH);
      assertEquals(Way.asOtherUser().uid(), uid);
      server.kill();
      assertTrue(Processes.gone(home, Duration.ofSeconds(20)));
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

  @Test
  @EnabledIfEnvironmentVariable(named = "NEONFLOW_TEST", matches = "full")
  void eachSwitch_runsAServerThatCanBeStopped() throws Exception {
    Way.Owner owner = Way.asOtherUser().owner().orElseThrow();
    for (List<String> prefix : Way.switches(owner)) {
      Way way = new Way("as another user by " + prefix.get(0), prefix, Optional.of(owner));
      Path home = open.resolve("by-" + prefix.get(0));
      try (PostgresDataPlane plane = PostgresDataPlane.open(home, cache, false, way, nowhere())) {
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
    for (Way way : List.of(Way.NAMESPACE, Way.asOtherUser(), Way.NAMESPACE)) {
      assumeTrue(way.reaches(Path.of("/")), "user namespaces are forbidden here");
      try (PostgresDataPlane plane = PostgresDataPlane.open(home, cache, false, way, nowhere())) {
        if (plane.branches().isEmpty()) {
          Clients.execute(root(plane, "br-a").port(), "CREATE TABLE t (id int)");
        } else {
          Compute compute = plane.open(new ComputeSpec("p", "br-a", "e", 0));
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
    Way way = Way.asOtherUser();
    try (PostgresDataPlane plane = PostgresDataPlane.open(home, itsCache, false, way, there)) {
      Clients.execute(root(plane, "br-a").port(), "CREATE TABLE t (id int)");
    }
    assertFalse(Files.exists(home.resolve("branches")));
    try (PostgresDataPlane plane = PostgresDataPlane.open(home, itsCache, false, way, there)) {
      Compute compute = plane.open(new ComputeSpec("p", "br-a", "e", 0));
      assertEquals("0", Clients.query(compute.port(), "SELECT count(*) FROM t"));
    }
    Trees.delete(home);
    Path other = room.resolve("other");
    PostgresDataPlane.open(other, itsCache, false, way, there).close();
    try (Stream<Path> stores = Files.list(elsewhere)) {
      assertEquals(1, stores.count(), "the data of the deleted home is removed");
    }
    PostgresException e =
        assertThrows(
            PostgresException.class,
            () -> PostgresDataPlane.open(room.resolve("third"), cache, false, way, nowhere()));
    assertTrue(e.getMessage().contains("every user may walk through"), e.getMessage());
  }

  /** Places that cannot be made. */
  private static PostgresDataPlane.Elsewhere nowhere() {
    Path nowhere = Path.of("/proc/neonflow");
    return new PostgresDataPlane.Elsewhere(nowhere, nowhere);
  }

  private static Compute root(PostgresDataPlane plane, String branch) {
    plane.createRoot(branch, Clients.ROLE, Clients.PASSWORD, Clients.DATABASE);
    return plane.open(new ComputeSpec("p", branch, "e", 0));
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
