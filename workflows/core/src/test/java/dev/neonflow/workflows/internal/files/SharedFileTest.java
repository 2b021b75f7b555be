package dev.neonflow.workflows.internal.files;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SharedFileTest {

  @TempDir Path directory;

  /** A run that is cancelled has no time to wait for others. */
  @Test
  void interruptedWhileSomebodyHoldsIt_stopsWaiting() throws Exception {
    Path file = directory.resolve("report.md");
    Optional<LockFile> other = LockFile.tryTake(directory.resolve(".report.md.lock"), "other");
    try {
      Thread.currentThread().interrupt();
      assertThrows(
          InterruptedIOException.class, () -> SharedFile.update(file, text -> text + "more"));
      assertTrue(Thread.interrupted());
      assertFalse(Files.exists(file));
    } finally {
      other.orElseThrow().close();
    }
  }
}
