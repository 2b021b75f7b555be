package dev.neonflow.sdk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import com.squareup.moshi.JsonReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import okhttp3.mockwebserver.MockResponse;
import okhttp3.mockwebserver.MockWebServer;
import okhttp3.mockwebserver.RecordedRequest;
import okio.Buffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A client before a server that says what the test tells it to. */
abstract class WireTest {
  static final String KEY = "napi_k3ySecret";

  final MockWebServer server = new MockWebServer();
  final FakeTime time = new FakeTime();
  Neon neon;

  @BeforeEach
  void startServer() throws IOException {
    server.setServerSocketFactory(new PromptSockets());
    server.start(InetAddress.getLoopbackAddress(), 0);
    neon = builder().build();
  }

  @AfterEach
  void stopServer() throws IOException {
    neon.close();
    time.close();
    server.shutdown();
  }

  /** On {@link #time}; the wire, which has the machine's own time, gets a minute for an attempt. */
  Neon.Builder builder() {
    Neon.Builder builder =
        Neon.builder(Secret.of(KEY))
            .apiBase(URI.create("http://127.0.0.1:" + server.getPort() + "/api/v2"))
            .clock(time)
            .scheduler(time)
            .random(() -> 0.5);
    builder.limits = left -> Duration.ofMinutes(1);
    return builder;
  }

  static MockResponse answer(int status, String json) {
    return new MockResponse()
        .setResponseCode(status)
        .setHeader("Content-Type", "application/json; charset=utf-8")
        .setHeader("X-Neon-Ret-Request-Id", "req-1")
        .setBody(json);
  }

  static MockResponse error(int status, String code, String message) {
    return answer(
        status,
        "{\"request_id\":\"body-1\",\"code\":\"" + code + "\",\"message\":\"" + message + "\"}");
  }

  RecordedRequest taken() throws InterruptedException {
    RecordedRequest request = server.takeRequest(2, TimeUnit.MINUTES);
    assertNotNull(request, "no request came");
    return request;
  }

  void assertRequest(String method, String path) throws InterruptedException {
    RecordedRequest request = taken();
    assertEquals(method + " /api/v2" + path, request.getMethod() + " " + request.getPath());
    assertEquals("Bearer " + KEY, request.getHeader("Authorization"));
    assertEquals(0, request.getBodySize());
  }

  void assertRequest(String method, String path, String json)
      throws InterruptedException, IOException {
    RecordedRequest request = taken();
    assertEquals(method + " /api/v2" + path, request.getMethod() + " " + request.getPath());
    assertEquals("application/json; charset=UTF-8", request.getHeader("Content-Type"));
    assertEquals(tree(json), tree(request.getBody().readUtf8()));
  }

  static Object tree(String json) throws IOException {
    return JsonReader.of(new Buffer().writeUtf8(json)).readJsonValue();
  }
}
