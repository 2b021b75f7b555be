package dev.neonflow.sdk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.sdk.branches.UpdateBranch;
import dev.neonflow.sdk.error.AmbiguousWriteException;
import dev.neonflow.sdk.error.LockedException;
import dev.neonflow.sdk.error.NeonInterruptedException;
import dev.neonflow.sdk.error.NeonTimeoutException;
import dev.neonflow.sdk.error.UnavailableException;
import dev.neonflow.sdk.operations.WaitOptions;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import okhttp3.Dns;
import okhttp3.OkHttpClient;
import okhttp3.mockwebserver.Dispatcher;
import okhttp3.mockwebserver.MockResponse;
import okhttp3.mockwebserver.RecordedRequest;
import okhttp3.mockwebserver.SocketPolicy;
import org.junit.jupiter.api.Test;

class DeadlineTest extends WireTest {
  private static final UpdateBranch RENAME = UpdateBranch.create().name("n");

  private static MockResponse branch() {
    return answer(200, "{\"branch\":" + Answers.BRANCH + "}");
  }

  private void alwaysAnswer(MockResponse answer) {
    server.setDispatcher(
        new Dispatcher() {
          @Override
          public MockResponse dispatch(RecordedRequest request) {
            return answer;
          }
        });
  }

  private Neon real(Duration patience) {
    neon.close();
    neon = Neon.builder(Secret.of(KEY)).apiBase(neon.apiBase()).build();
    return neon.within(patience);
  }

  @Test
  void eachCallOfAView_endsInItsOwnTime() {
    alwaysAnswer(error(423, "", "locked"));
    Neon view = neon.within(Duration.ofSeconds(1));
    for (int call = 1; call <= 2; call++) {
      assertThrows(LockedException.class, () -> view.branches().get("p", "br-1"));
      assertEquals(Duration.ofMillis(875L * call), time.elapsed());
    }
    assertThrows(LockedException.class, () -> neon.branches().delete("p", "br-1"));
    assertTrue(time.elapsed().compareTo(Duration.ofSeconds(50)) > 0, time.elapsed().toString());
  }

  @Test
  void allCallsOfAView_endByOneTime() {
    alwaysAnswer(error(423, "", "locked"));
    Neon view = neon.until(FakeTime.START.plusSeconds(1));
    assertThrows(LockedException.class, () -> view.branches().get("p", "br-1"));
    assertThrows(LockedException.class, () -> view.branches().get("p", "br-1"));
    assertTrue(time.elapsed().compareTo(Duration.ofSeconds(1)) <= 0, time.elapsed().toString());
    time.advance(Duration.ofSeconds(1));
    int before = server.getRequestCount();
    NeonTimeoutException e =
        assertThrows(NeonTimeoutException.class, () -> view.branches().delete("p", "br-1"));
    assertEquals(0, e.attempts());
    assertTrue(e.retryable());
    assertTrue(e.getMessage().endsWith(". " + e.remedy().orElseThrow()), e.getMessage());
    assertEquals(before, server.getRequestCount());
  }

  @Test
  void viewOfAView_keepsToBothDeadlines() {
    alwaysAnswer(error(423, "", "locked"));
    Neon view = neon.within(Duration.ofSeconds(1)).within(Duration.ofHours(1));
    assertThrows(LockedException.class, () -> view.branches().get("p", "br-1"));
    assertEquals(Duration.ofMillis(875), time.elapsed());
  }

  @Test
  void serverThatIsNotThere_isTriedUntilTheDeadline() throws IOException {
    server.shutdown();
    neon.close();
    neon = builder().random(() -> 0.7).build();
    Neon view = neon.within(Duration.ofSeconds(4));
    UnavailableException e =
        assertThrows(UnavailableException.class, () -> view.branches().get("p", "br-1"));
    assertEquals(6, e.attempts());
    assertEquals(
        List.of(175L, 350L, 700L, 1400L, 1125L),
        time.pauses().stream().map(Duration::toMillis).toList());
  }

