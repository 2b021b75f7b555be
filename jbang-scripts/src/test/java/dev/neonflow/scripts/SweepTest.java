package dev.neonflow.scripts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.sdk.branches.CreateBranch;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The sweep from the command line. */
class SweepTest extends AccountTest {

  @BeforeEach
  void prepare() throws IOException {
    open("# listed today\n8\n");
  }

  @AfterEach
  void removeBranches() {
    account.clear();
  }

  @Test
  void closedPullRequest_losesItsPreview_andTheOpenOneKeepsIt() {
    preview(7);
    preview(8);
    account.writes();
    Ended dry = run("--pull-requests", "open", "--dry-run");
    assertEquals(0, dry.exitCode(), dry.toString());
    assertEquals(
        List.of(
            "would remove pr-7 (branch preview/pr-7): pull request 7 is closed",
            "kept pr-8 (branch preview/pr-8): pull request 8 is open"),
        dry.out().lines().toList());
    assertEquals(List.of(), account.writes());

    Ended swept = Script.SWEEP.json(environment, checkout, "--pull-requests", "open");
    assertEquals("succeeded", swept.field("status"));
    String removed =
        "{\"preview\":\"pr-7\",\"pr\":7,\"outcome\":\"removed\",\"branches\":[\"preview/pr-7\"]";
    assertTrue(swept.out().contains(removed), swept.out());
    assertTrue(swept.out().contains("\"pr\":8,\"outcome\":\"kept\""), swept.out());
    assertEquals(List.of("main", "preview/pr-8"), account.names());

    Ended again = run("--pull-requests", "open");
    assertEquals(0, again.exitCode(), again.toString());
    assertEquals(1, again.out().lines().count(), again.out());
  }

  @Test
  void nothingThere_isSaid() throws IOException {
    open("none");
    Ended run = run("--pull-requests", "open");
    assertEquals(0, run.exitCode(), run.toString());
    assertEquals("", run.out());
    assertTrue(run.err().contains("there are no previews of acme/shop"), run.err());
  }

  @Test
  void previewThatCannotGo_isNamed_andTheOthersGo() {
    Map<String, String> notes =
        Map.of(
            "neonflow-managed-by", "neonflow",
            "neonflow-key", "preview/" + account.project() + "/acme/shop/pr-6",
            "github-commit-repo", "acme/shop",
            "github-pr-number", "6");
    account.made(CreateBranch.named("preview/pr-6").annotations(notes).withoutEndpoint());
    account.made(
        CreateBranch.named("child")
            .parentId(account.branch("preview/pr-6").id())
            .withoutEndpoint());
    preview(7);
    Ended text = run("--pull-requests", "open");
    assertEquals(9, text.exitCode(), text.toString());
    assertTrue(text.out().contains("removed pr-7 (branch preview/pr-7)"), text.out());
    assertTrue(text.out().contains("not removed: pr-6 (branch preview/pr-6)"), text.out());
    assertTrue(text.err().contains("neonflow: not wholly removed: pr-6\n"), text.err());
    assertTrue(text.err().contains("  left: branch preview/pr-6"), text.err());
    assertTrue(text.err().contains("  next: "), text.err());
    Ended json = run("--pull-requests", "open", "--output", "json");
    assertEquals(9, json.exitCode(), json.toString());
    assertEquals("9", json.field("exit_code"));
    assertEquals("done_with_leftovers", json.field("status"));
    assertEquals("failed", json.field("outcome"));
  }

  @Test
  void branchOfNeonsAction_goesOnlyIfAskedFor() {
    Map<String, String> notes = Map.of("github-commit-repo", "acme/shop", "github-pr-number", "5");
    account.made(CreateBranch.named("action-5").annotations(notes).withoutEndpoint());
    Ended kept = run("--pull-requests", "open");
    assertEquals(0, kept.exitCode(), kept.toString());
    assertTrue(kept.out().startsWith("not ours: pr-5 (branch action-5)"), kept.out());
    assertTrue(run("--pull-requests", "open", "--adopt").out().startsWith("removed pr-5"));
    assertEquals(List.of("main"), account.names());
  }

  @Test
  void neonThatDoesNotAnswer_isLeftWhenTheTimeIsOver() throws IOException {
    open("none");
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      environment.put("NEON_API_HOST", "http://127.0.0.1:" + silent.getLocalPort() + "/api/v2");
      run("--pull-requests", "open", "--project-id", "any-project-1", "--timeout", "1s")
          .assertRefused(7, "longer than --timeout 1.0 s");
    }
  }

  @Test
  void dryRunWithoutAnEmbeddedNeon_startsNone() throws IOException {
    Ended dry = run("--pull-requests", "open", "--dry-run", "--embedded");
    assertEquals(0, dry.exitCode(), dry.toString());
    assertTrue(dry.err().contains("no embedded Neon runs in "), dry.err());
    try (var files = Files.list(home)) {
      assertEquals(List.of(), files.toList());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--dry-run                            | nothing says which pull requests are open",
        "--pull-requests nosuch               | there is no file",
        "--pull-requests empty                | names no pull request",
        "--pull-requests words                | line 1 of the file",
        "--pull-requests open --pr 7          | '--pr' is not understood",
        "--pull-requests open --lock-url-env NOSUCH | NOSUCH, which is not set",
      })
  void wrongUsage_isNamedBeforeAnythingIsAsked(String line, String named) throws IOException {
    Files.writeString(checkout.resolve("empty"), "");
    Files.writeString(checkout.resolve("words"), "pull request 7");
    environment.put("NEON_API_KEY", "");
    run(line.split(" +")).assertRefused(2, named);
  }

  private void preview(int number) {
    Ended up = Script.PREVIEW.run(environment, checkout, "up", "--pr", Integer.toString(number));
    assertEquals(0, up.exitCode(), up.toString());
  }

  private void open(String lines) throws IOException {
    Files.writeString(checkout.resolve("open"), lines);
  }

  private Ended run(String... args) {
    return Script.SWEEP.run(environment, checkout, args);
  }
}
