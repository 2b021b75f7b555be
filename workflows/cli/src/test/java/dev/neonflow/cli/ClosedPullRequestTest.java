package dev.neonflow.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.embedded.EmbeddedNeon;
import dev.neonflow.workflows.PreviewWorkflow;
import dev.neonflow.workflows.ci.AllClosed;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** What a script puts out whose pull request turns out to be closed. */
class ClosedPullRequestTest {

  private static EmbeddedNeon neon;

  @TempDir Path directory;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @BeforeAll
  static void start() {
    neon = EmbeddedNeon.start();
  }

  @AfterAll
  static void stop() {
    neon.close();
  }

  static final class Options extends RunOptions {
    int run() {
      return run(
          builder -> builder.pullRequests(new AllClosed()),
          neonflow -> neonflow.preview().forPr(7).when(comments(), PreviewWorkflow::comment));
    }
  }

  @Command(name = "closed")
  static final class Script implements Callable<Integer> {
    @Mixin Options options;

    @Override
    public Integer call() {
      return options.run();
    }
  }

  private int run(String... args) {
    Map<String, String> environment =
        Map.of(
            "HOME", directory.toString(),
            "GITHUB_REPOSITORY", "acme/shop",
            "NEON_API_HOST", neon.apiBase().toString(),
            "NEON_API_KEY", neon.apiKey());
    return Program.execute(environment, directory, print(out), print(err), new Script(), args);
  }

  private static PrintStream print(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }

  @Test
  void closed_isNoFailureAndPutsNothingOut() throws Exception {
    int code = run("--comment-file", "comment.md");
    String said = err.toString(StandardCharsets.UTF_8);
    assertEquals(0, code, said);
    assertEquals("", out.toString(StandardCharsets.UTF_8));
    assertTrue(said.contains("closed in "), said);
    assertTrue(Files.readString(directory.resolve("comment.md")).contains("closed"));
  }

  @Test
  void closed_isTheStatusOfTheObject() {
    assertEquals(0, run("--output", "json"));
    String object = out.toString(StandardCharsets.UTF_8);
    assertTrue(object.contains("\"status\":\"closed\",\"exit_code\":0"), object);
  }
}
