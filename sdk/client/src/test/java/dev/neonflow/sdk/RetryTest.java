package dev.neonflow.sdk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.sdk.branches.CreateBranch;
import dev.neonflow.sdk.branches.UpdateBranch;
import dev.neonflow.sdk.error.AmbiguousWriteException;
import dev.neonflow.sdk.error.LockedException;
import dev.neonflow.sdk.error.NeonException;
import dev.neonflow.sdk.error.NeonTimeoutException;
import dev.neonflow.sdk.error.RateLimitedException;
import dev.neonflow.sdk.error.UnavailableException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import okhttp3.OkHttpClient;
import okhttp3.mockwebserver.Dispatcher;
import okhttp3.mockwebserver.MockResponse;
import okhttp3.mockwebserver.MockWebServer;
import okhttp3.mockwebserver.RecordedRequest;
import okhttp3.mockwebserver.SocketPolicy;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryTest extends WireTest {

  /** One call of each method. */
  enum Verb {
    GET,
    POST,
    PATCH,
    DELETE;

    void call(Neon neon) {
      switch (this) {
        case GET -> neon.branches().get("p", "br-1");
        case POST -> neon.branches().create("p", CreateBranch.unnamed());
        case PATCH -> neon.branches().update("p", "br-1", UpdateBranch.create().name("n"));
        case DELETE -> neon.branches().delete("p", "br-1");
      }
    }

    MockResponse success() {
      return this == POST ? answer(201, Answers.CREATED) : answer(200, Answers.CHANGED);
    }
  }

  @ParameterizedTest
  @EnumSource
  void lockedLimitedAndUnavailable_areRetriedForEveryMethod(Verb verb) {
    for (int status : new int[] {423, 429, 503}) {
      server.enqueue(error(status, "", "later"));
    }
    server.enqueue(verb.success());
    verb.call(neon);
    assertEquals(4, server.getRequestCount());
    assertEquals(
        List.of(Duration.ofMillis(125), Duration.ofMillis(250), Duration.ofMillis(500)),
        time.pauses());
  }

  @ParameterizedTest
  @ValueSource(ints = {500, 502, 504, 524})
  void serverErrors_areRetriedForReadsOnly(int status) {
    for (Verb verb : List.of(Verb.GET, Verb.POST)) {
      int before = server.getRequestCount();
      server.enqueue(error(status, "", "oops"));
      if (verb == Verb.GET) {
        server.enqueue(verb.success());
        verb.call(neon);
        assertEquals(before + 2, server.getRequestCount());
      } else {
        assertThrows(AmbiguousWriteException.class, () -> verb.call(neon));
        assertEquals(before + 1, server.getRequestCount());
      }
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"GET", "POST"})
  void cutConnection_isRetriedForReadsOnly(Verb verb) {
    server.enqueue(new MockResponse().setSocketPolicy(SocketPolicy.DISCONNECT_AFTER_REQUEST));
    server.enqueue(verb.success());
    if (verb == Verb.GET) {
      verb.call(neon);
      assertEquals(2, server.getRequestCount());
      return;
    }
    AmbiguousWriteException e = assertThrows(AmbiguousWriteException.class, () -> verb.call(neon));
    assertEquals(0, e.status());
    assertEquals(1, e.attempts());
    assertFalse(e.retryable());
    assertTrue(e.getMessage().contains("Look at the newest branches"), e.getMessage());
    assertEquals(1, server.getRequestCount());
  }

  @ParameterizedTest
  @EnumSource(names = "POST")
  void writeOnAConnectionUsedBefore_isNotSentTwice(Verb verb) {
    server.enqueue(Verb.GET.success());
    server.enqueue(new MockResponse().setSocketPolicy(SocketPolicy.DISCONNECT_AFTER_REQUEST));
    server.enqueue(verb.success());
    Verb.GET.call(neon);
    assertThrows(AmbiguousWriteException.class, () -> verb.call(neon));
    assertEquals(2, server.getRequestCount());
  }

  @ParameterizedTest
  @EnumSource(names = {"GET", "POST"})
  void answerCutInItsMiddle_isRetriedForReadsOnly(Verb verb) {
    server.enqueue(verb.success().setSocketPolicy(SocketPolicy.DISCONNECT_DURING_RESPONSE_BODY));
    server.enqueue(verb.success());
    if (verb == Verb.GET) {
      verb.call(neon);
      assertEquals(2, server.getRequestCount());
    } else {
      assertThrows(AmbiguousWriteException.class, () -> verb.call(neon));
      assertEquals(1, server.getRequestCount());
    }
  }

  @Test
  void answerThatDoesNotCome_isATimeoutForReadsAndAmbiguousForWrites() throws Exception {
    neon.close();
    neon = builder().requestTimeout(Duration.ofSeconds(3)).retryFor(Duration.ZERO).build();
    server.enqueue(new MockResponse().setSocketPolicy(SocketPolicy.NO_RESPONSE));
    server.enqueue(new MockResponse().setSocketPolicy(SocketPolicy.NO_RESPONSE));
    NeonTimeoutException e = assertThrows(NeonTimeoutException.class, () -> Verb.GET.call(neon));
    assertTrue(e.retryable());
    String path = "/api/v2/projects/p/branches";
    assertEquals(
        "GET " + path + "/br-1 was not answered in time. " + e.remedy().orElseThrow(),
        e.getMessage());
    NeonException lost = assertThrows(AmbiguousWriteException.class, () -> Verb.POST.call(neon));
    assertTrue(
        lost.getMessage().startsWith("POST " + path + " was sent but not answered in time. Look"),
        lost.getMessage());
    taken();
    taken();
    assertEquals(2, server.getRequestCount());
  }

  @ParameterizedTest
  @EnumSource
  void connectionThatFailsTwice_isMadeTheThirdTime(Verb verb) {
    OkHttpClient flaky = new OkHttpClient.Builder().socketFactory(new FailingSockets(2)).build();
    neon.close();
    neon = builder().httpClient(flaky).build();
    server.enqueue(verb.success());
    verb.call(neon);
    assertEquals(1, server.getRequestCount());
    assertEquals(2, time.pauses().size());
    flaky.dispatcher().executorService().shutdown();
  }

  @Test
  void serverThatIsNotThere_isTriedUntilTheTimeIsOver() throws IOException {
    server.shutdown();
    UnavailableException e = assertThrows(UnavailableException.class, () -> Verb.POST.call(neon));
    assertEquals(18, e.attempts());
    assertEquals(0, e.status());
    assertTrue(e.retryable());
    assertTrue(e.getMessage().endsWith(" after 18 attempts. " + e.remedy().orElseThrow()));
    assertEquals(Duration.ofSeconds(60), time.elapsed());
    assertEquals(Duration.ofSeconds(5), time.pauses().get(15));
  }

  @Test
  void lockThatStays_endsWithTheTimeForRetries() {
    neon.close();
    neon = builder().retryFor(Duration.ofSeconds(1)).build();
    server.setDispatcher(
        new Dispatcher() {
          @Override
          public MockResponse dispatch(RecordedRequest request) {
            return error(423, "", "project already has running conflicting operations");
          }
        });
    LockedException e = assertThrows(LockedException.class, () -> Verb.DELETE.call(neon));
    assertEquals(5, e.attempts());
    assertEquals(5, server.getRequestCount());
    assertEquals(Duration.ofSeconds(1), time.elapsed());
  }

  @Test
  void listener_isToldBeforeEachPauseAndCannotBreakTheCall() {
    List<RetryEvent> events = new CopyOnWriteArrayList<>();
    neon.close();
    neon =
        builder()
            .onRetry(
                event -> {
                  events.add(event);
                  throw new IllegalStateException("a listener that fails");
                })
            .build();
    server.enqueue(error(429, "", "slow down").setHeader("Retry-After", "7"));
    server.enqueue(error(503, "", "later"));
    server.enqueue(Verb.GET.success());
    Verb.GET.call(neon);
    assertEquals(List.of(1, 2), events.stream().map(RetryEvent::attempt).toList());
    assertEquals(time.pauses(), events.stream().map(RetryEvent::pause).toList());
    assertInstanceOf(RateLimitedException.class, events.get(0).cause());
    assertEquals("GET /api/v2/projects/p/branches/br-1", events.get(0).call());
  }

  @Test
  void retryAfter_isWaitedForInFull() {
    server.enqueue(error(429, "", "").setHeader("Retry-After", "7"));
    server.enqueue(error(503, "", "").setHeader("Retry-After", "Sun, 22 Nov 2026 10:00:20 GMT"));
    server.enqueue(error(429, "", "").setHeader("Retry-After", "nonsense"));
    server.enqueue(Verb.POST.success());
    Verb.POST.call(neon);
    assertEquals(
        List.of(Duration.ofSeconds(7), Duration.ofSeconds(13), Duration.ofMillis(500)),
        time.pauses());
  }

  @Test
  void retryAfterBeyondTheTimeForRetries_endsAtOnce() {
    server.enqueue(error(429, "", "").setHeader("Retry-After", "61"));
    RateLimitedException e = assertThrows(RateLimitedException.class, () -> Verb.GET.call(neon));
    assertEquals(1, e.attempts());
    assertEquals(List.of(), time.pauses());
  }

  @Test
  void unavailableThatSaysAtOnce_isNotRepeatedBehindOurBack() {
    neon.close();
    neon = builder().retryFor(Duration.ZERO).build();
    server.enqueue(error(503, "", "").setHeader("Retry-After", "3"));
    assertThrows(UnavailableException.class, () -> Verb.POST.call(neon));
    assertEquals(1, server.getRequestCount());
  }

  @Test
  void certificateThatNobodyTrusts_isReportedAtOnce() throws IOException {
    HeldCertificate own =
        new HeldCertificate.Builder().addSubjectAlternativeName("127.0.0.1").build();
    HandshakeCertificates held = new HandshakeCertificates.Builder().heldCertificate(own).build();
    MockWebServer secure = new MockWebServer();
    try {
      secure.useHttps(held.sslSocketFactory(), false);
      secure.start(InetAddress.getLoopbackAddress(), 0);
      neon.close();
      neon = builder().apiBase(URI.create("https://127.0.0.1:" + secure.getPort())).build();
      UnavailableException e = assertThrows(UnavailableException.class, () -> Verb.GET.call(neon));
      assertEquals(1, e.attempts());
      assertFalse(e.retryable());
    } finally {
      secure.shutdown();
    }
  }
}
