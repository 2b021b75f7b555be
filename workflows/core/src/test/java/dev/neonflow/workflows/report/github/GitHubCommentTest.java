package dev.neonflow.workflows.report.github;

import static dev.neonflow.workflows.report.github.Desk.COMMENTS;
import static dev.neonflow.workflows.report.github.Desk.MARKER;
import static dev.neonflow.workflows.report.github.FakeGitHub.BOT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.workflows.ConnectionLostException;
import dev.neonflow.workflows.FakeContext;
import dev.neonflow.workflows.PreconditionException;
import dev.neonflow.workflows.ReportFailedException;
import dev.neonflow.workflows.report.FileReporter;
import dev.neonflow.workflows.report.Published;
import dev.neonflow.workflows.report.Reports;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import okhttp3.mockwebserver.MockResponse;
import okhttp3.mockwebserver.SocketPolicy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is particular to comments of GitHub; the rest is in the contract. */
@Timeout(60)
class GitHubCommentTest {
  private final Desk desk = new Desk();
  private final FakeGitHub github = desk.github;

  @AfterEach
  void stop() throws Exception {
    desk.close();
  }

  @Test
  void sameReportAgain_writesNothing() throws Exception {
    desk.publish(Desk.ready("same"));
    github.seen.clear();
    String location = desk.publish(Desk.ready("same")).location();
    assertTrue(location.startsWith("https://github.com/acme/shop/pull/42#issuecomment-"), location);
    assertTrue(
        github.calls().stream().allMatch(call -> call.startsWith("GET ")),
        github.calls()::toString);
  }

  @Test
  void ourCommentBehind250Others_isFoundAndEdited() throws Exception {
    for (int i = 0; i < 250; i++) {
      github.add(42, "somebody", "comment " + i + " quotes\n" + MARKER);
    }
    long ours = github.add(42, BOT, MARKER + "\nold").id();
    desk.publish(Desk.ready("new"));
    assertEquals(251, github.comments(42).size());
    assertTrue(github.comments(42).get(250).body().contains("new"));
    assertEquals(ours, github.comments(42).get(250).id());
    assertEquals(
        3, github.calls().stream().filter(one -> one.startsWith("GET " + COMMENTS)).count());
  }

  @Test
  void markerOfAnotherBotAndOfAQuotingPerson_isNotTouched() throws Exception {
    github.add(42, "other-app[bot]", MARKER + "\nof another app");
    github.add(42, "somebody", MARKER + "\nquoted");
    github.add(42, BOT, "something else that quotes\n" + MARKER);
    assertTrue(desk.publish(Desk.ready("ours")).created());
    assertEquals(4, github.comments(42).size());
    assertTrue(github.comments(42).get(0).body().endsWith("of another app"));
    assertTrue(github.comments(42).get(1).body().endsWith("quoted"));
  }

  @Test
  void otherPullRequestsAndNumbersThatBeginAlike_areNotOurs() throws Exception {
    github.add(42, BOT, "<!-- neonflow:preview/silent-hall-1/acme/shop/pr-421 -->\nother");
    assertTrue(desk.publish(Desk.ready("ours")).created());
  }

  @Test
  void personalToken_editsWhatItsOwnerWrote() throws Exception {
    github.tokens.put(
        FakeGitHub.TOKEN, new FakeGitHub.Access("alice", "alice", Set.of("comments")));
    github.add(42, BOT, MARKER + "\nof the job");
    desk.publish(Desk.ready("of alice"));
    desk.publish(Desk.ready("again of alice"));
    assertEquals(2, github.comments(42).size());
    assertEquals("alice", github.comments(42).get(1).login());
    assertTrue(github.comments(42).get(1).body().contains("again of alice"));
  }

  @Test
  void appThatIsNamed_editsItsOwn() throws Exception {
    github.tokens.put(
        FakeGitHub.TOKEN, new FakeGitHub.Access("my-app[bot]", null, Set.of("comments")));
    GitHubReporter reporter = desk.reporter().author("my-app[bot]");
    reporter.publish(Desk.ready("one"), desk.context);
    reporter.publish(Desk.ready("two"), desk.context);
    assertEquals(1, github.comments(42).size());
  }

  @Test
  void appThatIsNotNamed_editsItsOwnToo() throws Exception {
    github.tokens.put(
        FakeGitHub.TOKEN, new FakeGitHub.Access("my-app[bot]", null, Set.of("comments")));
    github.add(42, BOT, MARKER + "\nof the job");
    desk.publish(Desk.ready("one"));
    desk.publish(Desk.ready("two"));
    assertEquals(2, github.comments(42).size());
    assertTrue(github.comments(42).get(0).body().endsWith("of the job"));
    assertTrue(github.comments(42).get(1).body().contains("two"));
    assertEquals(1, posts());
  }

