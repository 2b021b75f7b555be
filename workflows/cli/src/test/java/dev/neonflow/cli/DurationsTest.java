package dev.neonflow.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.workflows.PreconditionException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {

  @ParameterizedTest
  @CsvSource({"90s,PT90S", "15m,PT15M", "2h,PT2H", "7d,P7D", "500ms,PT0.5S"})
  void durationWithUnit_isRead(String text, Duration expected) {
    assertEquals(expected, Durations.parse("--timeout", text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "7", "d", "0s", "-1s", "1w", "1.5h"})
  void anythingElse_isRefusedWithTheOption(String text) {
    PreconditionException e =
        assertThrows(PreconditionException.class, () -> Durations.parse("--timeout", text));
    assertTrue(e.isUsage());
    assertTrue(e.getMessage().startsWith("--timeout is '" + text + "'"), e.getMessage());
  }

  @Test
  void zero_isADurationOnlyWhereItMeansSomething() {
    assertEquals(Duration.ZERO, Durations.parseOrZero("--max-lock", "0s"));
    PreconditionException e =
        assertThrows(
            PreconditionException.class, () -> Durations.parseOrZero("--max-lock", "50 ms"));
    assertTrue(e.next().contains("500ms"), e.next());
  }

  @Test
  void durationForPeople_fitsItsLength() {
    assertEquals("0.8 s", Durations.show(Duration.ofMillis(812)));
    assertEquals("12 s", Durations.show(Duration.ofMillis(12_900)));
    assertEquals("2 min 5 s", Durations.show(Duration.ofSeconds(125)));
  }
}