  @Test
  void lastAttempt_hasTwiceTheTimeOfTheOneBefore() {
    List<Duration> begun = new CopyOnWriteArrayList<>();
    server.setDispatcher(
        new Dispatcher() {
          @Override
          public MockResponse dispatch(RecordedRequest request) {
            begun.add(time.elapsed());
            time.advance(Duration.ofMillis(300));
            return error(423, "", "locked");
          }
        });
    Neon view = neon.within(Duration.ofSeconds(2));
    assertThrows(LockedException.class, () -> view.branches().delete("p", "br-1"));
    assertEquals(List.of(0L, 425L, 975L, 1400L), begun.stream().map(Duration::toMillis).toList());
  }

  @Test
  void deadlinesThatMakeNoSense_areRefused() {
    assertThrows(IllegalArgumentException.class, () -> neon.within(Duration.ZERO));
    assertThrows(IllegalArgumentException.class, () -> neon.within(Duration.ofSeconds(-1)));
  }

  @Test
  void deadlinesBeyondAllCalendars_areNone() {
    server.enqueue(branch());
    server.enqueue(branch());
    var unused = neon.within(ChronoUnit.FOREVER.getDuration()).branches().get("p", "br-1");
    unused = neon.until(Instant.MAX).branches().get("p", "br-1");
    assertEquals(2, server.getRequestCount());
  }

  @Test
  void waitForOperations_endsWithTheView() {
    alwaysAnswer(
        answer(
            200,
            "{\"operation\":" + Answers.operation("op-1", "start_compute", "running", 0) + "}"));
    Neon view = neon.within(Duration.ofSeconds(3));
    NeonTimeoutException e =
        assertThrows(
            NeonTimeoutException.class,
            () ->
                view.operations()
                    .await(
                        "p",
                        List.of(view.operations().get("p", "op-1")),
                        WaitOptions.within(Duration.ofMinutes(5))));
    assertTrue(e.getMessage().contains("not done within 3000 ms"), e.getMessage());
    assertTrue(time.elapsed().compareTo(Duration.ofSeconds(3)) <= 0, time.elapsed().toString());
  }

  @Test
  void readThatIsNotAnswered_isATimeout() {
    server.enqueue(new MockResponse().setSocketPolicy(SocketPolicy.NO_RESPONSE));
    Neon view = real(Duration.ofMillis(500));
    assertThrows(NeonTimeoutException.class, () -> view.branches().get("p", "br-1"));
  }

  @Test
  void writeThatIsNotAnswered_isAmbiguous() throws Exception {
    server.enqueue(new MockResponse().setSocketPolicy(SocketPolicy.NO_RESPONSE));
    Neon view = real(Duration.ofSeconds(3));
    AmbiguousWriteException e =
        assertThrows(
            AmbiguousWriteException.class, () -> view.branches().update("p", "br-1", RENAME));
    taken();
    assertInstanceOf(NeonTimeoutException.class, e.getSuppressed()[0]);
    assertEquals(1, server.getRequestCount());
  }

  @Test
  void lookAtALostWrite_endsWithTheDeadline() {
    server.setDispatcher(
        new Dispatcher() {
          @Override
          public MockResponse dispatch(RecordedRequest request) {
            return "PATCH".equals(request.getMethod())
                ? new MockResponse().setSocketPolicy(SocketPolicy.DISCONNECT_AFTER_REQUEST)
                : error(423, "", "locked");
          }
        });
    Neon view = neon.within(Duration.ofSeconds(2));
    AmbiguousWriteException e =
        assertThrows(
            AmbiguousWriteException.class, () -> view.branches().update("p", "br-1", RENAME));
    assertInstanceOf(LockedException.class, e.getSuppressed()[0]);
    assertTrue(time.elapsed().compareTo(Duration.ofSeconds(2)) <= 0, time.elapsed().toString());
  }

