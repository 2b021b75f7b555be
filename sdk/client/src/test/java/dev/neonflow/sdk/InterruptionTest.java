package dev.neonflow.sdk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.sdk.branches.CreateBranch;
import dev.neonflow.sdk.error.NeonInterruptedException;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import okhttp3.Call;
import okhttp3.OkHttpClient;
import okhttp3.mockwebserver.MockResponse;
import okhttp3.mockwebserver.SocketPolicy;
import org.junit.jupiter.api.Test;

class InterruptionTest extends WireTest {

  @Test
  void interruptedCall_isCancelledAndLeavesTheFlag() throws Exception {
    CompletableFuture<Call> over = new CompletableFuture<>();
    OkHttpClient client =
        new OkHttpClient.Builder()
            .addInterceptor(
                chain -> {
                  try {
                    return chain.proceed(chain.request());
                  } finally {
                    over.complete(chain.call());
                  }
                })
            .build();
    neon.close();
    neon = builder().httpClient(client).build();
    server.enqueue(new MockResponse().setSocketPolicy(SocketPolicy.NO_RESPONSE));
    AtomicReference<RuntimeException> thrown = new AtomicReference<>();
    AtomicReference<Boolean> flag = new AtomicReference<>(false);
    Thread caller =
        new Thread(
            () -> {
              thrown.set(
                  assertThrows(RuntimeException.class, () -> neon.branches().delete("p", "br-1")));
              flag.set(Thread.currentThread().isInterrupted());
            });
    caller.start();
    taken();
    caller.interrupt();
    caller.join(120_000);
    assertInstanceOf(NeonInterruptedException.class, thrown.get());
    assertTrue(
        thrown
            .get()
            .getMessage()
            .endsWith(". Call again if it is still wanted; a write may have been done"));
    assertTrue(flag.get());
    assertTrue(over.get(2, TimeUnit.MINUTES).isCanceled(), "the call was not cancelled");
    assertEquals(1, server.getRequestCount());
    client.dispatcher().executorService().shutdown();
  }

  @Test
  void interruptWhileANameIsLookedUp_endsTheCall() throws Exception {
    CountDownLatch looking = new CountDownLatch(1);
    CountDownLatch never = new CountDownLatch(1);
    OkHttpClient client =
        new OkHttpClient.Builder()
            .dns(
                host -> {
                  looking.countDown();
                  awaitUninterruptibly(never);
                  throw new UnknownHostException(host);
                })
            .build();
    try (Neon stuck =
        Neon.builder(Secret.of(KEY))
            .apiBase(URI.create("https://neon.example.com/api/v2"))
            .httpClient(client)
            .build()) {
      CompletableFuture<Throwable> thrown = new CompletableFuture<>();
      Thread caller =
          new Thread(
              () ->
                  thrown.complete(
                      assertThrows(RuntimeException.class, () -> stuck.projects().get("p"))));
      caller.start();
      assertTrue(looking.await(2, TimeUnit.MINUTES));
      caller.interrupt();
      assertInstanceOf(NeonInterruptedException.class, thrown.get(2, TimeUnit.MINUTES));
    } finally {
      never.countDown();
    }
  }

  private static void awaitUninterruptibly(CountDownLatch latch) {
    boolean interrupted = false;
    while (latch.getCount() > 0) {
      try {
        latch.await();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void callAfterClose_isRefused() {
    Neon closed = Neon.builder(Secret.of(KEY)).apiBase(neon.apiBase()).build();
    closed.close();
    assertThrows(IllegalStateException.class, () -> closed.projects().get("p"));
    assertEquals(0, server.getRequestCount());
  }

  @Test
  void writeAfterClose_isRefusedAndNotCalledAmbiguous() {
    Neon closed =
        Neon.builder(Secret.of(KEY)).apiBase(neon.apiBase()).scheduler(time).clock(time).build();
    closed.close();
    assertThrows(
        IllegalStateException.class, () -> closed.branches().create("p", CreateBranch.named("x")));
    assertThrows(IllegalStateException.class, () -> closed.projects().get("p"));
    assertEquals(0, server.getRequestCount());
  }

  @Test
  void defaultTimer_retriesByItself() {
    server.enqueue(error(423, "", "locked"));
    server.enqueue(answer(200, "{\"project\":" + Answers.PROJECT + "}"));
    try (Neon real = Neon.builder(Secret.of(KEY)).apiBase(neon.apiBase()).build()) {
      assertEquals("shop", real.projects().get("p").name());
    }
    assertEquals(2, server.getRequestCount());
  }
}
