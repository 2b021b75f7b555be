package dev.neonflow.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.embedded.Api.Answer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedNeonRestartTest {

  @TempDir Path directory;

  @Test
  void restart_keepsEverything_andSaysWhoServes() throws Exception {
    Path home = directory.resolve("home");
    EmbeddedNeonOptions options =
        EmbeddedNeonOptions.defaults().cacheDir(TestCache.DIR).dataDir(home);
    String uri;
    String key;
    String project;
    String branch;
    try (EmbeddedNeon neon = EmbeddedNeon.start(options)) {
      Api api = new Api(neon);
      Answer created = api.branch("kept");
      api.finish(created);
      branch = created.at("branch", "id");
      uri = created.at("connection_uris", 0, "connection_uri");
      Database.execute(uri, "CREATE TABLE kept AS SELECT 7 AS n");
      key = neon.apiKey();
      project = neon.projectId();

      RunningServer running = EmbeddedNeon.running(home).orElseThrow();
      assertEquals(ProcessHandle.current().pid(), running.pid());
      assertEquals(neon.apiBase(), running.apiBase());
      assertEquals(key, running.apiKey());
      assertFalse(running.toString().contains(key));
      EmbeddedNeonException inUse =
          assertThrows(EmbeddedNeonException.class, () -> EmbeddedNeon.start(options));
      assertTrue(inUse.getMessage().contains(home.toString()), inUse.getMessage());
    }
    assertEquals(Optional.empty(), EmbeddedNeon.running(home));
    for (String secret : new String[] {"api-key", "projects/" + project + "/passwords.json"}) {
      assertEquals(
          "rw-------",
          PosixFilePermissions.toString(Files.getPosixFilePermissions(home.resolve(secret))));
    }

    try (EmbeddedNeon neon = EmbeddedNeon.start(options)) {
      assertEquals(key, neon.apiKey());
      assertEquals(project, neon.projectId());
      Answer kept = new Api(neon).get("/projects/" + project + "/branches/" + branch);
      assertEquals("kept", kept.at("branch", "name"));
      assertEquals("7", Database.query(uri, "SELECT n FROM kept"), "same port, same password");
    }

    int port = URI.create(uri).getPort();
    ServerSocket taken = new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
    try (taken;
        EmbeddedNeon neon = EmbeddedNeon.start(options)) {
      Api api = new Api(neon);
      String endpoints = api.project + "/endpoints";
      String id =
          api.get(api.project + "/branches/" + branch + "/endpoints").at("endpoints", 0, "id");
      assertEquals("idle", api.get(endpoints + "/" + id).at("endpoint", "current_state"));
      taken.close();
      api.finish(api.post(endpoints + "/" + id + "/start", ""));
      assertEquals("7", Database.query(uri, "SELECT n FROM kept"), "the port is taken again");
    }
  }

  @Test
  void defaultBranchWhosePortIsTaken_isAStartErrorThatNamesIt() throws Exception {
    EmbeddedNeonOptions options =
        EmbeddedNeonOptions.defaults().cacheDir(TestCache.DIR).dataDir(directory.resolve("home"));
    int port;
    try (EmbeddedNeon neon = EmbeddedNeon.start(options)) {
      Api api = new Api(neon);
      String host = api.get(api.project + "/endpoints").at("endpoints", 0, "host");
      port = Integer.parseInt(host.substring(host.indexOf(':') + 1));
    }
    try (ServerSocket taken = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      EmbeddedNeonException e =
          assertThrows(EmbeddedNeonException.class, () -> EmbeddedNeon.start(options));
      assertTrue(e.getMessage().contains("port " + taken.getLocalPort()), e.getMessage());
      assertTrue(e.getMessage().contains("default branch main"), e.getMessage());
    }
  }

  @Test
  void portInUse_isNamedWithTheRemedy() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      EmbeddedNeonOptions options =
          EmbeddedNeonOptions.defaults().cacheDir(TestCache.DIR).port(taken.getLocalPort());

      EmbeddedNeonException e =
          assertThrows(EmbeddedNeonException.class, () -> EmbeddedNeon.start(options));

      assertTrue(e.getMessage().contains("Port " + taken.getLocalPort()), e.getMessage());
      assertTrue(e.getMessage().contains("choose another port"), e.getMessage());
    }
  }

  @Test
  void fileOfADeadServer_isNoRunningServer() throws IOException {
    Files.writeString(directory.resolve("api-key"), "napi_x\n");
    Files.writeString(
        directory.resolve("server.json"),
        "{\"pid\":"
            + ProcessHandle.current().pid()
            + ",\"started\":1000,\"apiBase\":\"http://127.0.0.1:1/api/v2\",\"projectId\":\"p\"}");

    assertEquals(Optional.empty(), EmbeddedNeon.running(directory), "the pid is used again");
    assertEquals(Optional.empty(), EmbeddedNeon.running(directory.resolve("missing")));
  }
}
