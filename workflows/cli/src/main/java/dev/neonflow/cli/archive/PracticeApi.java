package dev.neonflow.cli.archive;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/** As much of Neon's API as practice needs: a project with one engineer's branch. */
final class PracticeApi implements Closeable {

  /** Whose branch there is. */
  static final String DEVELOPER = "practice";

  private static final String BRANCHES =
      """
      {"branches": [{"id": "br-practice", "project_id": "practice", "parent_id": "br-main",
       "name": "dev/practice", "current_state": "ready", "state_changed_at": "2026-01-01T00:00:00Z",
       "creation_source": "practice", "primary": false, "default": false, "protected": false,
       "cpu_used_sec": 0, "compute_time_seconds": 0, "active_time_seconds": 0,
       "written_data_bytes": 0, "data_transfer_bytes": 0,
       "created_at": "2026-01-01T00:00:00Z", "updated_at": "2026-01-01T00:00:00Z"}],
       "annotations": {"br-practice": {"object": {"type": "console/branch", "id": "br-practice"},
        "value": {"neonflow-managed-by": "neonflow", "neonflow-key": "dev/practice/practice",
         "github-commit-repo": "practice/practice"},
        "created_at": "2026-01-01T00:00:00Z", "updated_at": "2026-01-01T00:00:00Z"}},
       "pagination": {"sort_by": "updated_at", "sort_order": "DESC"}}
      """;

  private static final String CREATED =
      """
      {"branch": {"id": "br-new", "project_id": "practice", "parent_id": "br-main",
       "name": "preview/pr-1", "current_state": "init", "state_changed_at": "2026-01-01T00:00:00Z",
       "creation_source": "practice", "primary": false, "default": false, "protected": false,
       "cpu_used_sec": 0, "compute_time_seconds": 0, "active_time_seconds": 0,
       "written_data_bytes": 0, "data_transfer_bytes": 0,
       "created_at": "2026-01-01T00:00:00Z", "updated_at": "2026-01-01T00:00:00Z"},
       "endpoints": [{"host": "127.0.0.1", "id": "ep-new", "project_id": "practice",
        "branch_id": "br-new", "autoscaling_limit_min_cu": 0.25, "autoscaling_limit_max_cu": 2,
        "region_id": "practice", "type": "read_write", "current_state": "init", "settings": {},
        "pooler_enabled": false, "pooler_mode": "transaction", "disabled": false,
        "passwordless_access": false, "creation_source": "practice",
        "created_at": "2026-01-01T00:00:00Z", "updated_at": "2026-01-01T00:00:00Z",
        "proxy_host": "127.0.0.1", "suspend_timeout_seconds": 0, "provisioner": "practice"}],
       "operations": [%1$s],
       "roles": [{"branch_id": "br-new", "name": "neondb_owner", "protected": false,
        "created_at": "2026-01-01T00:00:00Z", "updated_at": "2026-01-01T00:00:00Z"}],
       "databases": [{"id": 1, "branch_id": "br-new", "name": "neondb",
        "owner_name": "neondb_owner",
        "created_at": "2026-01-01T00:00:00Z", "updated_at": "2026-01-01T00:00:00Z"}],
       "connection_uris": [{"connection_uri": "%2$s", "connection_parameters": {
        "database": "neondb", "password": "practice", "role": "neondb_owner",
        "host": "127.0.0.1", "pooler_host": "127.0.0.1"}}]}
      """;

  private static final String OPERATION =
      """
      {"id": "00000000-0000-0000-0000-000000000001", "project_id": "practice",
       "branch_id": "br-new", "action": "create_branch", "status": "%s", "failures_count": 0,
       "created_at": "2026-01-01T00:00:00Z", "updated_at": "2026-01-01T00:00:00Z",
       "total_duration_ms": 0}
      """;

  private static final String REFUSED =
      """
      {"code": "PRACTICE", "message": "this is only practice"}
      """;

  private final HttpServer server;
  private final PracticeDatabase database;

  private PracticeApi(HttpServer server, PracticeDatabase database) {
    this.server = server;
    this.database = database;
  }

  /** Starts it on a free port of this machine. */
  static PracticeApi start() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    PracticeApi api = new PracticeApi(server, PracticeDatabase.start());
    server.createContext("/", api::answer);
    server.start();
    return api;
  }

  String base() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/api/v2";
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      boolean branches = path.endsWith("/branches");
      switch (exchange.getRequestMethod()) {
        case "GET" -> {
          if (branches) {
            answer(exchange, 200, BRANCHES);
          } else if (path.endsWith("/connection_uri")) {
            answer(exchange, 200, "{\"uri\": \"" + database.uri() + "\"}");
          } else {
            String finished = OPERATION.formatted("finished");
            answer(exchange, 200, "{\"operation\": " + finished + "}");
          }
        }
        case "POST" ->
            answer(
                exchange, 201, CREATED.formatted(OPERATION.formatted("running"), database.uri()));
        default -> answer(exchange, 422, REFUSED);
      }
    }
  }

  private static void answer(HttpExchange exchange, int status, String json) throws IOException {
    byte[] body = json.getBytes(StandardCharsets.UTF_8);
    exchange.getRequestBody().readAllBytes();
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
  }

  @Override
  public void close() throws IOException {
    server.stop(0);
    database.close();
  }
}
