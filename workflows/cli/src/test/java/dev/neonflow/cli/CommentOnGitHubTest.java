package dev.neonflow.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.embedded.EmbeddedNeon;
import dev.neonflow.workflows.PreviewWorkflow;
import dev.neonflow.workflows.TeardownWorkflow;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Where reports go in a job of GitHub Actions and outside of one. */
class CommentOnGitHubTest {
  private static final String TOKEN = "ghs_a-token-that-nothing-else-holds";

  private static EmbeddedNeon neon;

  @TempDir Path directory;

  private final SmallGitHub github = new SmallGitHub();
  private final Map<String, String> environment = new HashMap<>();
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

  @AfterEach
  void end() {
    github.close();
  }

  @BeforeEach
  void job() throws IOException {
    github.open.add(7);
    environment.put("HOME", directory.toString());
    environment.put("NEON_API_HOST", neon.apiBase().toString());
    environment.put("NEON_API_KEY", neon.apiKey());
    environment.put("GITHUB_ACTIONS", "true");
    environment.put("GITHUB_REPOSITORY", "acme/shop");
    environment.put("GITHUB_API_URL", github.api());
    environment.put("GITHUB_TOKEN", TOKEN);
    environment.put("GITHUB_SERVER_URL", "https://github.com");
    environment.put("GITHUB_RUN_ID", "99");
    environment.put("GITHUB_OUTPUT", Files.createFile(directory.resolve("outputs")).toString());
    environment.put(
        "GITHUB_STEP_SUMMARY", Files.createFile(directory.resolve("summary")).toString());
  }

  @Command(name = "script")
  static final class Script {
    @Command
    int up(@Mixin PreviewUpOptions options) {
      return options.run(
          neonflow ->
              neonflow
                  .preview()
                  .forPr(options.pr())
                  .apply(options::branch)
                  .when(options.comments(), PreviewWorkflow::comment));
    }

    @Command
    int down(@Mixin PreviewDownOptions options) {
      return options.run(
          neonflow ->
              neonflow
                  .teardown()
                  .forPr(options.pr())
                  .deleteBranch()
                  .when(options.comments(), TeardownWorkflow::comment));
    }

    @Command
    int sweep(@Mixin SweepOptions options) {
      return options.run(UnaryOperator.identity());
    }
  }

  private int run(String... args) {
    out.reset();
    err.reset();
    return Program.execute(environment, directory, print(out), print(err), new Script(), args);
  }

  private static PrintStream print(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }

  private String said() {
    return err.toString(StandardCharsets.UTF_8);
  }

  private String written(String file) throws IOException {
    return Files.readString(directory.resolve(file));
  }

  private List<String> writes() {
    return github.seen.stream().filter(call -> !call.startsWith("GET ")).toList();
  }

  @Test
  void jobWithATokenAndAPullRequest_comments() throws Exception {
    assertEquals(0, run("up", "--pr", "7"), said());
    assertTrue(github.comment.contains("neonflow:preview/"), github.comment);
    assertTrue(github.comment.contains("https://github.com/acme/shop/actions/runs/99"));
    String url = "comment_url=https://github.com/acme/shop/pull/7#issuecomment-7\n";
    assertTrue(written("outputs").contains(url), written("outputs"));
    assertTrue(written("summary").contains("Preview for pull request 7: ready"));
    assertEquals(0, run("down", "--pr", "7"), said());
    assertTrue(github.comment.contains("neonflow-state:removed"), github.comment);
  }

  @Test
  void pullRequestThatIsClosed_getsNoPreview() {
    github.open.clear();
    assertEquals(0, run("up", "--pr", "7"), said());
    assertTrue(said().contains("closed in "), said());
    assertEquals("", github.comment);
  }

  @Test
  void readOnlyToken_fallsBackToSummaryAndFile_andSaysWhy() throws Exception {
    github.readOnly = true;
    assertEquals(0, run("up", "--pr", "7", "--comment-file", "comment.md"), said());
    assertTrue(said().contains("Resource not accessible by integration"), said());
    assertTrue(written("summary").contains("> GitHub did not comment"), written("summary"));
    assertTrue(written("comment.md").contains("Preview for pull request 7: ready"));
    assertTrue(written("outputs").contains("comment_note="), written("outputs"));
    assertEquals("", github.comment);
  }

  /** The event of a pull request from another repository. */
  private void fork() throws IOException {
    Path event = directory.resolve("event.json");
    Files.writeString(
        event,
        """
        {"repository":{"full_name":"acme/shop"},"pull_request":{"number":7,
         "head":{"ref":"main","sha":"abc","repo":{"full_name":"stranger/shop"}}}}
        """);
    environment.put("GITHUB_EVENT_PATH", event.toString());
    environment.put("NEON_API_KEY", "");
    github.readOnly = true;
  }

  @Test
  void forkWithoutSecrets_isSkippedAndSaysWhy() throws Exception {
    fork();
    assertEquals(0, run("up", "--comment-file", "comment.md"), said());
    String reason = "ull request 7 comes from a fork, whose jobs get no secrets";
    assertTrue(said().contains("::notice::p" + reason), said());
    assertTrue(written("summary").contains("P" + reason), written("summary"));
    assertTrue(written("comment.md").contains("P" + reason), written("comment.md"));
    assertEquals("skipped=true\n", written("outputs"));
    assertEquals("", out.toString(StandardCharsets.UTF_8));
    assertEquals(0, run("down", "--deploy", "fly", "--output", "json"), said());
    String object = out.toString(StandardCharsets.UTF_8);
    assertTrue(object.contains("\"status\":\"skipped\",\"exit_code\":0"), object);
    assertEquals(List.of(), github.seen);
  }

