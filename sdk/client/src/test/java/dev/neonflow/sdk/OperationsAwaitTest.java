package dev.neonflow.sdk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.sdk.error.NeonTimeoutException;
import dev.neonflow.sdk.error.OperationFailedException;
import dev.neonflow.sdk.operations.Operation;
import dev.neonflow.sdk.operations.OperationAction;
import dev.neonflow.sdk.operations.OperationStatus;
import dev.neonflow.sdk.operations.WaitOptions;
import java.time.Duration;
import java.util.List;
import okhttp3.mockwebserver.Dispatcher;
import okhttp3.mockwebserver.MockResponse;
import okhttp3.mockwebserver.RecordedRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OperationsAwaitTest extends WireTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private static Operation operation(String id, OperationStatus status) {
    return new Operation(
        id,
        "p",
        null,
        null,
        OperationAction.CREATE_BRANCH,
        status,
        null,
        0,
        null,
        FakeTime.START,
        FakeTime.START,
        0);
  }

  private void enqueue(String id, String status, int failures) {
    String json = Answers.operation(id, "create_branch", status, failures);
    server.enqueue(answer(200, "{\"operation\":" + json + "}"));
  }

  private void alwaysAnswer(String json) {
    server.setDispatcher(
        new Dispatcher() {
          @Override
          public MockResponse dispatch(RecordedRequest request) {
            return answer(200, "{\"operation\":" + json + "}");
          }
        });
  }

  @Test
  void operationsThatAreDone_costNoRequest() {
    List<Operation> done =
        List.of(operation("a", OperationStatus.FINISHED), operation("b", OperationStatus.SKIPPED));
    assertEquals(done, neon.operations().await("p", done, MINUTE));
    assertEquals(List.of(), neon.operations().await("p", List.of(), MINUTE));
    assertEquals(0, server.getRequestCount());
  }

  @Test
  void chain_isFollowedOneAfterTheOther_theNextLookedAtAtOnce() throws Exception {
    enqueue("op-1", "running", 0);
    enqueue("op-1", "finished", 0);
    enqueue("op-2", "pondering", 0);
    enqueue("op-2", "skipped", 0);
    List<Operation> done =
        neon.operations()
            .await(
                "p",
                List.of(
                    operation("op-1", OperationStatus.RUNNING),
                    operation("op-2", OperationStatus.SCHEDULING)),
                MINUTE);
    assertEquals(
        List.of(OperationStatus.FINISHED, OperationStatus.SKIPPED),
        done.stream().map(Operation::status).toList());
    assertRequest("GET", "/projects/p/operations/op-1");
    assertRequest("GET", "/projects/p/operations/op-1");
    assertRequest("GET", "/projects/p/operations/op-2");
    assertRequest("GET", "/projects/p/operations/op-2");
    assertEquals(
        List.of(250L, 375L, 250L), time.pauses().stream().map(Duration::toMillis).toList());
  }

  @Test
  void deadline_endsTheWaitAndNamesWhatIsOpen() {
    alwaysAnswer(Answers.operation("op-1", "start_compute", "scheduling", 0));
    NeonTimeoutException e =
        assertThrows(
            NeonTimeoutException.class,
            () ->
                neon.operations()
                    .await("p", List.of(operation("op-1", OperationStatus.RUNNING)), MINUTE));
    assertTrue(e.getMessage().contains("start_compute op-1 SCHEDULING"), e.getMessage());
    assertTrue(e.retryable());
    // The last look needs some of the time, so that nothing ends after the deadline.
    Duration spare = MINUTE.minus(time.elapsed());
    assertTrue(!spare.isNegative() && spare.toMillis() < 100, time.elapsed().toString());
    assertTrue(time.pauses().stream().allMatch(p -> p.compareTo(Duration.ofSeconds(5)) <= 0));
  }

  @ParameterizedTest
  @ValueSource(strings = {"error", "cancelled"})
  void operationGivenUp_isAnErrorAtOnce(String status) {
    enqueue("op-1", status, 1);
    OperationFailedException e =
        assertThrows(
            OperationFailedException.class,
            () ->
                neon.operations()
                    .await("p", List.of(operation("op-1", OperationStatus.RUNNING)), MINUTE));
    assertEquals("op-1", e.operationId());
    assertEquals("create_branch", e.action());
    assertEquals(1, server.getRequestCount());
  }

  @Test
  void failedOperation_thatNeonTriesAgain_mayStillFinish() {
    enqueue("op-1", "failed", 1);
    enqueue("op-1", "failed", 2);
    enqueue("op-1", "running", 2);
    enqueue("op-1", "finished", 2);
    WaitOptions options =
        WaitOptions.within(MINUTE)
            .intervals(Duration.ofSeconds(4), Duration.ofSeconds(4))
            .failedGrace(Duration.ofSeconds(5));
    Operation done =
        neon.operations()
            .await("p", List.of(operation("op-1", OperationStatus.RUNNING)), options)
            .get(0);
    assertEquals(OperationStatus.FINISHED, done.status());
  }

  @Test
  void failedOperation_thatStaysSo_isAnErrorAfterTheGrace() {
    alwaysAnswer(Answers.operation("op-1", "create_branch", "failed", 1));
    WaitOptions options =
        WaitOptions.within(MINUTE)
            .intervals(Duration.ofSeconds(4), Duration.ofSeconds(4))
            .failedGrace(Duration.ofSeconds(10));
    assertThrows(
        OperationFailedException.class,
        () ->
            neon.operations()
                .await("p", List.of(operation("op-1", OperationStatus.RUNNING)), options));
    assertEquals(Duration.ofSeconds(16), time.elapsed());
  }

  @Test
  void nextAttemptThatNeonAnnounces_extendsTheGrace() {
    String failed =
        Answers.operation("op-1", "create_branch", "failed", 1)
            .replace(
                "\"failures_count\"", "\"retry_at\":\"2026-11-22T10:00:30Z\",\"failures_count\"");
    alwaysAnswer(failed);
    WaitOptions options =
        WaitOptions.within(MINUTE)
            .intervals(Duration.ofSeconds(4), Duration.ofSeconds(4))
            .failedGrace(Duration.ofSeconds(10));
    assertThrows(
        OperationFailedException.class,
        () ->
            neon.operations()
                .await("p", List.of(operation("op-1", OperationStatus.RUNNING)), options));
    assertEquals(Duration.ofSeconds(40), time.elapsed());
  }
}