  @Test
  void nameThatIsNotFoundInTime_doesNotHoldTheCaller() {
    CountDownLatch asserted = new CountDownLatch(1);
    Dns slow =
        name -> {
          try {
            var unused = asserted.await(2, TimeUnit.MINUTES);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          return Dns.SYSTEM.lookup(name);
        };
    OkHttpClient client = new OkHttpClient.Builder().dns(slow).build();
    neon.close();
    neon =
        Neon.builder(Secret.of(KEY))
            .apiBase(URI.create("http://localhost:" + server.getPort()))
            .httpClient(client)
            .build();
    Neon view = neon.within(Duration.ofMillis(200));
    assertThrows(NeonTimeoutException.class, () -> view.branches().get("p", "br-1"));
    asserted.countDown();
    client.dispatcher().executorService().shutdown();
  }

  @Test
  void requests_waitForTheirTurn() {
    neon.close();
    neon = builder().rateShare(0.05).build();
    alwaysAnswer(branch());
    var unused = neon.branches().get("p", "br-1");
    unused = neon.within(Duration.ofMinutes(1)).branches().get("p", "br-2");
    assertEquals(List.of(1714L), time.pauses().stream().map(Duration::toMillis).toList());
  }

  @Test
  void noLimit_holdsOnThisMachineUnlessOneIsSet() {
    alwaysAnswer(branch());
    for (int i = 0; i < 30; i++) {
      var unused = neon.branches().get("p", "br-1");
    }
    assertEquals(List.of(), time.pauses());
  }

  @Test
  void turnAfterTheDeadline_failsAtOnceAndTakesNoPlace() {
    neon.close();
    neon = builder().rateShare(0.05).build();
    alwaysAnswer(branch());
    var unused = neon.branches().get("p", "br-1");
    Neon view = neon.within(Duration.ofMillis(400));
    for (int i = 0; i < 5; i++) {
      NeonTimeoutException e =
          assertThrows(NeonTimeoutException.class, () -> view.branches().get("p", "br-1"));
      assertEquals(0, e.attempts());
    }
    assertEquals(List.of(), time.pauses());
    assertEquals(1, server.getRequestCount());
    unused = neon.branches().get("p", "br-1");
    assertEquals(1714, time.elapsed().toMillis());
  }

  @Test
  void turnOfARetryAfterTheDeadline_saysWhyItWasNeeded() {
    neon.close();
    neon = builder().rateShare(0.05).build();
    server.enqueue(error(423, "", "locked"));
    Neon view = neon.within(Duration.ofMillis(400));
    NeonTimeoutException e =
        assertThrows(NeonTimeoutException.class, () -> view.branches().get("p", "br-1"));
    assertEquals(1, e.attempts());
    assertInstanceOf(LockedException.class, e.getCause());
  }

  @Test
  void interruptWhileWaitingForTheTurn_endsItAndNothingIsSent() throws Exception {
    BlockingQueue<Callable<?>> held = new LinkedBlockingQueue<>();
    ScheduledExecutorService threads = Executors.newSingleThreadScheduledExecutor();
    neon.close();
    neon =
        builder()
            .rateShare(0.05)
            .scheduler(
                (work, delay, unit) -> {
                  if (delay > 0) {
                    held.add(work);
                    return threads.schedule(() -> {}, 0, unit);
                  }
                  return threads.schedule(work, 0, unit);
                })
            .build();
    server.enqueue(branch());
    server.enqueue(branch());
    var unused = neon.branches().get("p", "br-1");
    CompletableFuture<Throwable> thrown = new CompletableFuture<>();
    Thread caller =
        new Thread(
            () ->
                thrown.complete(
                    assertThrows(RuntimeException.class, () -> neon.branches().get("p", "br-1"))));
    caller.start();
    Callable<?> turn = held.poll(2, TimeUnit.MINUTES);
    caller.interrupt();
    assertInstanceOf(NeonInterruptedException.class, thrown.get(2, TimeUnit.MINUTES));
    turn.call();
    assertEquals(1, server.getRequestCount());
    threads.shutdown();
  }
}
