package dev.neonflow.sdk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.sdk.branches.BranchUpdated;
import dev.neonflow.sdk.branches.UpdateBranch;
import dev.neonflow.sdk.error.AmbiguousWriteException;
import dev.neonflow.sdk.error.ConflictException;
import dev.neonflow.sdk.error.ForbiddenException;
import dev.neonflow.sdk.error.LockedException;
import dev.neonflow.sdk.error.NeonDecodingException;
import dev.neonflow.sdk.error.NeonException;
import dev.neonflow.sdk.error.NeonInterruptedException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import okhttp3.mockwebserver.Dispatcher;
import okhttp3.mockwebserver.MockResponse;
import okhttp3.mockwebserver.RecordedRequest;
import okhttp3.mockwebserver.SocketPolicy;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of writes whose answer was lost. */
class SettlementTest extends WireTest {
  private static final String WANTED = Answers.BRANCH.replace("preview/pr-42", "wanted");

  private final Deque<MockResponse> writes = new ArrayDeque<>();
  private final Deque<MockResponse> looks = new ArrayDeque<>();
  private final Deque<MockResponse> operations = new ArrayDeque<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final List<RetryEvent> events = new CopyOnWriteArrayList<>();

  /** The last answer of each kind is given again and again. */
  @BeforeEach
  void answerByKind() {
    neon.close();
    neon = builder().retryFor(Duration.ofSeconds(5)).onRetry(events::add).build();
    server.setDispatcher(
        new Dispatcher() {
          @Override
          public synchronized MockResponse dispatch(RecordedRequest request) {
            boolean read = "GET".equals(request.getMethod());
            boolean list = String.valueOf(request.getPath()).contains("/operations");
            requests.add(list ? "LIST" : String.valueOf(request.getMethod()));
            Deque<MockResponse> answers = list ? operations : read ? looks : writes;
            return (answers.size() > 1 ? answers.remove() : answers.element()).clone();
          }
        });
  }

  private static MockResponse cut() {
    return new MockResponse().setSocketPolicy(SocketPolicy.DISCONNECT_AFTER_REQUEST);
  }

  private static MockResponse branch(String json) {
    return answer(200, "{\"branch\":" + json + "}");
  }

  private static MockResponse changed() {
    return answer(200, "{\"branch\":" + WANTED + ",\"operations\":[]}");
  }

  private static MockResponse operationIs(String status) {
    String json = Answers.operation("op-1", "apply_config", status, 0);
    return answer(200, "{\"operations\":[" + json + "]}");
  }

  private BranchUpdated update() {
    return neon.branches().update("p", "br-1", UpdateBranch.create().name("wanted"));
  }

