package dev.neonflow.workflows.report.github;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.workflows.ConnectionLostException;
import dev.neonflow.workflows.FakeContext;
import dev.neonflow.workflows.ReportFailedException;
import dev.neonflow.workflows.WorkflowCancelledException;
import dev.neonflow.workflows.WorkflowStatus;
import dev.neonflow.workflows.report.Published;
import dev.neonflow.workflows.report.RunReport;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import okhttp3.mockwebserver.MockResponse;
import okhttp3.mockwebserver.SocketPolicy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class GitHubLimitsTest {
  private final Desk desk = new Desk();
  private final FakeGitHub github = desk.github;

  @AfterEach
  void stop() throws Exception {
    desk.close();
  }

  private void once(String method, Supplier<MockResponse> answer) {
    AtomicInteger times = new AtomicInteger();
    github.before =
        request ->
            request.method().equals(method) && times.getAndIncrement() == 0 ? answer.get() : null;
  }

  private static MockResponse primary(long inSeconds) {
    long reset = System.currentTimeMillis() / 1000 + inSeconds;
    return FakeGitHub.error(403, "API rate limit exceeded for installation ID 1.")
        .setHeader("x-ratelimit-remaining", "0")
        .setHeader("x-ratelimit-reset", reset);
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "POST"})
  void primaryLimit_isWaitedFor(String method) throws Exception {
    once(method, () -> primary(55));
    desk.publish(Desk.ready("x"));
    assertEquals(1, desk.marked().size());
    assertTrue(waited().compareTo(Duration.ofSeconds(25)) > 0, waited().toString());
  }

  @ParameterizedTest
  @ValueSource(ints = {403, 429})
  void secondaryLimit_isWaitedFor(int status) throws Exception {
    once(
        "POST",
        () ->
            FakeGitHub.error(status, "You have exceeded a secondary rate limit.")
                .setHeader("Retry-After", "7"));
    desk.publish(Desk.ready("x"));
    assertEquals(1, desk.marked().size());
    assertEquals(Duration.ofSeconds(7), waited());
  }

  @Test
  void limitOfAnHour_failsAndSaysWhenToTryAgain() {
    once("GET", () -> primary(3600));
    ConnectionLostException error =
        assertThrows(ConnectionLostException.class, () -> desk.publish(Desk.ready("x")));
    assertTrue(error.next().contains("run it again after"), error.next());
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PATCH"})
  void limitOfMinutesOnWriting_isNoLostAnswer(String method) throws Exception {
    if (method.equals("PATCH")) {
      desk.publish(Desk.ready("first"));
    }
    AtomicInteger writes = new AtomicInteger();
    github.before =
        request ->
            request.method().equals(method) && writes.incrementAndGet() > 0
                ? FakeGitHub.error(403, "You have exceeded a secondary rate limit.")
                    .setHeader("Retry-After", "120")
                : null;
    ConnectionLostException error =
        assertThrows(ConnectionLostException.class, () -> desk.publish(Desk.ready("x")));
    assertTrue(error.isUndone());
    assertTrue(error.next().contains("run it again after"), error.next());
    assertEquals(1, writes.get());
  }

  @Test
  void answersThatAreAlwaysLost_endWithThatAndNotWithAVanishedComment() {
    github.before =
        request ->
            request.method().equals("POST")
                ? new MockResponse().setSocketPolicy(SocketPolicy.DISCONNECT_AFTER_REQUEST)
                : null;
    ConnectionLostException error =
        assertThrows(ConnectionLostException.class, () -> desk.publish(Desk.ready("x")));
    assertTrue(error.getMessage().contains("broke during POST"), error.getMessage());
    assertTrue(waited().compareTo(Duration.ofSeconds(3)) >= 0, waited().toString());
  }

  @Test
  void writesOfOneReport_areASecondApart() throws Exception {
    List<Instant> writes = new CopyOnWriteArrayList<>();
    github.before =
        request -> {
          if (request.method().equals("POST")) {
            writes.add(desk.context.clock().instant());
          }
          return null;
        };
    desk.reporter().withDeployments().withCommitStatus().publish(Desk.ready("x"), desk.context);
    assertEquals(4, writes.size(), github.calls()::toString);
    for (int i = 1; i < writes.size(); i++) {
      Duration apart = Duration.between(writes.get(i - 1), writes.get(i));
      assertTrue(apart.compareTo(Duration.ofSeconds(1)) >= 0, writes::toString);
    }
  }

  @Test
  void writesOfACancelledRunsReport_doNotWait() throws Exception {
    GitHubReporter reporter = desk.reporter().withDeployments().withCommitStatus();
    reporter.publish(cancelled(), desk.context);
    long writes = github.calls().stream().filter(call -> call.startsWith("POST ")).count();
    assertEquals(4, writes, github.calls()::toString);
    assertEquals(Duration.ZERO, waited());
  }

  @ParameterizedTest
  @ValueSource(strings = {"/deployments", "/statuses/"})
  void timeIsOverAfterTheComment_theReportIsPublishedAndSaysWhatIsMissing(String path)
      throws Exception {
    FakeContext context = FakeContext.forCommit(Desk.COMMIT);
    github.before =
        request -> {
          if (request.path().contains(path)) {
            context.cancelRun();
          }
          return null;
        };
    Published published =
        desk.reporter().withDeployments().withCommitStatus().publish(cancelled(), context);
    assertTrue(published.isSomewhere());
    assertTrue(published.note().startsWith("a part of the report did not get to GitHub: "));
    assertEquals(1, desk.marked().size());
  }

  private static RunReport cancelled() {
    RunReport report = Desk.ready("x");
    return new RunReport(
        report.workflow(),
        report.subject(),
        report.runId(),
        WorkflowStatus.CANCELLED,
        report.outcomes(),
        report.left(),
        report.consoleUrl(),
        report.at(),
        report.took());
  }

  @Test
  void secondaryLimitThatSaysNoTime_isNoLackOfPermission() {
    once("POST", () -> FakeGitHub.error(403, "You have exceeded a secondary rate limit."));
    ReportFailedException error =
        assertThrows(ReportFailedException.class, () -> desk.publish(Desk.ready("x")));
    assertTrue(error.retryable());
    assertTrue(error.next().contains("minutes"), error.next());
  }

  @Test
  void networkThatIsCut_isTriedAgain() throws Exception {
    once("GET", () -> new MockResponse().setSocketPolicy(SocketPolicy.DISCONNECT_AFTER_REQUEST));
    desk.publish(Desk.ready("x"));
    assertEquals(1, desk.marked().size());
  }

  @Test
  void serverInTrouble_isTriedAgain() throws Exception {
    once("GET", () -> FakeGitHub.error(502, "Server Error"));
    desk.publish(Desk.ready("x"));
    assertEquals(1, desk.marked().size());
  }

  @Test
  void cancelledWhileACommentIsMade_endsAndTheNextRunConverges() throws Exception {
    FakeContext context = FakeContext.forCommit(Desk.COMMIT);
    github.before =
        request -> {
          if (request.method().equals("POST")) {
            context.cancelRun();
          }
          return null;
        };
    assertThrows(
        WorkflowCancelledException.class, () -> desk.reporter().publish(Desk.ready("x"), context));
    github.before = request -> null;
    desk.publish(Desk.ready("y"));
    assertEquals(1, desk.marked().size());
    assertTrue(desk.marked().get(0).body().contains("y"));
  }

  private Duration waited() {
    return desk.context.pauses.stream().reduce(Duration.ZERO, Duration::plus);
  }
}
