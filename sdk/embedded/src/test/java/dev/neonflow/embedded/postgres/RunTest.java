package dev.neonflow.embedded.postgres;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

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
}
