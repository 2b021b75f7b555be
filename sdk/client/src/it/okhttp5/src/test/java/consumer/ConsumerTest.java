package consumer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.net.httpserver.HttpServer;
import dev.neonflow.sdk.Neon;
import dev.neonflow.sdk.Secret;
import dev.neonflow.sdk.operations.ListOperations;
import dev.neonflow.sdk.operations.Operation;
import dev.neonflow.sdk.operations.OperationStatus;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import okhttp3.OkHttp;
import org.junit.jupiter.api.Test;

/** A program that got the client from a repository, and manages OkHttp itself. */
class ConsumerTest {

  private static final String ANSWER =
      "{\"operations\":[{\"id\":\"op-1\",\"project_id\":\"p\",\"action\":\"create_branch\","
          + "\"status\":\"finished\",\"failures_count\":0,\"created_at\":\"2026-11-22T09:12:18Z\","
          + "\"updated_at\":\"2026-11-22T09:12:18Z\",\"total_duration_ms\":12}]}";

  @Test
  void client_worksOnTheLineOfOkHttpThatTheProjectGets() throws Exception {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/api/v2/projects/p/operations",
        exchange -> {
          byte[] body = ANSWER.getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().set("Content-Type", "application/json");
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    URI base = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/api/v2");
    try (Neon neon = Neon.builder(Secret.of("key")).apiBase(base).build()) {
      List<Operation> operations = neon.operations().list("p", ListOperations.all()).items();
      assertEquals(OperationStatus.FINISHED, operations.get(0).status());
    } finally {
      server.stop(0);
    }
    // Not OkHttp.VERSION: the compiler copies constants.
    String version = (String) OkHttp.class.getField("VERSION").get(null);
    assertEquals(System.getProperty("okhttp"), version.split("\\.")[0]);
  }
}
