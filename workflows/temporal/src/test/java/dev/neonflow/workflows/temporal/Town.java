package dev.neonflow.workflows.temporal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.neonflow.embedded.EmbeddedNeon;
import dev.neonflow.embedded.EmbeddedNeonOptions;
import dev.neonflow.embedded.ServedRequest;
import dev.neonflow.sdk.ConnectionUri;
import dev.neonflow.sdk.Neon;
import dev.neonflow.sdk.Secret;
import dev.neonflow.sdk.branches.ListBranches;
import dev.neonflow.sdk.connectionuris.ConnectionUriQuery;
import dev.neonflow.workflows.Neonflow;
import dev.neonflow.workflows.WorkflowResult;
import dev.neonflow.workflows.internal.Jdbc;
import io.temporal.api.enums.v1.EventType;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.common.WorkflowExecutionHistory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** A shop, a Neon that counts its requests, and a server of Temporal for workers elsewhere. */
final class Town implements AutoCloseable {

  /** What workers know by the name {@code SHOP_TOKEN}. */
  static final String SHOP_TOKEN = "tok/en+of=the shop&unlike-any-other";

  /** A worker on a busy machine is not taken for lost. */
  static final Duration HEARTBEAT = Duration.ofSeconds(10);

  private static final String QUEUE = "shop";

  private final Queue<ServedRequest> served = new ConcurrentLinkedQueue<>();
  private final EmbeddedNeon embedded;
  private final TemporalServer server;
  private final Shop shop;

  private Town(Path directory) throws IOException {
    embedded = EmbeddedNeon.start(EmbeddedNeonOptions.defaults().onRequest(served::add));
    server = TemporalServer.onPort();
    shop =
        new Shop(directory, embedded.apiBase(), embedded.apiKey(), embedded.projectId()).prepared();
  }

  static Town start(Path directory) throws IOException {
    return new Town(directory);
  }

  TemporalServer server() {
    return server;
  }

  Shop shop() {
    return shop;
  }

  TemporalEngine engine() {
    return TemporalEngine.of(server.client(), QUEUE).heartbeat(HEARTBEAT);
  }

  Neonflow neonflow() {
    return shop.neonflow().engine(engine()).build();
  }

  /** One that has begun to work. */
  JvmProcess worker() throws IOException {
    return worker(entry -> true);
  }

  /** One that has only these entries of the class path. */
  JvmProcess worker(Predicate<String> entries) throws IOException {
    JvmProcess worker =
        JvmProcess.start(shop.directory(), secrets(), entries, WorkerMain.class, arguments());
    worker.expect(WorkerMain.WORKS);
    return worker;
  }

  /** One in this process. */
  TemporalWorker workerHere() {
    return TemporalWorker.start(
        server.client(),
        QUEUE,
        shop.neonflow().environment(name -> name.equals("SHOP_TOKEN") ? SHOP_TOKEN : null).build());
  }

  JvmProcess starter() throws IOException {
    return JvmProcess.start(
        shop.directory(), secrets(), entry -> true, StarterMain.class, arguments());
  }

  private Map<String, String> secrets() {
    Map<String, String> secrets = new HashMap<>();
    secrets.put("NEON_API_KEY", embedded.apiKey());
    secrets.put("SHOP_TOKEN", SHOP_TOKEN);
    return secrets;
  }

  private String[] arguments() {
    return new String[] {
      server.target(),
      QUEUE,
      shop.directory().toString(),
      embedded.apiBase().toString(),
      embedded.projectId()
    };
  }

  /** The requests so far, such as {@code POST /projects/{p}/branches}. */
  List<String> requests() {
    return served.stream()
        .map(
            request -> request.method() + " " + request.path().replace(embedded.projectId(), "{p}"))
        .toList();
  }

  /** Waits until the application is starting, and cannot get ready. */
  void awaitDeploying() throws Exception {
    Polling.until("the application's start", () -> Files.exists(shop.starts()));
  }

