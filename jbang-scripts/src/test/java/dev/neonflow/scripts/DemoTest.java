package dev.neonflow.scripts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.sdk.ConnectionUri;
import dev.neonflow.sdk.Secret;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/** The tour, as a newcomer runs it. */
class DemoTest {

  @TempDir Path home;

  /** With a cache of its own: this test unpacks PostgreSQL with what the scripts bring along. */
  @Test
  void tour_endsWellAndShowsWhatItPromises() throws Exception {
    Map<String, String> environment = new HashMap<>();
    environment.put("HOME", home.toString());
    environment.put("PATH", System.getenv("PATH"));
    Set<Path> before = workspaces();
    Set<ProcessHandle> children = children();
    Ended run = Script.DEMO.run(environment, home);
    assertEquals(0, run.exitCode(), run.toString());
    assertTrue(run.out().matches("http://127\\.0\\.0\\.1:\\d+/?\\s+"), run.out());
    for (String part :
        new String[] {
          "10,000 orders",
          "neonflow.preview().forPr(42).migrate().deploy().comment()",
          "created preview/pr-42-customer-levels",
          "schema 2 -> 3",
          "gold",
          "Preview for pull request 42: ready",
          "Production was not touched",
          "deleted preview/pr-42-customer-levels",
        }) {
      assertTrue(run.err().contains(part), part + " is missing in " + run.err());
    }
    Set<ProcessHandle> left = children();
    left.removeAll(children);
    assertEquals(Set.of(), left, "a process is left");
    assertNoneIsLeft(before);
    assertTrue(Files.isDirectory(home.resolve(".cache/neonflow")), "another cache was used");
    assertTrue(run.err().lines().allMatch(line -> line.length() < 200), run.err());
  }

  @Test
  @EnabledIfEnvironmentVariable(named = "NEONFLOW_TEST", matches = "full")
  void keptTour_canBeLookedAt_andIsStopped() throws Exception {
    Map<String, String> environment = sharedCache();
    Path kept = home.resolve(".local/share/neonflow/demo");
    try {
      Ended run = Script.DEMO.run(environment, home, "--keep");
      assertEquals(0, run.exitCode(), run.toString());
      Path variables = kept.resolve("preview.env");
      assertTrue(run.err().contains(". " + variables + " && psql \"$DATABASE_URL\""), run.err());
      String uri = Files.readString(variables).replaceAll("DATABASE_URL='(.*)'\\s*", "$1");
      ConnectionUri database = ConnectionUri.parse(Secret.of(uri));
      try (Connection open =
              DriverManager.getConnection(
                  database.jdbcUrl(), database.role(), database.password().reveal());
          Statement statement = open.createStatement();
          ResultSet row = statement.executeQuery("select count(level) from customer")) {
        assertTrue(row.next());
        assertEquals(500, row.getInt(1));
      }
      Ended again = Script.DEMO.run(environment, home, "--keep");
      assertEquals(3, again.exitCode(), again.toString());
    } finally {
      Ended stop = Script.DEMO.run(environment, home, "--stop");
      assertEquals("stopped", stop.out().strip(), stop.toString());
    }
    assertFalse(Files.exists(kept), "something is kept");
  }

  @Test
  void keptTourThatCannotStart_saysWhyAndLeavesNothing() {
    Map<String, String> environment = sharedCache();
    environment.put("XDG_CACHE_HOME", "/proc/nosuch");
    Ended run = Script.DEMO.run(environment, home, "--keep");
    assertEquals(3, run.exitCode(), run.toString());
    assertTrue(run.err().contains("the embedded Neon did not start: "), run.err());
    assertFalse(run.err().contains("server.log"), "names a file that is gone: " + run.err());
    assertFalse(Files.exists(home.resolve(".local/share/neonflow")), "something is left");
    Ended verbose = Script.DEMO.run(environment, home, "--keep", "-v");
    assertTrue(verbose.err().contains("the process wrote:"), verbose.err());
  }

  private Map<String, String> sharedCache() {
    Map<String, String> environment = new HashMap<>();
    environment.put("HOME", home.toString());
    environment.put("PATH", System.getenv("PATH"));
    environment.put(
        "XDG_CACHE_HOME", Path.of(System.getProperty("user.home"), ".cache").toString());
    return environment;
  }

  private static Set<ProcessHandle> children() {
    return ProcessHandle.current().descendants().collect(Collectors.toSet());
  }

  /**
   * Other tours share the directory. One that lives holds its lock, but for a moment at its
   * beginning and at its end; what our tour has left stays unlocked.
   */
  private static void assertNoneIsLeft(Set<Path> before) throws IOException {
    long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(Child.MINUTES);
    Set<Path> left = unlocked(before);
    while (!left.isEmpty() && System.nanoTime() < deadline) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
      left = unlocked(before);
    }
    assertEquals(Set.of(), left, "a directory is left");
  }

  /** Those that were not there before and that no other process holds. */
  private static Set<Path> unlocked(Set<Path> before) throws IOException {
    Set<Path> unlocked = new HashSet<>();
    for (Path one : workspaces()) {
      if (!before.contains(one) && !isHeld(one.resolve("lock"))) {
        unlocked.add(one);
      }
    }
    return unlocked;
  }

  private static boolean isHeld(Path lock) throws IOException {
    try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.WRITE)) {
      return channel.tryLock() == null;
    } catch (NoSuchFileException | OverlappingFileLockException notByAnother) {
      return false;
    }
  }

  private static Set<Path> workspaces() throws IOException {
    try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      return files
          .filter(file -> file.getFileName().toString().startsWith("neonflow-demo-"))
          .collect(Collectors.toSet());
    }
  }
}
