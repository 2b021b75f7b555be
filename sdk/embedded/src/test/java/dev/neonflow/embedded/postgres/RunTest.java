package dev.neonflow.embedded.postgres;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class RunTest {

  /** Servers are stopped by commands; an interrupted caller must stop them all the same. */
  @Test
  void interruptedCaller_getsTheResultAndKeepsTheInterrupt() {
    List<String> endsAfterItsOutput = List.of("sh", "-c", "exec >&- 2>&-; sleep 0.1; exit 3");
    Thread.currentThread().interrupt();
    Run.Result result = Run.command(endsAfterItsOutput, Path.of("/"), "");
    assertTrue(Thread.interrupted());
    assertEquals(3, result.code());
  }

  @Test
  @Timeout(600)
  void commandThatKeepsItsOutputOpen_isEndedAtTheLimit() {
    List<String> endless = List.of("sh", "-c", "echo begun; exec sleep 600");

    PostgresException e =
        assertThrows(
            PostgresException.class,
            () -> Run.command(endless, Path.of("/"), "", Duration.ofMillis(200)));

    assertTrue(e.getMessage().contains("did not end"), e.getMessage());
  }
}
