package dev.neonflow.scripts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/**
 * Follows docs/getting-started.md line by line, as a newcomer would in one shell, and looks at the
 * example application at the addresses that it is told.
 */
@EnabledIfEnvironmentVariable(named = "NEONFLOW_TEST", matches = "full")
class GettingStartedTest {

  private static final String NOT_RUN = "not run by the test";

  /** What a shell carries over from one block to the next. */
  private static final String CARRIED =
      """
      set -eu
      [ ! -f "$STATE/environment" ] || . "$STATE/environment"
      cd "$(cat "$STATE/directory")"
      %s
      export -p >"$STATE/environment"
      pwd >"$STATE/directory"
      """;

  @TempDir Path home;
  private final Map<String, String> environment = new HashMap<>();

  @BeforeEach
  void aMachineOfItsOwn() throws IOException {
    Path checkout = Files.createDirectories(home.resolve("checkout"));
    Path bin = Files.createDirectories(checkout.resolve("jbang-scripts"));
    Path shop = Path.of("docs", "examples", "shop");
    copy(Checkout.ROOT.resolve(shop), checkout.resolve(shop));
    // The launcher has its own tests; here its place is taken by what was just compiled.
    Path launcher = bin.resolve("neonflow");
    List<String> command = Script.PREVIEW.command();
    String words = String.join(" ", command.subList(0, command.size() - 1));
    Files.writeString(launcher, "#!/bin/sh\nexec " + words + " \"$@\"\n");
    assertTrue(launcher.toFile().setExecutable(true));
    environment.put("HOME", home.toString());
    environment.put("STATE", home.toString());
    environment.put("NEONFLOW_PORT", "0");
    environment.put(
        "XDG_CACHE_HOME", Path.of(System.getProperty("user.home"), ".cache").toString());
    environment.put("MAVEN_OPTS", "-Dmaven.repo.local=" + System.getProperty("maven.repository"));
    Files.writeString(home.resolve("directory"), checkout + "\n");
  }

  @AfterEach
  void stop() {
    environment.put("PATH", System.getenv("PATH"));
    if (Script.EMBEDDED.run(environment, home, "status").exitCode() == 0) { // it went wrong
      // Where it was made: outside of a checkout the directory is what it is known by.
      Script.PREVIEW.run(environment, home.resolve("shop"), "down", "--pr", "1", "--embedded");
      Script.EMBEDDED.run(environment, home, "stop");
    }
  }

  @Test
  void newcomer_endsWithAPreview_thatFollowsTheChange() throws Exception {
    Iterator<String> blocks =
        Document.of("docs/getting-started.md").blocks().stream()
            .filter(block -> block.language().equals("sh") && !block.mark().equals(NOT_RUN))
            .map(Document.Block::text)
            .iterator();

    shell(blocks.next(), "export PATH=");
    String api = shell(blocks.next(), "neonflow embedded start --detach");
    assertTrue(api.startsWith("http://127.0.0.1:"), api);
    shell(blocks.next(), "mvn -q package");
    assertEquals("main\n", shell(blocks.next(), "neonflow production deploy"));

    String first = page(shell(blocks.next(), "neonflow preview up --pr 1"));
    assertTrue(first.contains("<td>Tea<td>4.50"), first);
    assertFalse(first.contains("stock"), first);

    String second = page(shell(blocks.next(), "neonflow preview up --pr 1"));
    assertTrue(second.contains("<th>stock"), second);
    assertTrue(second.contains("<td>Tea<td>4.50<td>7"), second);

    String url = shell(blocks.next(), "neonflow dev url alice");
    assertTrue(url.startsWith("dev/alice\njdbc:postgresql://127.0.0.1:"), url);
    String end = shell(blocks.next(), "neonflow embedded stop");
    assertTrue(end.startsWith("dev/alice\npreview/pr-1\nstopped"), end);
    assertFalse(blocks.hasNext(), "a block that nobody looks at");
  }

  private String shell(String block, String expected) throws Exception {
    assertTrue(block.contains(expected), block);
    List<String> command = List.of("sh", "-c", String.format(CARRIED, block));
    Ended ended = Child.run(home, environment, command, Launched.MINUTES);
    assertEquals(0, ended.exitCode(), block + ended);
    return ended.out();
  }

  private static String page(String address) throws Exception {
    HttpRequest get = HttpRequest.newBuilder(URI.create(address.strip())).build();
    HttpResponse<String> answer =
        HttpClient.newHttpClient().send(get, HttpResponse.BodyHandlers.ofString());
    assertEquals(200, answer.statusCode(), answer.body());
    return answer.body();
  }

  private static void copy(Path from, Path to) throws IOException {
    try (var files = Files.walk(from)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (!from.relativize(file).startsWith("target")) {
          Path copy = to.resolve(from.relativize(file).toString());
          Files.createDirectories(copy.getParent());
          Files.copy(file, copy);
        }
      }
    }
  }
}
