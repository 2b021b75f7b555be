package dev.neonflow.workflows.internal.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.workflows.ConnectionLostException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import okhttp3.mockwebserver.SocketPolicy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is tried again, and when. */
final class ThirdPartyRetryTest extends PartyScene {
  private static final List<Duration> DOUBLING =
      List.of(Duration.ofMillis(500), Duration.ofSeconds(1), Duration.ofSeconds(2));

  @ParameterizedTest
  @ValueSource(strings = {"GET", "PUT", "DELETE"})
  void repeatable_triedAgainOnTheirTroubleAndOnACut(String method) {
    answers(status(500), cut(), status(503), method.equals("DELETE") ? status(204) : thing());
    assertTrue(party.send(call(method), context).isSuccessful());
    assertEquals(DOUBLING, context.pauses);
  }

  @ParameterizedTest
  @ValueSource(ints = {500, 502, 503, 504})
  void theirTroubleThatStays_isTheAnswer(int status) {
    answers(status(status), status(status), status(status), status(status));
    Answer<?> answer = party.send(call("GET"), context);
    assertEquals(status, answer.status());
    assertTrue(answer.isTheirTrouble());
    assertEquals(4, server.getRequestCount());
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PATCH"})
  void write_notRepeatedWhenItMayBeDone(String method) {
    answers(status(503), cut(), thing());
    assertEquals(503, party.send(call(method), context).status());
    ConnectionLostException lost =
        assertThrows(ConnectionLostException.class, () -> party.send(call(method), context));
    assertTrue(lost.getMessage().contains("Acme broke during " + method), lost.getMessage());
    assertEquals(2, server.getRequestCount());
    assertEquals(List.of(), context.pauses);
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PATCH", "GET", "DELETE"})
  void rateLimited_everythingIsRepeated(String method) {
    answers(
        status(429).setHeader("Retry-After", "7"),
        status(403).setHeader("retry-after", "3"),
        status(429),
        method.equals("DELETE") ? status(204) : thing());
    assertTrue(party.send(call(method), context).isSuccessful());
    assertEquals(
        List.of(Duration.ofSeconds(7), Duration.ofSeconds(3), Duration.ofSeconds(2)),
        context.pauses);
  }

  @Test
  void limitWithAReset_waitedForByTheirClock() {
    Instant theirs = Instant.parse("2030-01-01T00:00:00Z");
    answers(
        status(403)
            .setHeader("Date", http(theirs))
            .setHeader("x-ratelimit-remaining", "0")
            .setHeader("x-ratelimit-reset", theirs.plusSeconds(41).getEpochSecond()),
        status(429)
            .setHeader("Date", http(theirs))
            .setHeader("Retry-After", http(theirs.plusSeconds(9))),
        thing());
    assertTrue(party.send(call("POST"), context).isSuccessful());
    assertEquals(List.of(Duration.ofSeconds(41), Duration.ofSeconds(9)), context.pauses);
  }

  private static String http(Instant time) {
    return DateTimeFormatter.RFC_1123_DATE_TIME.format(time.atOffset(ZoneOffset.UTC));
  }

  @Test
  void limitOfMoreThanAMinute_failsSayingWhen() {
    answers(status(429).setHeader("Retry-After", "3600").setBody("{\"message\":\"slow down\"}"));
    ConnectionLostException limited =
        assertThrows(ConnectionLostException.class, () -> party.send(call("GET"), context));
    assertEquals("Acme lets no more requests through for now: slow down", limited.getMessage());
    assertTrue(limited.next().matches("run it again after 20\\d\\d-.*Z"), limited.next());
    assertTrue(limited.retryable());
    assertTrue(limited.isUndone());
    assertEquals(1, server.getRequestCount());
  }

  @Test
  void limitThatStays_failsAfterFourAttempts() {
    answers(status(429), status(429), status(429), status(429));
    ConnectionLostException limited =
        assertThrows(ConnectionLostException.class, () -> party.send(call("POST"), context));
    assertEquals("run it again later", limited.next());
    assertEquals(4, server.getRequestCount());
  }

  @Test
  void connectionRefused_anythingIsTriedAgain_thenFailsNamingTheParty() throws Exception {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    ThirdParty nobody =
        ThirdParty.of("Acme", URI.create("http://127.0.0.1:" + port), Map.of(), null);
    ConnectionLostException lost =
        assertThrows(
            ConnectionLostException.class,
            () -> nobody.send(nobody.routes(Routes.class).post(new Thing("a", 1)), context));
    assertTrue(
        lost.getMessage().startsWith("Acme cannot be reached at http://127.0.0.1:" + port),
        lost.getMessage());
    assertEquals(DOUBLING, context.pauses);
  }

  @Test
  void bodyCutOff_readAgain() {
    answers(thing().setSocketPolicy(SocketPolicy.DISCONNECT_DURING_RESPONSE_BODY), thing());
    assertTrue(party.send(call("GET"), context).isSuccessful());
    assertEquals(2, server.getRequestCount());
  }
}
