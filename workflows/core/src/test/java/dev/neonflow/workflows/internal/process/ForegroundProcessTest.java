package dev.neonflow.workflows.internal.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.workflows.WorkflowCancelledException;
import dev.neonflow.workflows.internal.redaction.Redactor;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@Timeout(300)
@DisabledOnOs(OS.WINDOWS)
@EnabledIfEnvironmentVariable(named = "NEONFLOW_TEST", matches = "full")
final class ForegroundProcessTest {

  private static final String LOOP =
      "trap 'echo asked >end; exit 0' TERM; echo begun;"
          + " while [ ! -e heard ]; do sleep 0.05; done; echo own >end";

  /** Long enough on the busiest machine for a command that goes to its end. */
  private static final Duration LONG = Duration.ofMinutes(1);

  private static final Duration SHORT = Duration.ofMillis(200);

  @TempDir Path dir;

  private final CountDownLatch begun = new CountDownLatch(1);

  @Test
  void heardOfTheEnd_isNotAskedBeforeItsOwn() throws IOException {
    interrupted(
        () -> {
          begun();
          heard();
          return true;
        },
        LONG);
    assertEquals("own\n", Files.readString(dir.resolve("end")));
  }

  @Test
  void heardOfTheEndAndStays_isAsked() throws IOException {
    interrupted(this::begun, SHORT);
    assertEquals("asked\n", Files.readString(dir.resolve("end")));
  }

  private void interrupted(BooleanSupplier hasHeard, Duration own) {
    Command command = new Command(Command.shell(LOOP), dir, Map.of(), Redactor.of(List.of()));
    OutputStream out =
        new OutputStream() {
          @Override
          public void write(int letter) {
            begun.countDown();
          }
        };
    ForegroundProcess.Streams streams = new ForegroundProcess.Streams(false, out, out);
    Thread.currentThread().interrupt();
    assertThrows(
        WorkflowCancelledException.class,
        () -> ForegroundProcess.run(command, streams, hasHeard, own, LONG));
    assertTrue(Thread.interrupted());
  }

  private boolean begun() {
    try {
      return begun.await(60, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private void heard() {
    try {
      Files.createFile(dir.resolve("heard"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
