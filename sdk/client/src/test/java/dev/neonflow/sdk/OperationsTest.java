package dev.neonflow.sdk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.sdk.error.NeonTimeoutException;
import dev.neonflow.sdk.error.OperationFailedException;
import dev.neonflow.sdk.operations.ListOperations;
import dev.neonflow.sdk.operations.Operation;
import dev.neonflow.sdk.operations.OperationAction;
import dev.neonflow.sdk.operations.OperationStatus;
import dev.neonflow.sdk.operations.WaitOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import okhttp3.mockwebserver.Dispatcher;
import okhttp3.mockwebserver.MockResponse;
import okhttp3.mockwebserver.RecordedRequest;
import org.junit.jupiter.api.Test;

class OperationsTest extends WireTest {
  private final List<String> told = new ArrayList<>();

  private static String one(String id, String status) {
    return Answers.operation(id, "start_compute", status, 0);
  }

  private Operation running(String id) {
    server.enqueue(answer(200, "{\"operation\":" + one(id, "running") + "}"));
    return neon.operations().get("p", id);
  }

  private void enqueue(String id, String... statuses) {
    for (String status : statuses) {
      server.enqueue(answer(200, "{\"operation\":" + one(id, status) + "}"));
    }
  }

  private void tell(Operation operation) {
    told.add(operation.id() + " " + operation.status());
  }

  @Test
  void fullAnswer_isReadCompletely() {
    server.enqueue(
        answer(
            200,
            """
            {"operation":{"id":"op-1","project_id":"p","branch_id":"br-1","endpoint_id":"ep-1",
             "action":"apply_config","status":"failed","error":"no room","failures_count":2,
             "retry_at":"2026-11-22T10:00:01Z","created_at":"2026-11-22T10:00:02Z",
             "updated_at":"2026-11-22T10:00:03Z","total_duration_ms":1234}}"""));
    Instant start = FakeTime.START;
    assertEquals(
        new Operation(
            "op-1",
            "p",
            "br-1",
            "ep-1",
            OperationAction.APPLY_CONFIG,
            OperationStatus.FAILED,
            "no room",
            2,
            start.plusSeconds(1),
            start.plusSeconds(2),
            start.plusSeconds(3),
            1234),
        neon.operations().get("p", "op-1"));
  }

  @Test
  void allPages_areWalkedWithTheQuery() throws Exception {
    server.enqueue(
        answer(
            200,
            "{\"operations\":["
                + one("op-1", "finished")
                + "],\"pagination\":{\"cursor\":\"b\"}}"));
    server.enqueue(answer(200, "{\"operations\":[],\"pagination\":{\"cursor\":\"b\"}}"));
    ListOperations query = ListOperations.all().limit(1).cursor("a");
    assertEquals(1, neon.operations().listAll("p", query).stream().count());
    assertRequest("GET", "/projects/p/operations?limit=1&cursor=a");
    assertRequest("GET", "/projects/p/operations?limit=1&cursor=b");
  }

  @Test
  void limitThatNeonRefuses_isRefusedHere() {
    assertThrows(IllegalArgumentException.class, () -> ListOperations.all().limit(0));
    assertThrows(IllegalArgumentException.class, () -> ListOperations.all().limit(1001));
  }

  @Test
  void listener_isToldWhenAStatusChanged() {
    List<Operation> awaited = List.of(running("op-1"), running("op-2"));
    enqueue("op-1", "running", "failed", "failed", "running", "finished");
    enqueue("op-2", "pondering", "finished");
    neon.operations()
        .await("p", awaited, WaitOptions.within(Duration.ofMinutes(1)).onProgress(this::tell));
    assertEquals(
        List.of("op-1 FAILED", "op-1 RUNNING", "op-1 FINISHED", "op-2 UNKNOWN", "op-2 FINISHED"),
        told);
  }

  @Test
  void listener_isToldOfTheFailureThatEndsTheWait() {
    List<Operation> awaited = List.of(running("op-1"));
    enqueue("op-1", "error");
    WaitOptions options = WaitOptions.within(Duration.ofMinutes(1)).onProgress(this::tell);
    OperationFailedException e =
        assertThrows(
            OperationFailedException.class, () -> neon.operations().await("p", awaited, options));
    assertEquals("start_compute", e.action());
    assertEquals(List.of("op-1 ERROR"), told);
  }

  @Test
  void listenerThatThrows_doesNotEndTheWait() {
    List<Operation> awaited = List.of(running("op-1"));
    enqueue("op-1", "scheduling", "finished");
    WaitOptions options =
        WaitOptions.within(Duration.ofMinutes(1))
            .onProgress(
                operation -> {
                  tell(operation);
                  throw new IllegalStateException("a listener's own fault");
                });
    assertEquals(
        OperationStatus.FINISHED, neon.operations().await("p", awaited, options).get(0).status());
    assertEquals(2, told.size());
  }

  @Test
  void unknownStatus_isWaitedForUntilTheDeadline() {
    List<Operation> awaited = List.of(running("op-1"));
    server.setDispatcher(
        new Dispatcher() {
          @Override
          public MockResponse dispatch(RecordedRequest request) {
            return answer(200, "{\"operation\":" + one("op-1", "pondering") + "}");
          }
        });
    NeonTimeoutException e =
        assertThrows(
            NeonTimeoutException.class,
            () -> neon.operations().await("p", awaited, Duration.ofMinutes(1)));
    assertTrue(e.getMessage().contains("start_compute op-1 UNKNOWN"), e.getMessage());
  }
}
