package dev.neonflow.workflows.internal.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.workflows.ConnectionLostException;
import dev.neonflow.workflows.PreconditionException;
import dev.neonflow.workflows.WorkflowCancelledException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import okhttp3.mockwebserver.MockResponse;
import okhttp3.mockwebserver.RecordedRequest;
import okhttp3.mockwebserver.SocketPolicy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One call and its answer. */
final class ThirdPartyTest extends PartyScene {
  @Test
  void read_asksAsDescribed_andDecodes() throws Exception {
    answers(thing());
    Answer<Thing> answer = party.send(routes.get("a b"), context);
    assertEquals(new Thing("a", 1), party.body(answer));
    assertTrue(answer.isSuccessful());
    RecordedRequest request = server.takeRequest();
    assertEquals("/api/v1/things?key=a%20b", request.getPath());
    assertEquals("Bearer " + TOKEN.reveal(), request.getHeader("Authorization"));
    assertEquals("2022-11-28", request.getHeader("X-Version"));
    assertEquals("neonflow", request.getHeader("User-Agent"));
    assertTrue(context.heartbeats.get() > 0);
  }

  @Test
  void forbiddenWithoutALimit_isTheAnswer() {
    answers(
        status(403)
            .setHeader("x-ratelimit-remaining", "12")
            .setHeader("x-ratelimit-reset", "1")
            .setBody("{\"error\":{\"code\":\"forbidden\",\"message\":\"not\\n yours\"}}"));
    Answer<?> answer = party.send(call("GET"), context);
    assertEquals("403 (not yours)", answer.toPeople());
    assertEquals("forbidden", answer.member("error", "code").orElseThrow());
    assertTrue(answer.member("error", "more", "less").isEmpty());
    assertNull(answer.body());
    assertThrows(ConnectionLostException.class, () -> party.body(answer));
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 307, 400, 401, 404, 409, 410, 422, 501})
  void otherStatus_isTheAnswerAtOnce(int status) {
    answers(status(status).setHeader("Location", "http://127.0.0.1:1/").setBody("<html>no</html>"));
    Answer<?> answer = party.send(call("GET"), context);
    assertEquals(Integer.toString(status), answer.toPeople());
    assertEquals(1, server.getRequestCount());
  }

  @ParameterizedTest
  @ValueSource(strings = {"<html>login</html>", "{\"name\":", "[]", "{\"size\":\"x\"}"})
  void somethingElseThanJson_failsWithoutRepeatingIt(String body) {
    answers(new MockResponse().setBody(body));
    ConnectionLostException lost =
        assertThrows(ConnectionLostException.class, () -> party.send(call("GET"), context));
    assertTrue(lost.getMessage().contains("something else than its JSON"), lost.getMessage());
    assertEquals(1, server.getRequestCount());
  }

  @Test
  void cancelledWhileItAnswers_endsAtOnce() {
    answers(new MockResponse().setSocketPolicy(SocketPolicy.NO_RESPONSE));
    context.onHeartbeat =
        () -> {
          if (server.getRequestCount() == 1) {
            context.cancelRun();
          }
        };
    assertThrows(WorkflowCancelledException.class, () -> party.send(call("GET"), context));
    assertEquals(1, server.getRequestCount());
  }

  @Test
  void interruptedWhileItAnswers_endsAndStaysInterrupted() {
    answers(new MockResponse().setSocketPolicy(SocketPolicy.NO_RESPONSE));
    context.onHeartbeat = Thread.currentThread()::interrupt;
    assertThrows(WorkflowCancelledException.class, () -> party.send(call("GET"), context));
    assertTrue(Thread.interrupted());
  }

  @Test
  void cancelledBetweenAttempts_noFurtherRequest() {
    answers(status(503), thing());
    context.onPause = pause -> context.cancelRun();
    assertThrows(WorkflowCancelledException.class, () -> party.send(call("GET"), context));
    assertEquals(1, server.getRequestCount());
  }

  @Test
  void cancelledBefore_noRequest() {
    context.cancelRun();
    assertThrows(WorkflowCancelledException.class, () -> party.send(call("POST"), context));
    assertEquals(0, server.getRequestCount());
  }

  @Test
  void lastWord_saidByACancelledAndInterruptedStep() throws Exception {
    answers(status(200), new MockResponse().setSocketPolicy(SocketPolicy.NO_RESPONSE));
    context.cancelRun();
    Thread.currentThread().interrupt();
    Duration patience = Duration.ofSeconds(20);
    assertEquals(
        200, party.lastWord(routes.patch(new Thing("a", 1)), patience).orElseThrow().status());
    assertTrue(Thread.interrupted());
    assertTrue(party.lastWord(routes.delete(), Duration.ofMillis(50)).isEmpty());
    assertEquals("PATCH", server.takeRequest().getMethod());
  }

  @Test
  void base_refusedUnlessHttpsOrLoopback() {
    for (String base :
        List.of(
            "http://api.acme.com", "https://u:p@api.acme.com", "https://api.acme.com?a=b", "x")) {
      PreconditionException refused =
          assertThrows(
              PreconditionException.class,
              () -> ThirdParty.of("Acme", URI.create(base), Map.of(), TOKEN));
      assertTrue(refused.isUsage());
      assertFalse(Objects.requireNonNull(refused.getMessage()).contains("u:p"));
    }
    for (String base : List.of("https://api.acme.com", "http://localhost:1/", "http://[::1]/v1")) {
      ThirdParty.of("Acme", URI.create(base), Map.of(), TOKEN);
    }
  }
}