  @Test
  void appWhoseNameNobodyTells_learnsItFromWhatItWrote() throws Exception {
    github.tellsViewer = false;
    github.tokens.put(
        FakeGitHub.TOKEN, new FakeGitHub.Access("my-app[bot]", null, Set.of("comments")));
    github.add(42, "other-app[bot]", MARKER + "\nof another app");
    Published first = desk.publish(Desk.ready("one"));
    Published second = desk.publish(Desk.ready("two"));
    assertEquals(first.location(), second.location());
    assertEquals(2, github.comments(42).size());
    assertTrue(github.comments(42).get(0).body().endsWith("of another app"));
    assertTrue(github.comments(42).get(1).body().contains("two"));
    assertEquals(2, posts());
  }

  @Test
  void authorWhoIsNotTheTokens_isRefusedAndLeavesNoComment() {
    PreconditionException error =
        assertThrows(
            PreconditionException.class,
            () -> desk.reporter().author("my-app[bot]").publish(Desk.ready("x"), desk.context));
    assertTrue(error.getMessage().contains(BOT), error.getMessage());
    assertTrue(error.getMessage().contains("my-app[bot]"), error.getMessage());
    assertEquals(List.of(), github.comments(42));
    assertEquals(1, posts());
  }

  private long posts() {
    return github.calls().stream().filter(call -> call.startsWith("POST ")).count();
  }

  @Test
  void listThatDoesNotNameTheNewComment_makesNoSecondOne() throws Exception {
    github.before =
        request ->
            request.method().equals("GET") && request.path().startsWith(COMMENTS)
                ? new MockResponse().setBody("[]")
                : null;
    assertTrue(desk.publish(Desk.ready("once")).created());
    assertEquals(1, desk.marked().size());
    assertEquals(1, posts());
  }

  @Test
  void answerLostWhileTheCommentIsChanged_isSentAgain() throws Exception {
    desk.publish(Desk.ready("first"));
    AtomicInteger patches = new AtomicInteger();
    github.before =
        request ->
            request.method().equals("PATCH") && patches.getAndIncrement() == 0
                ? new MockResponse().setSocketPolicy(SocketPolicy.DISCONNECT_AFTER_REQUEST)
                : null;
    desk.publish(Desk.ready("second"));
    assertTrue(desk.marked().get(0).body().contains("second"));
    assertEquals(2, patches.get());
  }

  @Test
  void commentWithoutAnId_isAFailureThatNamesGitHub() {
    github.before =
        request ->
            request.method().equals("POST")
                ? new MockResponse().setResponseCode(201).setBody("{\"body\":\"x\"}")
                : null;
    ConnectionLostException error =
        assertThrows(ConnectionLostException.class, () -> desk.publish(Desk.ready("x")));
    assertTrue(error.getMessage().contains("GitHub answered with a comment"), error.getMessage());
  }

  @Test
  void commentDeletedBetweenLookAndEdit_isMadeAnew() throws Exception {
    desk.publish(Desk.ready("first"));
    github.before =
        request -> {
          if (request.method().equals("PATCH")) {
            desk.marked().forEach(one -> github.remove(one.id()));
          }
          return null;
        };
    desk.publish(Desk.ready("second"));
    assertEquals(1, desk.marked().size());
    assertTrue(desk.marked().get(0).body().contains("second"));
  }

  @Test
  void commentsThatVanishAlways_endWithAnError() {
    github.after =
        request -> {
          if (request.method().equals("POST")) {
            desk.marked().forEach(one -> github.remove(one.id()));
          }
        };
    ReportFailedException error =
        assertThrows(ReportFailedException.class, () -> desk.publish(Desk.ready("x")));
    assertTrue(error.getMessage().contains("vanishes"), error.getMessage());
  }

  @Test
  void reportOfGreatLength_fitsAndKeepsWhatMatters() throws Exception {
    github.add(42, BOT, MARKER + "\n" + "x".repeat(65_536 - MARKER.length() - 1));
    desk.publish(Reports.failed("&".repeat(200_000)));
    String body = desk.marked().get(0).body();
    assertEquals(1, github.comments(42).size());
    assertTrue(body.length() < 60_000, "" + body.length());
    assertTrue(body.contains("failed at migrate"), body);
    assertTrue(body.contains("**Next:** correct it and run again"), body);
  }

