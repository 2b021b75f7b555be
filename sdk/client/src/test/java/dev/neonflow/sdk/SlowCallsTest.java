package dev.neonflow.sdk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.sdk.branches.UpdateBranch;
import dev.neonflow.sdk.error.NeonException;
import java.util.List;
import okhttp3.mockwebserver.MockResponse;
import okhttp3.mockwebserver.SocketPolicy;
import org.junit.jupiter.api.Test;

/** Who waits for long is told once what for. */
class SlowCallsTest extends WireTest {

  @Test
  void serverThatIsNotThere_isWarnedOfOnce() throws Exception {
    server.shutdown();
    try (ShownLog log = new ShownLog()) {
      assertThrows(NeonException.class, () -> neon.projects().get("p"));
      List<String> warnings = log.warnings();
      assertEquals(1, warnings.size(), warnings.toString());
      String warning = warnings.get(0);
      assertTrue(warning.contains("GET /api/v2/projects/p could not be sent: "), warning);
      assertTrue(
          warning.contains(" after 6 attempts. Check the network and the API base"), warning);
      assertTrue(warning.endsWith(" (tried again until 2026-11-22T10:01:00Z)"), warning);
      assertFalse(warning.contains(KEY), warning);
    }
  }

  @Test
  void longPause_isWarnedOfBeforeIt() {
    server.enqueue(error(429, "", "slow down").setHeader("Retry-After", "7"));
    server.enqueue(error(429, "", "slow down").setHeader("Retry-After", "8"));
    server.enqueue(answer(200, "{\"project\":" + Answers.PROJECT + "}"));
    try (ShownLog log = new ShownLog()) {
      neon.until(FakeTime.START.plusSeconds(30)).projects().get("p");
      List<String> warnings = log.warnings();
      assertEquals(1, warnings.size(), warnings.toString());
      assertTrue(warnings.get(0).contains("slow down"), warnings.get(0));
      assertFalse(warnings.get(0).contains("attempts"), warnings.get(0));
      assertTrue(warnings.get(0).contains("until 2026-11-22T10:00:29"), warnings.get(0));
    }
  }

  @Test
  void shortPauses_areNoReasonToWarn() {
    for (int i = 0; i < 4; i++) {
      server.enqueue(error(503, "", "later"));
    }
    server.enqueue(answer(200, "{\"project\":" + Answers.PROJECT + "}"));
    try (ShownLog log = new ShownLog()) {
      neon.projects().get("p");
      assertEquals(List.of(), log.warnings());
    }
  }

  @Test
  void writeThatIsSentAgainAndAgain_isOneCall() {
    for (int i = 0; i < 8; i++) {
      server.enqueue(new MockResponse().setSocketPolicy(SocketPolicy.DISCONNECT_AFTER_REQUEST));
      server.enqueue(answer(200, "{\"branch\":" + Answers.BRANCH + "}"));
    }
    server.enqueue(answer(200, Answers.CHANGED));
    try (ShownLog log = new ShownLog()) {
      neon.branches().update("p", "br-1", UpdateBranch.create().name("other"));
      assertEquals(1, log.warnings().size(), log.warnings().toString());
    }
  }
}
