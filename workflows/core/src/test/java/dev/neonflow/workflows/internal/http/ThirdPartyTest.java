package dev.neonflow.workflows.internal.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.sdk.Secret;
import dev.neonflow.workflows.ConnectionLostException;
import dev.neonflow.workflows.FakeContext;
import dev.neonflow.workflows.NeonflowException;
import dev.neonflow.workflows.PreconditionException;
import dev.neonflow.workflows.WorkflowCancelledException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import okhttp3.mockwebserver.MockResponse;
import okhttp3.mockwebserver.MockWebServer;
import okhttp3.mockwebserver.RecordedRequest;
import okhttp3.mockwebserver.SocketPolicy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import retrofit2.Call;
import retrofit2.http.Body;
import retrofit2.http.DELETE;
import retrofit2.http.GET;
import retrofit2.http.PATCH;
import retrofit2.http.POST;
import retrofit2.http.PUT;
import retrofit2.http.Query;

final class ThirdPartyTest {
  private static final Secret TOKEN = Secret.of("t0k\"en/+=%-of\\acme");
  private static final List<Duration> DOUBLING =
      List.of(Duration.ofMillis(500), Duration.ofSeconds(1), Duration.ofSeconds(2));

  /** A JSON object of the party. */
  public record Thing(String name, Integer size) {}

  interface Routes {
    @GET("v1/things")
    Call<Thing> get(@Query("key") String key);

    @POST("v1/things")
    Call<Thing> post(@Body Thing thing);

    @PATCH("v1/things")
    Call<Thing> patch(@Body Thing thing);

    @PUT("v1/things")
    Call<Thing> put(@Body Thing thing);

    @DELETE("v1/things")
    Call<Void> delete();
  }

  private final MockWebServer server = new MockWebServer();
  private final FakeContext context = FakeContext.forCommit("c1");
  private ThirdParty party;
  private Routes routes;

  @BeforeEach
  void start() throws IOException {
    server.start(InetAddress.getLoopbackAddress(), 0);
    context.skipsPauses = true;
    party =
        ThirdParty.of("Acme", server.url("/api").uri(), Map.of("X-Version", "2022-11-28"), TOKEN);
    routes = party.routes(Routes.class);
  }

  @AfterEach
  void stop() throws IOException {
    server.shutdown();
  }

  private void answers(MockResponse... responses) {
    Stream.of(responses).forEach(server::enqueue);
  }

  private static MockResponse status(int status) {
    return new MockResponse().setResponseCode(status);
  }

  private static MockResponse thing() {
    return new MockResponse().setBody("{\"name\":\"a\",\"size\":1,\"more\":[]}");
  }

  private static MockResponse cut() {
    return new MockResponse().setSocketPolicy(SocketPolicy.DISCONNECT_AFTER_REQUEST);
  }

  private Call<?> call(String method) {
    Thing thing = new Thing("a", null);
    return switch (method) {
      case "GET" -> routes.get("k");
      case "POST" -> routes.post(thing);
      case "PATCH" -> routes.patch(thing);
      case "PUT" -> routes.put(thing);
      default -> routes.delete();
    };
  }

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
  void tokenInAnAnswer_shownNowhere() throws Exception {
    Secret password = Secret.of("pass\"word/äöü");
    String echo =
        JsonBodies.ANYTHING.toJson(
            Map.of("message", "no " + TOKEN.reveal() + " or " + password.reveal()));
    answers(
        status(400).setBody(echo),
        status(400).setBody("plain " + TOKEN.reveal()),
        status(429).setHeader("Retry-After", "999").setBody(echo),
        cut());
    ThirdParty hiding = party.hiding(List.of(password));
    StringBuilder seen = new StringBuilder();
    for (int i = 0; i < 4; i++) {
      try {
        Answer<?> answer = hiding.send(routes.post(new Thing(password.reveal(), 1)), context);
        seen.append(answer).append(answer.toPeople());
        assertFalse(answer.said().isEmpty());
      } catch (NeonflowException e) {
        StringWriter trace = new StringWriter();
        e.printStackTrace(new PrintWriter(trace));
        seen.append(trace).append(e.next());
      }
    }
    assertTrue(seen.toString().contains("no *** or ***"), seen.toString());
    for (Secret secret : List.of(TOKEN, password)) {
      for (String form : forms(secret.reveal())) {
        assertFalse(seen.toString().contains(form), form);
      }
    }
  }

  private static List<String> forms(String secret) {
    byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
    return List.of(
        secret,
        URLEncoder.encode(secret, StandardCharsets.UTF_8),
        Base64.getEncoder().encodeToString(bytes),
        secret.replace("\"", "\\\""));
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

  @ParameterizedTest
  @ValueSource(strings = {"", " k3y", "k3y\n", "k3ý"})
  void tokenThatNoHeaderCarries_refusedWithoutShowingIt(String token) {
    PreconditionException refused =
        assertThrows(
            PreconditionException.class,
            () -> ThirdParty.of("Acme", server.url("/").uri(), Map.of(), Secret.of(token)));
    assertTrue(refused.isUsage());
    assertTrue(token.isEmpty() || !refused.getMessage().contains(token));
  }

  @Test
  void log_saysMethodPathAndStatusOnly() {
    answers(thing(), status(429).setHeader("Retry-After", "1").setBody("hidden body"), thing());
    ByteArrayOutputStream log = new ByteArrayOutputStream();
    PrintStream before = System.err;
    System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
    try {
      party.send(routes.get("hidden-key"), context);
      party.send(routes.post(new Thing("hidden thing", 1)), context);
    } finally {
      System.setErr(before);
    }
    String shown = log.toString(StandardCharsets.UTF_8);
    assertTrue(shown.contains("GET /api/v1/things -> 200"), shown);
    assertTrue(shown.contains("POST /api/v1/things -> 429"), shown);
    assertFalse(shown.contains("hidden"), shown);
    assertFalse(shown.contains(TOKEN.reveal()), shown);
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
