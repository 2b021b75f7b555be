package dev.neonflow.workflows.branch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.embedded.Fault;
import dev.neonflow.embedded.InjectedFault;
import dev.neonflow.sdk.branches.BranchCreated;
import dev.neonflow.sdk.error.NeonException;
import dev.neonflow.workflows.InvalidWorkflowException;
import dev.neonflow.workflows.PreconditionException;
import dev.neonflow.workflows.Sweep;
import dev.neonflow.workflows.SweepItem;
import dev.neonflow.workflows.SweepItem.Outcome;
import dev.neonflow.workflows.SweepResult;
import dev.neonflow.workflows.WorkflowStatus;
import dev.neonflow.workflows.branch.SweptPreviews.Open;
import dev.neonflow.workflows.ci.PullRequests;
import dev.neonflow.workflows.report.FileReporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import okhttp3.MediaType;
import okhttp3.Response;
import okhttp3.ResponseBody;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

@Timeout(180)
class SweepTest {

  private static final String LIST = "GET /projects/{p}/branches";

  @TempDir static Path directory;

  private static Sandbox sandbox;
  private static SweptPreviews previews;

  @BeforeAll
  static void start() {
    sandbox = new Sandbox(directory);
    previews = new SweptPreviews(sandbox);
  }

  @AfterAll
  static void stop() {
    sandbox.close();
  }

  @AfterEach
  void removeAll() {
    previews.removeAll();
  }

  @Test
  @EnabledIfEnvironmentVariable(named = "NEONFLOW_TEST", matches = "full")
  void twelvePullRequests_loseWhatIsClosedAndNothingElse() {
    for (int number : List.of(1, 2, 3, 4, 5, 7, 12)) {
      previews.preview(number);
    }
    BranchCreated nine = previews.preview(9);
    previews.child("preview/pr-8-on-nine", nine, previews.ours("pr-8", 8));
    BranchCreated ten = previews.preview(10);
    previews.child("somebody", ten, Map.of());
    previews.made("feature/x", previews.ours("pr-11", 11));
    previews.preview(11);
    sandbox.created(
        previews.named("preview/pr-6").protectedBranch().annotations(previews.ours("pr-6", 6)));
    previews.made("preview/pr-2-hands-off", Map.of());
    previews.made(
        "preview/pr-3-other", previews.notes("preview/p/acme/other/pr-3", "acme/other", 3));
    previews.made(
        "dev/pr-3", previews.notes("dev/" + sandbox.projectId() + "/pr-3", "acme/shop", null));
    previews.made("action-5", previews.action("acme/Shop", 5));
    previews.made("action-4", previews.action("acme/shop", 4));
    previews.made("action-other", previews.action("acme/other", 5));
    Instant soon = Instant.now().plus(Duration.ofHours(1));
    sandbox.created(
        previews
            .named("preview/old")
            .expiresAt(soon)
            .annotations(previews.ours("named/old", null)));
    previews.made("preview/demo", previews.ours("named/demo", null));
    Set<String> before = previews.names();

    Sweep sweep = previews.later().build().sweep().previews(new Open(Set.of(1, 4, 7)));
    sandbox.count();
    SweepResult dry = sweep.dryRun();
    assertEquals(List.of(LIST), sandbox.counted());
    assertEquals(before, previews.names());
    assertEquals(WorkflowStatus.SUCCEEDED, dry.status());
    assertEquals(
        Set.of("pr-2", "pr-3", "pr-5", "pr-8", "pr-9", "pr-10", "pr-11", "pr-12", "named/old"),
        previews.named(dry, Outcome.WOULD_REMOVE));
    assertTrue(
        dry.toText().contains("left: branch preview/pr-10 has children: somebody, which is not"),
        dry.toText());

    SweepResult result = sweep.run();
    assertEquals(WorkflowStatus.DONE_WITH_LEFTOVERS, result.status(), result.toText());
    assertEquals(
        Set.of("pr-2", "pr-3", "pr-5", "pr-8", "pr-9", "pr-11", "pr-12", "named/old"),
        previews.named(result, Outcome.REMOVED));
    assertEquals(
        Set.of("pr-1", "pr-4", "pr-7", "named/demo"), previews.named(result, Outcome.KEPT));
    assertEquals(Set.of("pr-6"), previews.named(result, Outcome.SKIPPED));
    assertEquals(Set.of("pr-5"), previews.named(result, Outcome.NOT_OURS));
    SweepItem failed = result.failed().get(0);
    assertEquals(List.of("branch preview/pr-10"), failed.left());
    assertTrue(failed.reason().contains("has children: somebody"), failed.toString());
    Set<String> gone =
        Set.of(
            "preview/pr-2",
            "preview/pr-3",
            "preview/pr-5",
            "preview/pr-8-on-nine",
            "preview/pr-9",
            "preview/pr-11",
            "feature/x",
            "preview/pr-12",
            "preview/old");
    Set<String> left = new TreeSet<>(before);
    left.removeAll(gone);
    assertEquals(left, previews.names());

    SweepResult again = sweep.run();
    assertEquals(Set.of(), previews.named(again, Outcome.REMOVED));
    assertEquals(left, previews.names());
    assertEquals(
        Set.of("pr-5"),
        previews.named(
            previews.later().build().sweep().adopting().previews(previews.all()).run(), "action"));
    assertFalse(previews.names().contains("action-5"));
    assertTrue(previews.names().containsAll(Set.of("action-4", "action-other")));
  }

