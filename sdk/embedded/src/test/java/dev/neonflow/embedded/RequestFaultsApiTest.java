package dev.neonflow.embedded;

import static dev.neonflow.embedded.Fault.At.AFTER_APPLYING;
import static dev.neonflow.embedded.Fault.At.BEFORE_APPLYING;
import static dev.neonflow.embedded.Fault.At.WITHIN_BODY;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.embedded.RawClient.Raw;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Faults as a client sees them that does nothing of its own accord. */
class RequestFaultsApiTest extends ApiTest {

  private static final String CREATE = "/projects/{project_id}/branches";
  private static final Duration LONG = Duration.ofHours(1);

  private final RawClient raw = new RawClient(neon);

  @AfterEach
  void clear() {
    neon.clearFaults();
  }

  @ParameterizedTest
  @ValueSource(ints = {423, 429, 500, 503, 524})
  void status_comesInsteadOfTheEffect_asOftenAsAsked(int status) {
    List<Object> operations = operations();
    InjectedFault fault = neon.inject(Fault.status(status).on("POST", CREATE).times(2));

    assertEquals(200, api.get(branches).status());
    assertRefused(api.branch("status"), status, status == 423 ? "conflicting operations" : "");
    assertRefused(api.branch("status"), status, "");
    assertEquals(2, fault.used());
    assertFalse(exists("status"));
    assertEquals(operations, operations());
    // Past the fault the request is looked at again.
    assertRefused(api.post(branches, "{'branch':{'parent_id':'br-no-such-one1'}}"), 404, "");
  }

  @Test
  void retryAfter_comesInSecondsOrAsADate() {
    neon.inject(Fault.status(429).retryAfter(Duration.ofSeconds(1)));
    neon.inject(Fault.status(503).retryAfter(Instant.parse("2030-01-02T03:04:05Z")));
    neon.inject(Fault.status(429));

    assertEquals("1", get("/regions").header("Retry-After").orElseThrow());
    assertEquals(
        "Wed, 02 Jan 2030 03:04:05 GMT", get("/regions").header("Retry-After").orElseThrow());
    assertTrue(get("/regions").header("Retry-After").isEmpty());
  }

  @Test
  void cutBefore_leavesNoEffect_cutAfter_leavesAllOfIt() {
    neon.inject(Fault.cut(BEFORE_APPLYING).on("POST", CREATE));
    assertEquals("", create("cut-before").text());
    assertFalse(exists("cut-before"));

    neon.inject(Fault.cut(AFTER_APPLYING).on("POST", CREATE));
    assertEquals("", create("cut-after").text());
    assertTrue(exists("cut-after"));

    neon.inject(Fault.status(524).afterApplying().on("POST", CREATE));
    assertEquals(524, create("timed-out").status());
    assertTrue(exists("timed-out"));
  }

  @Test
  void cutWithinTheBody_leavesLessThanAnnounced() {
    neon.inject(Fault.cut(WITHIN_BODY));

    Raw answer = get("/regions");
    assertEquals(200, answer.status());
    assertEquals(answer.announced() / 2, answer.body().length());
    assertEquals(answer.announced(), get("/regions").body().length());
  }

  @ParameterizedTest
  @EnumSource
  void cut_endsAConnectionThatWouldBeKept(Fault.At at) {
    neon.inject(Fault.cut(at).times(2));
    RawClient keeping = raw.keepingAlive();

    String begun = keeping.send("GET", "/api/v2/regions", "").text();
    assertEquals(at == WITHIN_BODY, begun.startsWith("HTTP/1.1 200"), begun);
    // Nothing can be cut within a body that is not there: nothing of it is sent.
    String unknown = api.project + "/branches/br-no-such-branch1";
    assertEquals("", keeping.send("DELETE", "/api/v2" + unknown, "").text());
  }

