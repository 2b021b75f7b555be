package dev.neonflow.sdk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.sdk.branches.CreateBranch;
import dev.neonflow.sdk.error.NeonInterruptedException;
import dev.neonflow.sdk.error.NeonTimeoutException;
import dev.neonflow.sdk.error.NotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import okhttp3.mockwebserver.MockResponse;
import okhttp3.mockwebserver.SocketPolicy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AsyncTest extends WireTest {

  /** What a caller does to a future whose result it no longer wants. */
  enum End {
    CANCEL(future -> future.cancel(true)),
    TIME_OUT(future -> future.orTimeout(1, TimeUnit.MILLISECONDS)),
    COMPLETE(future -> future.complete(null)),
    FAIL(future -> future.completeExceptionally(new IOException("enough")));

    private final Consumer<CompletableFuture<?>> how;

    End(Consumer<CompletableFuture<?>> how) {
      this.how = how;
    }
  }

  @Test
  void severalCalls_runInARowOnADaemonThread() throws Exception {
    server.enqueue(answer(200, "{\"branch\":" + Answers.BRANCH + "}"));
    server.enqueue(answer(200, "{\"project\":" + Answers.PROJECT + "}"));
    CompletableFuture<String> future =
        neon.async(
            n -> {
              assertTrue(Thread.currentThread().isDaemon());
              assertEquals("neonflow-async", Thread.currentThread().getName());
              String project = n.branches().get("p", "br-1").branch().projectId();
              return n.projects().get(project).name();
            });
    assertEquals("shop", future.get(2, TimeUnit.MINUTES));
    assertRequest("GET", "/projects/p/branches/br-1");
    assertRequest("GET", "/projects/silent-hall-60879203");
  }

  @Test
  void failure_isTheCauseOfWhatTheFutureThrows() {
    server.enqueue(error(404, "", "no such project"));
    CompletableFuture<?> future = neon.async(n -> n.projects().get("p"));
    ExecutionException e =
        assertThrows(ExecutionException.class, () -> future.get(2, TimeUnit.MINUTES));
    assertInstanceOf(NotFoundException.class, e.getCause());
    CompletionException again = assertThrows(CompletionException.class, future::join);
    assertInstanceOf(NotFoundException.class, again.getCause());
  }

  @Test
  void callAfterClose_isAFutureThatFailed() {
    neon.close();
    CompletableFuture<?> future = neon.async(n -> n.projects().get("p"));
    CompletionException e = assertThrows(CompletionException.class, future::join);
    assertInstanceOf(IllegalStateException.class, e.getCause());
    assertEquals(0, server.getRequestCount());
  }

  @Test
  void deadlineOfAView_holdsForItsFutures() {
    time.advance(Duration.ofSeconds(1));
    CompletableFuture<?> future =
        neon.until(FakeTime.START).async(n -> n.branches().delete("p", "br-1"));
    CompletionException e = assertThrows(CompletionException.class, future::join);
    assertInstanceOf(NeonTimeoutException.class, e.getCause());
  }

  @ParameterizedTest
  @EnumSource
  void whateverEndsTheFuture_endsTheConnectionAndNothingFollows(End end) throws Exception {
    CompletableFuture<Throwable> thrown = new CompletableFuture<>();
    try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        Neon real =
            Neon.builder(Secret.of(KEY))
                .apiBase(URI.create("http://127.0.0.1:" + silent.getLocalPort()))
                .build()) {
      CompletableFuture<?> future =
          real.async(
              n -> {
                try {
                  return n.branches().create("p", CreateBranch.named("x"));
                } catch (RuntimeException e) {
                  thrown.complete(e);
                  throw e;
                }
              });
      silent.setSoTimeout(120_000);
      try (Socket connection = silent.accept()) {
        connection.setSoTimeout(120_000);
        InputStream request = connection.getInputStream();
        assertEquals('P', request.read());
        end.how.accept(future);
        assertInstanceOf(NeonInterruptedException.class, thrown.get(2, TimeUnit.MINUTES));
        assertTrue(isCutOff(request), "the connection goes on");
      }
      assertTrue(future.isDone());
    }
  }

  /** Reads to the end; a timeout is that there is none. */
  private static boolean isCutOff(InputStream request) throws IOException {
    byte[] rest = new byte[8192];
    try {
      while (request.read(rest) >= 0) {}
      return true;
    } catch (SocketTimeoutException e) {
      return false;
    } catch (SocketException e) {
      return true;
    }
  }

  @Test
  void timeout_isWhatTheFutureThrows() {
    server.enqueue(new MockResponse().setSocketPolicy(SocketPolicy.NO_RESPONSE));
    CompletableFuture<?> future =
        neon.async(n -> n.projects().get("p")).orTimeout(100, TimeUnit.MILLISECONDS);
    CompletionException e = assertThrows(CompletionException.class, future::join);
    assertInstanceOf(TimeoutException.class, e.getCause());
  }

  @Test
  void whatDependsOnTheFuture_isNotInterrupted() throws Exception {
    server.enqueue(answer(200, "{\"project\":" + Answers.PROJECT + "}"));
    CompletableFuture<Boolean> asked = new CompletableFuture<>();
    CompletableFuture<Boolean> flag =
        neon.async(
                n -> {
                  asked.join();
                  return n.projects().get("p");
                })
            .thenApply(project -> Thread.currentThread().isInterrupted());
    asked.complete(true);
    assertFalse(flag.get(2, TimeUnit.MINUTES));
  }
}
