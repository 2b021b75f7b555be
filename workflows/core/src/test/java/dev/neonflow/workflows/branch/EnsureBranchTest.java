package dev.neonflow.workflows.branch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.sdk.branches.AnnotatedBranch;
import dev.neonflow.sdk.branches.CreateBranch;
import dev.neonflow.workflows.ConnectionUris;
import dev.neonflow.workflows.FailurePolicy;
import dev.neonflow.workflows.PreconditionException;
import dev.neonflow.workflows.PreviewWorkflow;
import dev.neonflow.workflows.PullRequest;
import dev.neonflow.workflows.WorkflowFailedException;
import dev.neonflow.workflows.WorkflowResult;
import dev.neonflow.workflows.WorkflowRun;
import dev.neonflow.workflows.WorkflowStatus;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import okhttp3.Interceptor;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class EnsureBranchTest {

  private static final String LIST = "GET /projects/{p}/branches";
  private static final String CREATE = "POST /projects/{p}/branches";
  private static final String RENEW = "PATCH /projects/{p}/branches/{b}";
  private static final String URI = "GET /projects/{p}/connection_uri";

  @TempDir static Path directory;

  private static Sandbox sandbox;

  @BeforeAll
  static void start() {
    sandbox = new Sandbox(directory);
  }

  @AfterAll
  static void stop() {
    sandbox.close();
  }

  @Test
  void newPreview_isOursLeasedAndMadeInTwoRequests() {
    sandbox.count();
    AtomicReference<String> secret = new AtomicReference<>();
    WorkflowResult result =
        sandbox
            .neonflow()
            .clock(Clock.fixed(Instant.now(), ZoneOffset.UTC))
            .build()
            .preview()
            .forPr(new PullRequest(42, "Feature/X", "0123456789"))
            .then(
                "look",
                context -> {
                  ConnectionUris uris = context.connection(context.get(BranchRef.KEY));
                  secret.set(uris.direct().password().reveal());
                })
            .run();
    assertEquals(List.of(LIST, CREATE), sandbox.counted());
    BranchRef branch = result.get(PreviewWorkflow.BRANCH);
    assertTrue(branch.created());
    assertEquals("preview/pr-42-feature-x", branch.name());
    assertNotNull(branch.endpointId());
    assertFalse(result.toString().contains(secret.get()), "no secret in any output");
    AnnotatedBranch real = sandbox.branches("pr-42").get(0);
    assertEquals("neonflow", real.annotations().get("neonflow-managed-by"));
    assertEquals("acme/shop", real.annotations().get("github-commit-repo"));
    assertEquals("42", real.annotations().get("github-pr-number"));
    assertEquals("Feature/X", real.annotations().get("github-commit-ref"));
    assertEquals("0123456789", real.annotations().get("github-commit-sha"));
    Instant expires = real.branch().expiresAt();
    assertNotNull(expires);
    assertTrue(expires.isAfter(Instant.now().plus(Duration.ofDays(6))));
  }

  @Test
  void rerun_adoptsRenewsAndAsksThreeTimes() {
    BranchRef first = run(43, "a").get(PreviewWorkflow.BRANCH);
    Instant shortLease = expiry("pr-43");
    sandbox.count();
    BranchRef second =
        sandbox
            .neonflow()
            .build()
            .preview()
            .forPr(new PullRequest(43, "renamed", null))
            .expiresIn(Duration.ofDays(20))
            .run()
            .get(PreviewWorkflow.BRANCH);
    assertEquals(List.of(LIST, RENEW, URI), sandbox.counted());
    assertEquals(first.branchId(), second.branchId());
    assertFalse(second.created());
    assertTrue(expiry("pr-43").isAfter(shortLease));
  }

  @Test
  void adopted_saysWhatHasNoEffectOnIt() {
    BranchRef first = preview(46).branchName("review/{pr}").run().get(PreviewWorkflow.BRANCH);
    assertEquals("new", first.reason());
    BranchRef same =
        preview(46).from("main").branchName("review/{pr}").run().get(PreviewWorkflow.BRANCH);
    assertEquals("kept: an earlier run made it", same.reason());
    PreviewWorkflow other = preview(46).from("nope").branchName("other/{pr}");
    BranchRef second = other.run().get(PreviewWorkflow.BRANCH);
    assertEquals(first.branchId(), second.branchId());
    String note = "; --parent nope has no effect on it; it is not renamed to other/46";
    assertEquals("kept: an earlier run made it" + note, second.reason());
    String dry = other.dryRun().toText();
    assertTrue(dry.contains(note), dry);
  }

  @Test
  void adoptedFromANamedParent_isComparedWithItsNote() {
    preview(47).from("main").run();
    sandbox.count();
    BranchRef same = preview(47).from("main").run().get(PreviewWorkflow.BRANCH);
    assertEquals(List.of(LIST, RENEW, URI), sandbox.counted());
    assertEquals("kept: an earlier run made it", same.reason());
    BranchRef other = preview(47).from("nope").run().get(PreviewWorkflow.BRANCH);
    assertTrue(other.reason().contains("--parent nope"), other.reason());
  }

  @Test
  void namedParent_costsOneMoreList() {
    sandbox.count();
    BranchRef branch =
        sandbox
            .neonflow()
            .build()
            .preview()
            .forPr(44)
            .from("main")
            .run()
            .get(PreviewWorkflow.BRANCH);
    assertEquals(List.of(LIST, LIST, CREATE), sandbox.counted());
    assertEquals("main", branch.parent());
  }

  @Test
  void usualNamesDoNotFitOnARerun_costsTwoMore() {
    run(45, "x");
    Interceptor otherNames =
        chain -> {
          String url = chain.request().url().toString();
          if (!url.contains("database_name=shop")) {
            okhttp3.Response answer = chain.proceed(chain.request());
            String body = answer.peekBody(1 << 20).string();
            if (url.contains("/connection_uri")) {
              return answer.newBuilder().code(404).message("Not Found").build();
            }
            return url.endsWith("/databases")
                ? answer
                    .newBuilder()
                    .body(
                        okhttp3.ResponseBody.create(
                            body.replace("neondb\"", "shop\""),
                            okhttp3.MediaType.get("application/json")))
                    .build()
                : answer;
          }
          return chain.proceed(
              chain.request().newBuilder().url(url.replace("=shop", "=neondb")).build());
        };
    sandbox.count();
    sandbox.neonflow(otherNames).build().preview().forPr(45).run();
    assertEquals(
        List.of(LIST, RENEW, URI, "GET /projects/{p}/branches/{b}/databases", URI),
        sandbox.counted());
  }

  @Test
  void pullRequest1_neverTakesTheBranchOf12() {
    BranchRef twelve = run(12, null).get(PreviewWorkflow.BRANCH);
    BranchRef one = run(1, null).get(PreviewWorkflow.BRANCH);
    assertNotEquals(twelve.branchId(), one.branchId());
    assertTrue(one.created());
  }

  @Test
  void notOurs_isRefusedWithoutAWrite() {
    sandbox
        .neon()
        .branches()
        .create(sandbox.projectId(), CreateBranch.named("preview/pr-5").withoutEndpoint());
    sandbox.count();
    WorkflowFailedException failed =
        assertThrows(WorkflowFailedException.class, () -> run(5, null));
    assertEquals(List.of(LIST), sandbox.counted());
    assertInstanceOf(PreconditionException.class, failed.getCause());
    assertTrue(failed.getMessage().contains("not ours"), failed.getMessage());
  }

  @Test
  void unknownParentExpiringParentUnknownProject_areRefusedWithoutAWrite() {
    run(60, null);
    sandbox.count();
    assertRefused("there is no branch mian", () -> preview(61).from("mian").run());
    assertRefused("expires at", () -> preview(61).from("preview/pr-60").run());
    assertRefused(
        "there is no project",
        () ->
            sandbox.neonflow().projectId("silent-hall-60879203").build().preview().forPr(61).run());
    assertTrue(
        sandbox.counted().stream().allMatch(line -> line.startsWith("GET ")),
        sandbox.counted().toString());
  }

  @Test
  void dryRun_readsAndChangesNothing() {
    sandbox.count();
    String create = preview(62).dryRun().toText();
    assertEquals(List.of(LIST), sandbox.counted());
    assertTrue(create.contains("would create branch preview/pr-62"), create);
    run(62, null);
    sandbox.count();
    String reuse = preview(62).dryRun().toText();
    assertEquals(List.of(LIST), sandbox.counted());
    assertTrue(reuse.contains("would reuse branch preview/pr-62"), reuse);
  }

  @Test
  void somebodyElseCreatesItMeanwhile_isAdopted() {
    AtomicBoolean first = new AtomicBoolean(true);
    Interceptor overtaken =
        chain -> {
          if (chain.request().method().equals("POST") && first.getAndSet(false)) {
            run(63, null);
          }
          return chain.proceed(chain.request());
        };
    BranchRef branch =
        sandbox.neonflow(overtaken).build().preview().forPr(63).run().get(PreviewWorkflow.BRANCH);
    assertFalse(branch.created());
    assertEquals(1, sandbox.branches("pr-63").size());
  }

  @Test
  void answerToTheCreationIsLost_theBranchIsFoundAndCountsAsCreated() {
    Interceptor lost =
        chain -> {
          okhttp3.Response answer = chain.proceed(chain.request());
          if (chain.request().method().equals("POST")) {
            answer.close();
            throw new IOException("connection reset");
          }
          return answer;
        };
    BranchRef branch =
        sandbox.neonflow(lost).build().preview().forPr(64).run().get(PreviewWorkflow.BRANCH);
    assertTrue(branch.created());
    assertEquals(1, sandbox.branches("pr-64").size());
  }

  @Test
  void rerunAfterACancel_convergesOnTheSameBranch() throws Exception {
    CountDownLatch waiting = new CountDownLatch(1);
    WorkflowRun run =
        preview(65)
            .onFailure(FailurePolicy.COMPENSATE)
            .then(
                "wait",
                context -> {
                  waiting.countDown();
                  context.pause(Duration.ofHours(1));
                })
            .start();
    assertTrue(waiting.await(60, TimeUnit.SECONDS));
    run.cancel("SIGINT");
    WorkflowResult cancelled = run.await();
    assertEquals(WorkflowStatus.CANCELLED, cancelled.status());
    BranchRef again = run(65, null).get(PreviewWorkflow.BRANCH);
    assertEquals(cancelled.get(PreviewWorkflow.BRANCH).branchId(), again.branchId());
    assertFalse(again.created());
  }

  @Test
  void compensate_deletesWhatThisRunCreatedAndKeepsWhatItAdopted() {
    assertThrows(
        WorkflowFailedException.class,
        () -> preview(66).onFailure(FailurePolicy.COMPENSATE).then("break", c -> broken()).run());
    assertEquals(0, sandbox.branches("pr-66").size());
    BranchRef first = run(66, null).get(PreviewWorkflow.BRANCH);
    WorkflowFailedException failed =
        assertThrows(
            WorkflowFailedException.class,
            () ->
                preview(66).onFailure(FailurePolicy.COMPENSATE).then("break", c -> broken()).run());
    assertEquals(1, sandbox.branches("pr-66").size());
    assertEquals(
        first.branchId(),
        failed.result().get(PreviewWorkflow.BRANCH).branchId(),
        "what stays is not called undone");
  }

  private static void assertRefused(String text, Runnable run) {
    WorkflowFailedException failed = assertThrows(WorkflowFailedException.class, run::run);
    assertInstanceOf(PreconditionException.class, failed.getCause());
    assertTrue(failed.getMessage().contains(text), failed.getMessage());
    assertFalse(failed.next().isEmpty());
  }

  private static void broken() {
    throw new IllegalStateException("broken");
  }

  private static PreviewWorkflow preview(int number) {
    return sandbox.neonflow().build().preview().forPr(number);
  }

  private static WorkflowResult run(int number, String gitBranch) {
    return sandbox
        .neonflow()
        .build()
        .preview()
        .forPr(new PullRequest(number, gitBranch, null))
        .run();
  }

  private static Instant expiry(String search) {
    Instant expires = sandbox.branches(search).get(0).branch().expiresAt();
    assertNotNull(expires);
    return expires;
  }
}
