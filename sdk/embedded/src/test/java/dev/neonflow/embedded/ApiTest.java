package dev.neonflow.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.embedded.Api.Answer;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The API over real PostgreSQL, as somebody sees it who only has a URL and a key. */
abstract class ApiTest {

  static final Queue<ServedRequest> served = new ConcurrentLinkedQueue<>();
  static EmbeddedNeon neon;
  static Api api;
  static String branches;

  @BeforeAll
  static void start() {
    neon =
        EmbeddedNeon.start(
            EmbeddedNeonOptions.defaults().cacheDir(TestCache.DIR).onRequest(served::add));
    api = new Api(neon);
    branches = api.project + "/branches";
  }

  @AfterAll
  static void stop() {
    neon.close();
  }

  static void assertRefused(Answer answer, int status, String message) {
    assertEquals(status, answer.status(), () -> answer.body().toString());
    assertEquals("application/json", answer.type().orElse(""));
    assertEquals("", answer.at("code"));
    assertTrue(answer.<String>at("message").contains(message), () -> answer.body().toString());
  }

  static String uri(String more) {
    return api.get(
            api.project + "/connection_uri?database_name=neondb&role_name=neondb_owner" + more)
        .at("uri");
  }

  static String at(long seconds) {
    return java.time.Instant.now().plusSeconds(seconds).toString();
  }
}