  private static <E extends NeonException> E suppressed(Class<E> type, NeonException e) {
    return Arrays.stream(e.getSuppressed())
        .filter(type::isInstance)
        .map(type::cast)
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + type.getSimpleName(), e));
  }

  @Test
  void writeThatWasDone_isNotSentAgain() {
    writes.add(cut());
    looks.add(branch(WANTED));
    assertEquals("wanted", update().branch().name());
    assertEquals(List.of("PATCH", "GET"), requests);
    assertEquals(List.of(), events);
  }

  @Test
  void writeThatWasNotDone_isSentAgainAndTheListenerIsTold() {
    writes.addAll(List.of(error(423, "", "locked"), cut(), changed()));
    looks.add(branch(Answers.BRANCH));
    update();
    assertEquals(List.of("PATCH", "PATCH", "GET", "PATCH"), requests);
    assertEquals(List.of(1, 2), events.stream().map(RetryEvent::attempt).toList());
    assertInstanceOf(AmbiguousWriteException.class, events.get(1).cause());
    assertEquals("PATCH /api/v2/projects/p/branches/br-1", events.get(1).call());
    assertEquals(time.pauses(), events.stream().map(RetryEvent::pause).toList());
  }

  @Test
  void removalThatWasDone_isSeenByItsAbsence() {
    writes.add(cut());
    looks.add(error(404, "", "branch not found"));
    assertTrue(neon.branches().delete("p", "br-1").operations().isEmpty());
    assertEquals(List.of("DELETE", "GET"), requests);
  }

  @Test
  void removalThatIsDoneMeanwhile_isDone() {
    writes.addAll(List.of(cut(), error(404, "", "branch not found")));
    looks.addAll(List.of(branch(WANTED), error(404, "", "branch not found")));
    assertTrue(neon.branches().delete("p", "br-1").operations().isEmpty());
    assertEquals(List.of("DELETE", "GET", "DELETE", "GET"), requests);
  }

  @Test
  void conflictWithWhatTheLostRequestDid_isNoFailure() {
    writes.addAll(List.of(cut(), error(409, "", "exists")));
    looks.addAll(List.of(branch(Answers.BRANCH), branch(WANTED)));
    assertEquals("wanted", update().branch().name());
    assertEquals(List.of("PATCH", "GET", "PATCH", "GET"), requests);
  }

  @Test
  void conflictWithSomethingElse_isToldWithWhatCameBefore() {
    writes.addAll(List.of(cut(), error(409, "", "exists")));
    looks.add(branch(Answers.BRANCH));
    ConflictException e = assertThrows(ConflictException.class, this::update);
    assertEquals(2, e.attempts());
    suppressed(AmbiguousWriteException.class, e);
  }

  @Test
  void conflictAtFirst_isBelievedWithoutALook() {
    writes.add(error(409, "", "exists"));
    assertThrows(ConflictException.class, this::update);
    assertEquals(List.of("PATCH"), requests);
  }

  @Test
  void allAttempts_areCountedAndKeepToTheTimeForRetries() {
    writes.addAll(List.of(cut(), error(423, "", "locked"), error(423, "", "locked"), cut()));
    looks.add(branch(Answers.BRANCH));
    AmbiguousWriteException e = assertThrows(AmbiguousWriteException.class, this::update);
    assertEquals(requests.stream().filter("PATCH"::equals).count(), e.attempts());
    assertTrue(e.attempts() > 4, e.toString());
    assertTrue(time.elapsed().compareTo(Duration.ofSeconds(5)) <= 0, time.elapsed().toString());
  }

  @Test
  void resendThatStaysLocked_isDoneIfTheLastLookSaysSo() {
    writes.addAll(List.of(cut(), error(423, "", "locked")));
    looks.addAll(List.of(branch(Answers.BRANCH), branch(WANTED)));
    assertEquals("wanted", update().branch().name());
    assertTrue(time.elapsed().compareTo(Duration.ofSeconds(5)) <= 0, time.elapsed().toString());
  }

  @Test
  void resendThatStaysLocked_isLockedIfTheLastLookSaysThatNothingWasDone() {
    writes.addAll(List.of(cut(), error(423, "", "locked")));
    looks.add(branch(Answers.BRANCH));
    LockedException e = assertThrows(LockedException.class, this::update);
    suppressed(AmbiguousWriteException.class, e);
  }

  @Test
  void resendThatStaysLocked_isAmbiguousIfTheLastLookFails() {
    writes.addAll(List.of(cut(), error(423, "", "locked")));
    looks.addAll(List.of(branch(Answers.BRANCH), error(403, "", "no")));
    AmbiguousWriteException e = assertThrows(AmbiguousWriteException.class, this::update);
    assertFalse(e.retryable());
    assertInstanceOf(LockedException.class, e.getCause());
    assertEquals(requests.stream().filter("PATCH"::equals).count(), e.attempts());
  }

  @ParameterizedTest
  @ValueSource(ints = {403, 500, 200})
  void lookThatFails_leavesItAmbiguous(int status) {
    writes.add(cut());
    looks.add(answer(status, "no JSON"));
    AmbiguousWriteException e = assertThrows(AmbiguousWriteException.class, this::update);
    assertEquals("the branch br-1 of project p", e.lookAt());
    suppressed(NeonException.class, e);
    assertEquals(1, requests.stream().filter("PATCH"::equals).count());
  }

  @Test
  void afterTheProxyGaveUp_operationsAreWaitedForFirst() {
    writes.addAll(List.of(error(524, "", ""), changed()));
    operations.addAll(List.of(operationIs("running"), operationIs("finished")));
    looks.add(branch(Answers.BRANCH));
    update();
    assertEquals(List.of("PATCH", "LIST", "LIST", "GET", "PATCH"), requests);
  }

  @Test
  void operationsThatGoOn_forbidToSendItAgain() {
    writes.add(error(524, "", ""));
    operations.add(operationIs("running"));
    looks.add(branch(Answers.BRANCH));
    AmbiguousWriteException e = assertThrows(AmbiguousWriteException.class, this::update);
    assertEquals(524, e.status());
    assertEquals(1, requests.stream().filter("PATCH"::equals).count());
    assertEquals("GET", requests.get(requests.size() - 1));
  }

  @Test
  void operationsThatCannotBeSeen_forbidToSendItAgain() {
    writes.add(error(524, "", ""));
    operations.add(error(403, "", "no"));
    looks.addAll(List.of(branch(Answers.BRANCH), branch(WANTED)));
    AmbiguousWriteException e = assertThrows(AmbiguousWriteException.class, this::update);
    suppressed(ForbiddenException.class, e);
    assertEquals("wanted", update().branch().name());
    assertEquals(List.of("PATCH", "LIST", "GET", "PATCH", "LIST", "GET"), requests);
  }

  @Test
  void answerThatCannotBeRead_isLookedUpAndNeverSentAgain() {
    List<MockResponse> unreadable = new ArrayList<>();
    unreadable.add(answer(200, "{\"branch\":"));
    unreadable.add(answer(200, ""));
    unreadable.add(new MockResponse().setResponseCode(204));
    unreadable.add(answer(200, "<html>").setHeader("Content-Type", "text/html"));
    for (MockResponse answer : unreadable) {
      requests.clear();
      writes.clear();
      writes.add(answer);
      looks.clear();
      looks.add(branch(WANTED));
      assertEquals("wanted", update().branch().name());
      looks.clear();
      looks.add(branch(Answers.BRANCH));
      assertThrows(NeonDecodingException.class, this::update);
      assertEquals(List.of("PATCH", "GET", "PATCH", "GET"), requests);
    }
  }

  @Test
  void interruptDuringTheLook_saysThatAnAnswerWasLost() throws Exception {
    writes.add(cut());
    looks.add(new MockResponse().setSocketPolicy(SocketPolicy.NO_RESPONSE));
    CompletableFuture<NeonException> thrown = new CompletableFuture<>();
    Thread caller =
        new Thread(() -> thrown.complete(assertThrows(NeonException.class, this::update)));
    caller.start();
    taken();
    taken();
    caller.interrupt();
    NeonException e =
        assertInstanceOf(NeonInterruptedException.class, thrown.get(2, TimeUnit.MINUTES));
    suppressed(AmbiguousWriteException.class, e);
  }

  @Test
  void clientClosedBeforeTheLook_leavesItAmbiguous() {
    neon.close();
    Neon closing = builder().build();
    writes.add(cut());
    server.setDispatcher(
        new Dispatcher() {
          @Override
          public MockResponse dispatch(RecordedRequest request) {
            closing.close();
            return cut();
          }
        });
    AmbiguousWriteException e =
        assertThrows(
            AmbiguousWriteException.class,
            () -> closing.branches().update("p", "br-1", UpdateBranch.create().name("wanted")));
    assertSame(IllegalStateException.class, e.getSuppressed()[0].getClass());
  }
}
