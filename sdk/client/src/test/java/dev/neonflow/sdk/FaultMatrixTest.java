package dev.neonflow.sdk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.sdk.Fault.Outcome;
import dev.neonflow.sdk.contract.Route;
import dev.neonflow.sdk.error.AmbiguousWriteException;
import dev.neonflow.sdk.error.NeonDecodingException;
import dev.neonflow.sdk.error.NeonException;
import dev.neonflow.sdk.internal.api.Wire;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import okhttp3.ConnectionPool;
import okhttp3.OkHttpClient;
import okhttp3.mockwebserver.Dispatcher;
import okhttp3.mockwebserver.MockResponse;
import okhttp3.mockwebserver.MockWebServer;
import okhttp3.mockwebserver.RecordedRequest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/** Every write of the client under every fault. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FaultMatrixTest {
  /** Enough for what does not stall, on a busy machine too. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final MockWebServer server = new MockWebServer();
  private final OkHttpClient http = new OkHttpClient();
  private final ExecutorService cells = Executors.newFixedThreadPool(12);
  private final ExecutorService stalledCells = Executors.newCachedThreadPool();
  private final Map<String, FaultyNeon> fakes = new ConcurrentHashMap<>();

  @BeforeAll
  void start() throws IOException {
    http.dispatcher().setMaxRequestsPerHost(64);
    server.setDispatcher(
        new Dispatcher() {
          @Override
          public MockResponse dispatch(RecordedRequest request) {
            String[] parts = String.valueOf(request.getPath()).split("/api/v2|\\?", 3);
            FaultyNeon fake = fakes.get(parts[0].substring(1));
            return fake == null
                ? WireTest.error(400, "", "no such cell")
                : fake.answer(request, parts[1]);
          }
        });
    server.setServerSocketFactory(new PromptSockets());
    server.start(InetAddress.getLoopbackAddress(), 0);
  }

  @AfterAll
  void stop() throws IOException {
    cells.shutdownNow();
    stalledCells.shutdownNow();
    http.dispatcher().executorService().shutdown();
    http.connectionPool().evictAll();
    server.shutdown();
  }

  @Test
  void everyRouteThatWrites_isInTheTable() {
    List<String> routes =
        Route.beside(Wire.class).stream()
            .filter(route -> !route.verb().equals("GET"))
            .map(route -> route.toString().replace(".Routes.", "."))
            .sorted()
            .toList();
    List<String> rows = Writes.all().stream().map(SentWrite::route).distinct().sorted().toList();
    assertTrue(routes.size() > 40, routes.toString());
    assertEquals(routes, rows.stream().filter(row -> row.startsWith("Http")).toList());
    assertEquals(
        Writes.all().size(),
        new TreeSet<>(Writes.all().stream().map(SentWrite::toString).toList()).size());
  }

  /** The cells run side by side; those whose answer stalls all at once, so that they wait once. */
  @TestFactory
  Stream<DynamicContainer> write_underFault() {
    Map<Fault, List<DynamicTest>> tests =
        Arrays.stream(Fault.values())
            .collect(Collectors.toMap(fault -> fault, fault -> new ArrayList<>()));
    for (SentWrite write : Writes.all()) {
      for (Fault fault : Fault.values()) {
        String id = fault + "-" + tests.get(fault).size();
        ExecutorService runs = fault == Fault.SLOW_BODY ? stalledCells : cells;
        Future<?> ran = runs.submit(() -> new Cell(write, fault, id).run());
        tests.get(fault).add(DynamicTest.dynamicTest(write.toString(), () -> await(ran)));
      }
    }
    return Arrays.stream(Fault.values())
        .map(fault -> DynamicContainer.dynamicContainer(fault.toString(), tests.get(fault)));
  }

  private static void await(Future<?> cell) throws Throwable {
    try {
      cell.get(5, TimeUnit.MINUTES);
    } catch (ExecutionException e) {
      throw e.getCause();
    }
  }

  private final class Cell {
    private final SentWrite write;
    private final Fault fault;
    private final Outcome outcome;
    private final FaultyNeon fake;
    private final String id;

    Cell(SentWrite write, Fault fault, String id) {
      this.write = write;
      this.fault = fault;
      this.outcome = fault.outcome(write);
      this.fake = new FaultyNeon(write, fault);
      this.id = id;
      fakes.put(id, fake);
    }

    void run() {
      NeonException failure;
      OkHttpClient client = fault == Fault.REFUSED ? refusedOnce() : http;
      try (FakeTime time = new FakeTime();
          Neon neon = neon(time, client)) {
        failure = failure(neon);
      }
      String told = failure + " after " + fake.requests();
      switch (outcome) {
        case DONE, SENT_AGAIN -> assertNull(failure, told);
        case AMBIGUOUS -> {
          var lost = assertInstanceOf(AmbiguousWriteException.class, failure, told);
          assertTrue(lost.remedy().orElseThrow().contains("Look at " + lost.lookAt()), told);
        }
        case UNREADABLE -> assertInstanceOf(NeonDecodingException.class, failure, told);
      }
      assertEquals(sent(), fake.requests().stream().filter(write.line()::equals).count(), told);
      assertEquals(applied(), fake.applied(), told);
      assertEquals(sent(), fake.requests().stream().filter(r -> !r.startsWith("GET ")).count());
      if (failure != null) {
        assertTellsWhatToDo(failure);
      }
      if (fault.goesOn() && write.hasOperations()) {
        assertEquals("GET /projects/p/operations", fake.requests().get(1), told);
        assertEquals("GET /projects/p/operations", fake.requests().get(2), told);
      }
    }

    private void assertTellsWhatToDo(NeonException failure) {
      String line = write.line().replace(" ", " /" + id + "/api/v2");
      line = line.replaceFirst("(/transfer_requests/)[^/]+", "$1***");
      assertTrue(failure.getMessage().startsWith(line + " "), failure.getMessage());
      String remedy = failure.remedy().orElseThrow();
      assertTrue(remedy.startsWith("Look at "), remedy);
      assertTrue(failure.getMessage().endsWith(remedy), failure.getMessage());
      assertEquals(1, failure.attempts());
    }

    private long sent() {
      return outcome == Outcome.SENT_AGAIN && fault != Fault.REFUSED ? 2 : 1;
    }

    private int applied() {
      int byTheFirst = fault.isApplied() ? 1 : 0;
      return outcome == Outcome.SENT_AGAIN ? byTheFirst + 1 : byTheFirst;
    }

    private @Nullable NeonException failure(Neon neon) {
      try {
        write.call().accept(neon);
        return null;
      } catch (NeonException e) {
        return e;
      }
    }

    private Neon neon(FakeTime time, OkHttpClient client) {
      Neon.Builder builder =
          Neon.builder(Secret.of(WireTest.KEY))
              .apiBase(URI.create("http://127.0.0.1:" + server.getPort() + "/" + id + "/api/v2"))
              .httpClient(client)
              .clock(time)
              .scheduler(time)
              .random(() -> 0.5);
      return (fault == Fault.SLOW_BODY ? builder.requestTimeout(PATIENCE) : builder).build();
    }

    private OkHttpClient refusedOnce() {
      return http.newBuilder()
          .connectionPool(new ConnectionPool())
          .socketFactory(new FailingSockets(1))
          .build();
    }
  }
}
