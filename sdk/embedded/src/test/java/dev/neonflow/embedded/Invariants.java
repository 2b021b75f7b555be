package dev.neonflow.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.squareup.moshi.Moshi;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What is true of a server that was killed and started again, whatever it was doing. */
final class Invariants {

  private static final Set<String> ENDED = Set.of("finished", "failed", "cancelled");
  private static final Set<String> KINDS = Set.of("branches", "makings", "leftovers", "deleted");

  private final Path home;
  private final long pid;
  private final Api api;

  /** Those of the server in a directory; the process has this number. */
  Invariants(Path home, long pid) {
    this.home = home;
    this.pid = pid;
    RunningServer server = EmbeddedNeon.running(home).orElseThrow();
    this.api = new Api(server.apiBase(), server.apiKey(), "/projects/" + server.projectId());
  }

  Api api() {
    return api;
  }

  /**
   * Checks all of it.
   *
   * @param given the connection strings that clients have, by the id of the branch
   */
  void check(Map<String, String> given) throws Exception {
    List<Map<String, Object>> branches = branches();
    assertBranchesAreWhole(branches);
    assertOperationsEnded();
    assertConnectionStringsServe(branches, given);
    // Whoever was removed in the background is gone a moment later.
    Polling.until("nothing is left over in " + listing(), this::everyDirectoryHasAnOwner);
    assertNoDrafts();
    assertProjectsAreListed();
    assertNoForeignServers();
  }

  List<Map<String, Object>> branches() {
    return api.get(api.project + "/branches").at("branches");
  }

  private void assertBranchesAreWhole(List<Map<String, Object>> branches) {
    Set<Object> ids = branches.stream().map(b -> b.get("id")).collect(Collectors.toSet());
    int defaults = 0;
    for (Map<String, Object> branch : branches) {
      assertEquals("ready", branch.get("current_state"), branch::toString);
      assertNull(branch.get("pending_state"), branch::toString);
      Object parent = branch.get("parent_id");
      assertTrue(parent == null || ids.contains(parent), branch::toString);
      defaults += branch.get("default").equals(true) ? 1 : 0;
    }
    assertEquals(1, defaults);
  }

  private void assertOperationsEnded() {
    List<Map<String, Object>> operations =
        api.get(api.project + "/operations?limit=1000").at("operations");
    for (Map<String, Object> operation : operations) {
      assertTrue(ENDED.contains(operation.get("status")), operation::toString);
    }
  }

  /** Same port, same password, and the one that the API would tell. */
  private void assertConnectionStringsServe(
      List<Map<String, Object>> branches, Map<String, String> given) throws Exception {
    for (Map<String, Object> branch : branches) {
      String uri = given.get(branch.get("id"));
      if (uri != null) {
        assertEquals("1", Database.query(uri, "SELECT 1"));
        String[] login = URI.create(uri).getUserInfo().split(":", 2);
        String role = api.project + "/branches/" + branch.get("id") + "/roles/" + login[0];
        assertEquals(login[1], api.get(role + "/reveal_password").at("password"));
      }
    }
  }

  private boolean everyDirectoryHasAnOwner() {
    return directories().equals(owned());
  }

  private String listing() {
    return directories() + " of " + owned();
  }

  /** By timeline; a directory that is none's keeps its name. */
  private Set<String> directories() {
    return names(home.resolve("timelines")).stream()
        .map(name -> name.startsWith(".") ? name : name.substring(0, name.indexOf('.')))
        .filter(name -> !replica(name))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The copy of a running replica is temporary, and in use. */
  private boolean replica(String name) {
    return name.startsWith(".tmp-") && servers().containsValue(home.resolve("timelines/" + name));
  }

  private Set<String> owned() {
    Set<String> all = new TreeSet<>();
    for (String project : names(home.resolve("projects"))) {
      Map<String, Object> state = json(home.resolve("projects").resolve(project + "/neon.json"));
      for (String kind : KINDS) {
        ((List<?>) state.get(kind)).forEach(element -> all.add(timeline(element)));
      }
    }
    return all;
  }

  private static String timeline(Object element) {
    if (element instanceof Map<?, ?> map) {
      Object nested = map.get("branch");
      return nested == null ? (String) map.get("timelineId") : timeline(nested);
    }
    return (String) element;
  }

  private void assertNoDrafts() throws IOException {
    for (Path dir : List.of(home, home.resolve("tls"))) {
      assertFalse(names(dir).stream().anyMatch(name -> name.startsWith(".tmp-")));
    }
  }

  private void assertProjectsAreListed() {
    Object listed = json(home.resolve("account.json")).get("projects");
    assertEquals(new TreeSet<>((List<?>) listed), names(home.resolve("projects")));
  }

  private void assertNoForeignServers() {
    for (Map.Entry<Long, Path> server : servers().entrySet()) {
      List<Long> ancestors = new ArrayList<>();
      Optional<ProcessHandle> parent =
          ProcessHandle.of(server.getKey()).flatMap(ProcessHandle::parent);
      while (parent.isPresent()) {
        ancestors.add(parent.get().pid());
        parent = parent.get().parent();
      }
      boolean ended = !ProcessHandle.of(server.getKey()).isPresent();
      assertTrue(ended || ancestors.contains(pid), server + " is nobody's, of " + ancestors);
    }
  }

  /** The PostgreSQL processes that work in this directory, and where. */
  private Map<Long, Path> servers() {
    try (Stream<Path> all = Files.list(Path.of("/proc"))) {
      return all.filter(path -> path.getFileName().toString().matches("[0-9]+"))
          .flatMap(path -> working(path).stream())
          .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Optional<Map.Entry<Long, Path>> working(Path process) {
    try {
      Path dir = Files.readSymbolicLink(process.resolve("cwd"));
      return dir.startsWith(home)
          ? Optional.of(Map.entry(Long.valueOf(process.getFileName().toString()), dir))
          : Optional.empty();
    } catch (IOException gone) {
      return Optional.empty();
    }
  }

  private static Set<String> names(Path dir) {
    try (Stream<Path> entries = Files.list(dir)) {
      return entries
          .map(path -> path.getFileName().toString())
          .collect(Collectors.toCollection(TreeSet::new));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> json(Path file) {
    try {
      return (Map<String, Object>)
          new Moshi.Builder().build().adapter(Object.class).fromJson(Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