  @Test
  void ownBranchWithoutAKey_stillFails() throws Exception {
    environment.put("NEON_API_KEY", "");
    assertEquals(3, run("up", "--pr", "7"), said());
    assertTrue(said().contains("there is no API key for Neon"), said());
  }

  @Test
  void unwritableFile_keepsNoCommentAway() throws Exception {
    Path taken = Files.createDirectory(directory.resolve("taken.md"));
    assertEquals(9, run("up", "--pr", "7", "--comment-file", taken.toString()), said());
    assertTrue(github.comment.contains("pull request 7"), github.comment);
  }

  @Test
  void authorOtherThanTheToken_isRefused() {
    assertEquals(9, run("up", "--pr", "7", "--comment-author", "my-app[bot]"), said());
    assertTrue(said().contains("writes as github-actions[bot]"), said());
    assertTrue(said().contains("my-app[bot]"), said());
  }

  @Test
  void outsideOfActions_onlyWhoAsksComments() {
    environment.remove("GITHUB_ACTIONS");
    assertEquals(0, run("up", "--pr", "7"), said());
    assertEquals(List.of(), github.seen);
    assertEquals(0, run("up", "--pr", "7", "--comment", "github"), said());
    assertTrue(github.comment.contains("pull request 7"), github.comment);
  }

  @Test
  void remoteOfAnotherHost_isNeverTakenForARepositoryOnGitHub() throws Exception {
    environment.remove("GITHUB_ACTIONS");
    environment.remove("GITHUB_REPOSITORY");
    Path git = Files.createDirectory(directory.resolve(".git"));
    Files.writeString(git.resolve("HEAD"), "ref: refs/heads/main\n");
    Files.writeString(
        git.resolve("config"), "[remote \"origin\"]\n\turl = git@gitlab.com:acme/shop\n");
    assertEquals(2, run("up", "--pr", "7", "--comment", "github"), said());
    assertTrue(said().contains("the git remote is at gitlab.com"), said());
    assertEquals(2, run("sweep"), said());
    assertTrue(said().contains("the git remote is at gitlab.com"), said());
    assertEquals(List.of(), github.seen);
    environment.put("GITHUB_REPOSITORY", "acme/shop");
    assertEquals(0, run("sweep"), said());
  }

  @Test
  void none_isNone_andGitHubWithoutATokenIsRefused() {
    assertEquals(0, run("up", "--pr", "7", "--comment", "none"), said());
    assertEquals(List.of(), writes());
    environment.remove("GITHUB_TOKEN");
    assertEquals(2, run("up", "--pr", "7", "--comment", "github"), said());
    assertTrue(said().contains("GITHUB_TOKEN"), said());
  }

  @Test
  void sweep_asksGitHubAndMendsTheReport() {
    assertEquals(0, run("up", "--pr", "7"), said());
    assertEquals(0, run("sweep"), said());
    assertFalse(github.comment.contains("removed"), github.comment);
    github.open.clear();
    assertEquals(0, run("sweep"), said());
    assertTrue(out.toString(StandardCharsets.UTF_8).startsWith("removed pr-7"), out.toString());
    assertTrue(github.comment.contains("neonflow-state:removed"), github.comment);
  }

  @Test
  void reportThatNothingElseIsLeftOf_isMendedOnce() {
    assertEquals(0, run("up", "--pr", "7"), said());
    assertEquals(0, run("down", "--pr", "7", "--comment", "none"), said());
    assertTrue(github.comment.contains("neonflow-state:standing"), github.comment);
    assertEquals(0, run("sweep"), said());
    assertEquals("", out.toString(StandardCharsets.UTF_8).strip());
    github.open.clear();
    assertEquals(0, run("sweep", "--dry-run"), said());
    assertTrue(github.comment.contains("neonflow-state:standing"), github.comment);
    assertEquals(0, run("sweep"), said());
    assertEquals(
        "removed pr-7: pull request 7 is closed; nothing but its report is left",
        out.toString(StandardCharsets.UTF_8).strip());
    assertTrue(github.comment.contains("neonflow-state:removed"), github.comment);
    assertEquals(0, run("sweep"), said());
    assertEquals("", out.toString(StandardCharsets.UTF_8).strip());
  }

  @Test
  void removalOfWhatNeverWas_writesNoComment() {
    assertEquals(0, run("down", "--pr", "7"), said());
    assertEquals("", github.comment);
    assertFalse(said().contains("report:"), said());
  }

  @Test
  void passwordOfTheBranch_staysInTheResult() throws Exception {
    assertEquals(0, run("up", "--pr", "7", "--expose-secrets", "--output", "json"), said());
    String result = out.toString(StandardCharsets.UTF_8);
    String name = "\"password\":\"";
    int from = result.indexOf(name) + name.length();
    String password = result.substring(from, result.indexOf('"', from));
    assertTrue(password.length() > 8, password);
    String sent = github.seen + written("summary");
    for (String form : forms(password)) {
      assertFalse(sent.contains(form), form);
    }
  }

  private static List<String> forms(String secret) {
    byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
    return List.of(
        secret,
        URLEncoder.encode(secret, StandardCharsets.UTF_8),
        Base64.getEncoder().encodeToString(bytes),
        Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
  }

  @Test
  void token_isNowhere() throws Exception {
    environment.put("GITHUB_TOKEN", "ghs_%p/+&\"q");
    github.readOnly = true;
    assertEquals(0, run("up", "--pr", "7", "-v", "--output", "json"), said());
    String masked = "::add-mask::";
    String all =
        out
            + said().lines().filter(line -> !line.startsWith(masked)).toList().toString()
            + written("outputs")
            + written("summary")
            + github.seen;
    assertFalse(all.contains("ghs_"), all);
    for (String form : forms("ghs_%p/+&\"q")) {
      assertFalse(all.contains(form), all);
    }
  }
}