  @Test
  void malformedAnswer_isWhole_butNoJson() {
    String good = get("/regions").body();
    neon.inject(Fault.malformed());

    Raw answer = get("/regions");
    assertEquals(200, answer.status());
    assertEquals(answer.announced(), answer.body().length());
    assertEquals(good.substring(0, good.length() / 2), answer.body());
  }

  @Test
  void delay_keepsTheAnswerBack_notTheEffect() throws ExecutionException, InterruptedException {
    InjectedFault fault = neon.inject(Fault.delay(LONG).on("POST", CREATE));

    CompletableFuture<Raw> late = CompletableFuture.supplyAsync(() -> create("late"));
    Polling.until("the branch is there", () -> exists("late"));
    assertFalse(late.isDone());
    fault.remove();
    assertEquals(201, late.get().status());

    neon.inject(Fault.delay(Duration.ofMillis(20)));
    assertEquals(200, get("/regions").status());
  }

  @Test
  void manyDelayedRequests_keepNobodyElseWaiting() throws ExecutionException, InterruptedException {
    InjectedFault fault = neon.inject(Fault.delay(LONG).on("/regions").always());
    List<Socket> sockets = new ArrayList<>();
    try {
      for (int i = 0; i < 40; i++) {
        sockets.add(raw.open("GET", "/api/v2/regions", ""));
      }
      Polling.until("all wait", () -> fault.used() == 40);
      assertEquals(200, get("/auth").status());
      neon.clearFaults();
      for (Socket socket : sockets) {
        assertEquals(200, new Raw(RawClient.rest(socket)).status());
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    } finally {
      for (Socket socket : sockets) {
        close(socket);
      }
    }
  }

  @Test
  void slowBody_beginsAtOnce_andIsWholeInTheEnd() throws IOException {
    String good = get("/regions").body();
    InjectedFault fault = neon.inject(Fault.slowBody(LONG));

    try (Socket socket = raw.open("GET", "/api/v2/regions", "")) {
      StringBuilder head = new StringBuilder();
      while (head.indexOf("\r\n\r\n{") < 0) {
        int next = socket.getInputStream().read();
        assertTrue(next >= 0, () -> "ended after " + head);
        head.append((char) next);
      }
      fault.remove();
      assertEquals(good, new Raw(head + RawClient.rest(socket)).body());
    }
    neon.inject(Fault.slowBody(Duration.ofMillis(40)));
    assertEquals(good, get("/regions").body());
  }

  @Test
  void listener_learnsWhatHappened() {
    served.clear();
    neon.inject(Fault.cut(BEFORE_APPLYING));
    neon.inject(Fault.cut(AFTER_APPLYING));
    get("/regions");
    get("/regions");
    get("/regions");

    assertEquals(
        List.of("0 cut before_applying", "200 cut after_applying", "200 null"),
        served.stream().map(request -> request.status() + " " + request.fault()).toList());
  }

  @Test
  void randomFaults_areTheSameForTheSameSeed() {
    List<String> first = random();

    assertEquals(first, random());
    assertTrue(first.stream().anyMatch(fault -> !fault.equals("null")));
    assertTrue(first.contains("null"));
  }

  private List<String> random() {
    served.clear();
    neon.clearFaults();
    neon.inject(Fault.random(42, 0.5));
    IntStream.range(0, 30).forEach(i -> get("/regions"));
    return served.stream().map(request -> Objects.toString(request.fault())).toList();
  }

  private Raw get(String path) {
    return raw.send("GET", "/api/v2" + path, "");
  }

  private Raw create(String name) {
    return raw.send("POST", "/api/v2" + branches, "{'branch':{'name':'" + name + "'}}");
  }

  private static boolean exists(String name) {
    return !api.get(branches + "?search=" + name).<List<?>>at("branches").isEmpty();
  }

  /** Only which there are: those of other tests may still go on. */
  private static List<Object> operations() {
    return api.get(api.project + "/operations").<List<Map<String, Object>>>at("operations").stream()
        .map(operation -> operation.get("id"))
        .toList();
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