  @Test
  void twoReportersAtOnce_leaveOneComment() throws Exception {
    CyclicBarrier bothLooked = new CyclicBarrier(2);
    AtomicInteger looks = new AtomicInteger();
    github.after =
        request -> {
          if (request.method().equals("GET") && looks.incrementAndGet() <= 2) {
            await(bothLooked);
          }
        };
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      List<Future<Published>> both =
          List.of("one", "two").stream()
              .map(
                  text ->
                      threads.submit(
                          () -> {
                            FakeContext context = FakeContext.forCommit(Desk.COMMIT);
                            return desk.reporter().publish(Desk.ready(text), context);
                          }))
              .toList();
      String place = both.get(0).get().location();
      assertEquals(place, both.get(1).get().location());
    } finally {
      threads.shutdownNow();
    }
    assertEquals(1, desk.marked().size());
    assertEquals(
        2, github.calls().stream().filter(call -> call.startsWith("POST ")).count(), "no race");
  }

  private static void await(CyclicBarrier barrier) {
    try {
      barrier.await(20, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void secondCommentsOfAnEarlierRace_areRemoved() throws Exception {
    long oldest = github.add(42, BOT, MARKER + "\nold").id();
    github.add(42, BOT, MARKER + "\nalso");
    github.add(42, "other-app[bot]", MARKER + "\nforeign");
    desk.publish(Desk.ready("new"));
    assertEquals(2, github.comments(42).size());
    assertEquals(oldest, github.comments(42).get(0).id());
    assertTrue(github.comments(42).get(0).body().contains("new"));
  }

  @Test
  void answerLostAfterTheCommentWasMade_makesNoSecondOne() throws Exception {
    AtomicInteger posts = new AtomicInteger();
    github.before =
        request -> {
          if (request.method().equals("POST") && posts.getAndIncrement() == 0) {
            github.add(
                42, BOT, (String) ((Map<?, ?>) GitHubContract.json(request.body())).get("body"));
            return new MockResponse().setSocketPolicy(SocketPolicy.DISCONNECT_AFTER_REQUEST);
          }
          return null;
        };
    desk.publish(Desk.ready("once"));
    assertEquals(1, desk.marked().size());
    assertEquals(1, posts.get());
  }

  @Test
  void connectionLostAtEveryAttempt_isSaidAndNotThatCommentsVanish() {
    github.before =
        request ->
            request.method().equals("POST")
                ? new MockResponse().setSocketPolicy(SocketPolicy.DISCONNECT_AFTER_REQUEST)
                : null;
    Exception failed =
        assertThrows(ConnectionLostException.class, () -> desk.publish(Desk.ready("never")));
    assertTrue(failed.getMessage().contains("GitHub"), failed.getMessage());
    assertEquals(List.of(), desk.marked());
  }

  @Test
  void readOnlyToken_failsNothingAndSaysWhy() throws Exception {
    github.tokens.put(FakeGitHub.TOKEN, FakeGitHub.job(Set.of()));
    Published published = desk.publish(Desk.ready("x"));
    assertFalse(published.isSomewhere());
    assertTrue(
        published.note().contains("Resource not accessible by integration"), published.note());
    assertTrue(
        published.note().contains("need issues: write or pull-requests: write"), published.note());
    assertEquals(List.of(), github.comments(42));
  }

  @Test
  void readOnlyTokenOnAnExistingComment_goesElsewhere(@TempDir Path directory) throws Exception {
    desk.publish(Desk.ready("before"));
    github.tokens.put(FakeGitHub.TOKEN, FakeGitHub.job(Set.of()));
    Path file = directory.resolve("report.md");
    Published published =
        desk.reporter()
            .orElse(FileReporter.to(file))
            .publish(Desk.ready("of a fork"), desk.context);
    assertEquals(file.toString(), published.location());
    assertTrue(published.note().contains("Resource not accessible"), published.note());
    assertTrue(Files.readString(file).contains("of a fork"));
    assertTrue(desk.marked().get(0).body().contains("before"));
  }

  @Test
  void wrongCredentials_areNamed() {
    github.tokens.clear();
    PreconditionException error =
        assertThrows(PreconditionException.class, () -> desk.publish(Desk.ready("x")));
    assertTrue(error.getMessage().contains("401 (Bad credentials)"), error.getMessage());
    assertTrue(error.next().contains("GITHUB_TOKEN"), error.next());
  }

  @Test
  void unknownPullRequest_isNamed() {
    github.pulls.clear();
    PreconditionException error =
        assertThrows(PreconditionException.class, () -> desk.publish(Desk.ready("x")));
    assertTrue(error.getMessage().contains("pull request 42: 404"), error.getMessage());
  }
}