  @Test
  void refusedDeletion_doesNotStopTheOthersAndIsNamed() {
    previews.preview(1);
    String second = previews.preview(2).branch().id();
    previews.preview(3);
    String path = "/projects/" + sandbox.projectId() + "/branches/" + second;
    InjectedFault refusal =
        sandbox.embedded().inject(Fault.status(422).on("DELETE", path).always());
    SweepResult result = previews.sweep(Set.of()).run();
    assertEquals(Set.of("pr-1", "pr-3"), previews.named(result, Outcome.REMOVED));
    assertEquals(Set.of("pr-2"), previews.named(result, Outcome.FAILED));
    assertEquals(
        List.of("perhaps branch preview/pr-2, which was not deleted"),
        result.failed().get(0).left());
    assertEquals(WorkflowStatus.DONE_WITH_LEFTOVERS, result.status());
    refusal.remove();
    assertEquals(Set.of("pr-2"), previews.named(previews.sweep(Set.of()).run(), Outcome.REMOVED));
  }

  @Test
  void listThatIsNotWhole_removesNothing() {
    previews.preview(1);
    PullRequests broken =
        new PullRequests() {
          @Override
          public String describe() {
            return "GitHub";
          }

          @Override
          public boolean isClosed(int number) {
            return true;
          }

          @Override
          public Set<Integer> open() throws IOException {
            throw new IOException("page 2 is missing");
          }
        };
    PreconditionException refused =
        assertThrows(
            PreconditionException.class,
            () -> sandbox.neonflow().build().sweep().previews(broken).run());
    assertTrue(refused.getMessage().contains("from GitHub: page 2 is missing"));
    assertThrows(PreconditionException.class, () -> previews.sweep(Set.of(0)).run());
    assertThrows(InvalidWorkflowException.class, () -> sandbox.neonflow().build().sweep().dryRun());
    Sweep blind =
        sandbox
            .neonflow(
                chain -> {
                  Response answer = chain.proceed(chain.request());
                  String body =
                      answer.body().string().replace("\"default\":true", "\"default\":false");
                  return answer
                      .newBuilder()
                      .body(ResponseBody.create(body, MediaType.get("application/json")))
                      .build();
                })
            .build()
            .sweep()
            .previews(new Open(Set.of()));
    refused = assertThrows(PreconditionException.class, blind::run);
    assertTrue(refused.getMessage().contains("not complete"), refused.getMessage());
    sandbox.embedded().inject(Fault.status(403).on("GET", "/projects/{project_id}/branches"));
    assertThrows(NeonException.class, () -> previews.sweep(Set.of()).run());
    assertEquals(Set.of("main", "preview/pr-1"), previews.names());
  }

  @Test
  void report_isBroughtUpToDate() throws IOException {
    previews.preview(1);
    Path report = directory.resolve("report.md");
    sandbox
        .neonflow()
        .reporter(FileReporter.to(report))
        .build()
        .sweep()
        .previews(new Open(Set.of()))
        .run();
    String text = Files.readString(report);
    assertTrue(text.startsWith("<!-- neonflow:" + previews.key("pr-1")), text);
    assertTrue(text.contains("Teardown for pull request 1: removed"), text);
  }
}