  void openShop() throws IOException {
    Files.writeString(shop.open(), "");
  }

  WorkflowExecutionHistory history(String key) {
    return server.client().fetchHistory(key);
  }

  /** Which attempt of each activity was the last one, such as {@code migrate 1}. */
  List<String> attempts(String key) {
    List<String> attempts = new ArrayList<>();
    Map<Long, String> types = new HashMap<>();
    for (HistoryEvent event : history(key).getEvents()) {
      if (event.getEventType() == EventType.EVENT_TYPE_ACTIVITY_TASK_SCHEDULED) {
        types.put(
            event.getEventId(),
            event.getActivityTaskScheduledEventAttributes().getActivityType().getName());
      } else if (event.getEventType() == EventType.EVENT_TYPE_ACTIVITY_TASK_STARTED) {
        var started = event.getActivityTaskStartedEventAttributes();
        attempts.add(types.get(started.getScheduledEventId()) + " " + started.getAttempt());
      }
    }
    return attempts;
  }

  /**
   * The branch was made once and migrated once, before and after its third step was disturbed.
   *
   * @param starts how often the application was to be started
   */
  void assertPreviewed(WorkflowResult result, int starts) throws Exception {
    assertEquals(
        List.of("branch 1", "migrate 1", "deploy 2", "comment 1"),
        attempts(result.subject().key()));
    assertEquals(
        1, requests().stream().filter(line -> line.equals("POST /projects/{p}/branches")).count());
    assertEquals(List.of("main", "preview/pr-42-checkout"), branches());
    assertEquals("x".repeat(starts), Files.readString(shop.starts()));
    assertEquals(1, processes());
    String report = Files.readString(shop.report());
    assertEquals(1, report.split("<!-- neonflow:", -1).length - 1, report);
  }

  /** Teardown finds all there was: nothing is left but the report. */
  void assertTornDown() throws IOException {
    neonflow().teardown().forPr(42).destroyDeployment().deleteBranch().comment().run();
    assertEquals(List.of("main"), branches());
    assertEquals(0, processes());
    assertFalse(Files.exists(shop.deployments()));
  }

  private List<String> branches() {
    return neon().branches().listAll(embedded.projectId(), ListBranches.all()).stream()
        .map(found -> found.branch().name())
        .sorted()
        .toList();
  }

  private long processes() {
    try (Stream<ProcessHandle> all = ProcessHandle.allProcesses()) {
      return all.filter(this::isApplication).count();
    }
  }

  private boolean isApplication(ProcessHandle process) {
    return process
        .info()
        .commandLine()
        .filter(line -> line.contains(ShopApp.class.getName()))
        .filter(line -> line.contains(shop.directory().toString()))
        .isPresent();
  }

  private Neon neon() {
    return Neon.builder(Secret.of(embedded.apiKey())).apiBase(embedded.apiBase()).build();
  }

  ConnectionUri uri(String branch) {
    Neon neon = neon();
    String id = neon.branches().find(embedded.projectId(), branch).orElseThrow().branch().id();
    return neon.connectionUris()
        .get(embedded.projectId(), ConnectionUriQuery.of("neondb", "neondb_owner").branchId(id));
  }

  Connection connect() throws SQLException {
    return Jdbc.open(uri("main"));
  }

  /** The first column of all rows of production. */
  List<String> query(String sql) throws SQLException {
    List<String> rows = new ArrayList<>();
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      while (result.next()) {
        rows.add(result.getString(1));
      }
    }
    return rows;
  }

  /** For a failed test. */
  static String told(WorkflowResult result) {
    return result.outcomes().toString();
  }

  /** Also ends an application that a failed test has left. */
  @Override
  public void close() {
    server.close();
    embedded.close();
    try (Stream<ProcessHandle> all = ProcessHandle.allProcesses()) {
      all.filter(this::isApplication).forEach(ProcessHandle::destroyForcibly);
    }
  }
}
