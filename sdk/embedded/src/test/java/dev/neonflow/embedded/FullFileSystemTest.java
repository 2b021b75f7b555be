package dev.neonflow.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.embedded.Api.Answer;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/** In a small file system that becomes full. */
class FullFileSystemTest {

  @TempDir Path directory;
  private Path disk;
  private Path home;
  private boolean mounted;

  @BeforeEach
  void mount() throws Exception {
    disk = Files.createDirectory(directory.resolve("disk"));
    mounted = run("mount", "-t", "tmpfs", "-o", "size=160m,mode=755", "tmpfs", disk.toString());
    Peers.need("tmpfs", mounted);
    home = disk.resolve("home");
  }

  @AfterEach
  void unmount() throws Exception {
    assertTrue(!mounted || run("umount", disk.toString()));
  }

  @Test
  void branchCreation_saysThatTheDiskIsFull_andLeavesNothing() throws Exception {
    try (EmbeddedNeon neon = start()) {
      Api api = new Api(neon);
      Path filler = fill(20 << 20);
      Answer accepted = api.branch("b");
      assertEquals(201, accepted.status());
      String operation = accepted.at("operations", 0, "id");
      String path = api.project + "/operations/" + operation;
      Polling.until("it failed", () -> api.get(path).at("operation", "status").equals("failed"));
      String error = api.get(path).at("operation", "error");
      assertSentence(error, disk + "", "free");
      assertEquals(1, branches(api).size());
      assertEquals(1, timelines());

      Files.delete(filler);
      api.finish(api.branch("b"));
    }
  }

  @Test
  void request_thatCannotBeRecorded_changesNothing() throws Exception {
    try (EmbeddedNeon neon = start()) {
      Api api = new Api(neon);
      String main = (String) branches(api).get(0).get("id");
      String path = api.project + "/branches/" + main;
      String reveal = path + "/roles/neondb_owner/reveal_password";
      String password = api.get(reveal).at("password");
      Path filler = fill(0);
      for (Answer refused :
          List.of(
              api.branch("b"),
              api.patch(path, "{'branch':{'name':'renamed'}}"),
              api.post(path + "/roles/neondb_owner/reset_password", ""),
              api.post("/projects", "{'project':{'name':'other'}}"))) {
        assertEquals(500, refused.status());
        assertSentence(
            refused.at("message"), home + "/", "No space left on device; make room there");
      }
      assertEquals("main", branches(api).get(0).get("name"));
      assertEquals(1, branches(api).size());
      assertEquals(password, api.get(reveal).at("password"));
      assertEquals(1, api.get("/projects").<List<?>>at("projects").size());

      Files.delete(filler);
      api.finish(api.branch("b"));
      api.finish(api.post(path + "/roles/neondb_owner/reset_password", ""));
    }
  }

  @Test
  @EnabledIfEnvironmentVariable(named = "NEONFLOW_TEST", matches = "full")
  void firstStart_saysThatTheDiskIsFull() throws Exception {
    Path filler = fill(8 << 20);
    assertSentence(assertThrows(EmbeddedNeonException.class, this::start).getMessage(), disk + "");
    Files.delete(filler);
    try (EmbeddedNeon neon = start()) {
      assertEquals(1, branches(new Api(neon)).size());
      assertEquals(1, timelines());
    }
  }

  @Test
  @EnabledIfEnvironmentVariable(named = "NEONFLOW_TEST", matches = "full")
  void nextStart_saysThatTheDiskIsFull_andLosesNothing() throws Exception {
    String uri;
    try (EmbeddedNeon neon = start()) {
      Answer made = new Api(neon).branch("b");
      new Api(neon).finish(made);
      uri = made.at("connection_uris", 0, "connection_uri");
      Database.execute(uri, "CREATE TABLE kept AS SELECT 7 AS n");
    }
    Path filler = fill(0);
    assertSentence(
        assertThrows(EmbeddedNeonException.class, this::start).getMessage(), disk + "", "room");
    Files.delete(filler);
    try (EmbeddedNeon neon = start()) {
      assertEquals("7", Database.query(uri, "SELECT n FROM kept"));
      assertEquals(2, branches(new Api(neon)).size());
    }
  }

  private EmbeddedNeon start() {
    return EmbeddedNeon.start(EmbeddedNeonOptions.defaults().cacheDir(TestCache.DIR).dataDir(home));
  }

  private static void assertSentence(String text, String... parts) {
    for (String part : parts) {
      assertTrue(text.contains(part), text);
    }
    assertFalse(text.contains("Exception"), text);
    assertFalse(text.contains("\n"), text);
  }

  private static List<Map<String, Object>> branches(Api api) {
    return api.get(api.project + "/branches").at("branches");
  }

  private long timelines() throws IOException {
    try (Stream<Path> entries = Files.list(home.resolve("timelines"))) {
      return entries.count();
    }
  }

  /** Writes a file until so many bytes are free; with 0, until not one more can be written. */
  private Path fill(long free) throws IOException {
    Path file = disk.resolve("filler");
    long size = Files.getFileStore(disk).getUsableSpace() - free;
    byte[] block = new byte[4096];
    try (OutputStream out = Files.newOutputStream(file)) {
      for (long written = 0; free == 0 || written < size; written += block.length) {
        out.write(block);
      }
    } catch (IOException e) {
      if (free > 0 || !String.valueOf(e.getMessage()).contains("No space left")) {
        throw e;
      }
    }
    return file;
  }

  private static boolean run(String... command) throws Exception {
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor(2, TimeUnit.MINUTES) && process.exitValue() == 0;
    } catch (IOException missing) {
      return false;
    }
  }
}
