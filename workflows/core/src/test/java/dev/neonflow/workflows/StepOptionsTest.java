package dev.neonflow.workflows;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StepOptionsTest {

  private static final StepOptions USUAL = StepOptions.defaults();

  @Test
  void numberBelowTheLeast_isTheCallersErrorWithAWayOut() {
    assertUsage("attempts", () -> USUAL.withAttempts(0));
    assertUsage("timeout", () -> USUAL.withTimeout(Duration.ZERO));
    assertUsage("timeout", () -> USUAL.withTimeout(Duration.ofMillis(-1)));
    assertUsage("backoff", () -> USUAL.withBackoff(Duration.ZERO));
    assertUsage("backoff", () -> USUAL.withBackoff(Duration.ofMillis(-1)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-a", "Load", "load test", "a/b"})
  void otherName_isTheCallersErrorWithAWayOut(String name) {
    assertUsage("\"" + name + "\"", () -> StepOptions.named(name));
  }

  @Test
  void longestName_isOne() {
    String longest = "a".repeat(63);
    assertEquals(longest, StepOptions.named(longest).name());
    assertUsage("at most 63", () -> StepOptions.named(longest + "a"));
  }

  private static void assertUsage(String message, Executable wrong) {
    PreconditionException refused = assertThrows(PreconditionException.class, wrong);
    assertTrue(refused.isUsage());
    assertTrue(refused.getMessage().contains(message), refused.getMessage());
    assertFalse(refused.next().isEmpty());
  }
}
