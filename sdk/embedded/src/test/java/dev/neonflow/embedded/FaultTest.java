package dev.neonflow.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class FaultTest {

  @Test
  void faults_sayWhatTheyAre() {
    assertEquals(
        List.of(
            "status 423 on POST /projects/{project_id}/branches",
            "status 429, Retry-After: 2",
            "status 503, Retry-After: Sun, 01 Nov 2026 08:00:00 GMT on /projects/*",
            "status 524 after applying on DELETE",
            "cut after_applying",
            "delay of 1.5 s",
            "slow body, 2 s",
            "malformed JSON",
            "random, seed 7, probability 0.1",
            "operation fails",
            "operation create_branch hangs",
            "compute slow by 3 s",
            "compute fails"),
        List.of(
                Fault.status(423).on("POST", "/projects/{project_id}/branches"),
                Fault.status(429).retryAfter(Duration.ofSeconds(2)),
                Fault.status(503)
                    .retryAfter(Instant.parse("2026-11-01T08:00:00Z"))
                    .on("/projects/*"),
                Fault.status(524).afterApplying().onMethod("DELETE"),
                Fault.cut(Fault.At.AFTER_APPLYING),
                Fault.delay(Duration.ofMillis(1500)),
                Fault.slowBody(Duration.ofSeconds(2)),
                Fault.malformed(),
                Fault.random(7, 0.1),
                Fault.operationFails(),
                Fault.operationHangs("create_branch"),
                Fault.slowCompute(Duration.ofSeconds(3)),
                Fault.computeFails())
            .stream()
            .map(Fault::toString)
            .toList());
  }

  @Test
  void change_isACopy() {
    RequestFault once = Fault.status(500);

    assertEquals(3, once.times(3).times());
    assertEquals(Integer.MAX_VALUE, once.always().times());
    assertEquals(1, once.times());
    assertEquals(Integer.MAX_VALUE, Fault.random(1, 1).times());
  }

  @Test
  void nonsense_isRefused() {
    assertRefused("status 200", () -> Fault.status(200));
    assertRefused("promises", () -> Fault.status(423).afterApplying());
    assertRefused("Retry-After", () -> Fault.status(429).retryAfter(Duration.ofMillis(1500)));
    assertRefused("times 0", () -> Fault.malformed().times(0));
    assertRefused("times -1", () -> Fault.computeFails().times(-1));
    assertRefused("method \"POTS\"", () -> Fault.malformed().on("POTS", "/projects"));
    assertRefused("path \"projects\"", () -> Fault.malformed().on("projects"));
    assertRefused("a fault of 0 s", () -> Fault.delay(Duration.ZERO));
    assertRefused("at most an hour", () -> Fault.slowCompute(Duration.ofHours(2)));
    assertRefused("probability 0.0", () -> Fault.random(1, 0));
    assertRefused("probability 1.5", () -> Fault.random(1, 1.5));
    assertRefused("none of [create_timeline", () -> Fault.operationFails("make_branch"));
    String message =
        assertThrows(
                IllegalStateException.class,
                () -> Fault.malformed().retryAfter(Duration.ofSeconds(1)))
            .getMessage();
    assertTrue(message.contains("malformed JSON"), message);
  }

  private static void assertRefused(String why, Executable fault) {
    String message = assertThrows(IllegalArgumentException.class, fault).getMessage();
    assertTrue(message.contains(why), message);
  }
}
