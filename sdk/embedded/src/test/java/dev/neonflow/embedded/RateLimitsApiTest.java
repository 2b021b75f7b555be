package dev.neonflow.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.embedded.RawClient.Raw;
import dev.neonflow.embedded.control.ManualClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RateLimitsApiTest {

  @Test
  void requestsOverTheLimit_areRefused_untilTimePasses() {
    ManualClock clock = new ManualClock();
    try (EmbeddedNeon neon =
        EmbeddedNeon.start(
            EmbeddedNeonOptions.defaults().cacheDir(TestCache.DIR).clock(clock).rateLimits(true))) {
      RawClient raw = new RawClient(neon);
      RawClient stranger = new RawClient(neon.apiBase(), "Bearer wrong", "localhost");
      assertEquals(401, get(stranger, "/auth").status());
      for (int i = 0; i < 40; i++) {
        assertEquals(200, get(raw, "/auth").status());
      }

      Raw refused = get(raw, "/auth");
      assertEquals(429, refused.status());
      assertTrue(refused.body().contains("\"code\":\"\""), refused::body);
      assertTrue(refused.body().contains("GET /auth has at most 40 requests in 1 s"));
      assertTrue(refused.header("Retry-After").isEmpty());
      assertEquals(200, get(raw, "/regions").status());
      clock.advance(Duration.ofSeconds(1));
      assertEquals(200, get(raw, "/auth").status());
    }
  }

  private static Raw get(RawClient raw, String path) {
    return raw.send("GET", "/api/v2" + path, "");
  }
}
