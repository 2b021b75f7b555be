package dev.neonflow.workflows.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.workflows.LockHeldException;
import dev.neonflow.workflows.WorkflowCancelledException;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyLockTest {

  @TempDir Path directory;

  @Test
  void heldInThisJvm_isRefusedAndFreeAfterwards() throws IOException {
    KeyLock first = KeyLock.take(directory, "preview/p/a/b/pr-1", "run 1");
    assertThrows(
        LockHeldException.class, () -> KeyLock.take(directory, "preview/p/a/b/pr-1", "run 2"));
    KeyLock.take(directory, "preview/p/a/b/pr-2", "run 3").close();
    first.close();
    KeyLock.take(directory, "preview/p/a/b/pr-1", "run 4").close();
    try (Stream<Path> left = Files.list(directory)) {
      assertEquals(0, left.count(), "nothing is left behind");
    }
  }

  @Test
  void interrupted_isACancellationAndLeavesNoLock() {
    Thread.currentThread().interrupt();
    WorkflowCancelledException error =
        assertThrows(
            WorkflowCancelledException.class, () -> KeyLock.take(directory, "key", "run 1"));
    assertTrue(Thread.interrupted(), "the thread stays interrupted");
    assertEquals("interrupted", error.getMessage());
    assertEquals("run again", error.next());
    KeyLock.take(directory, "key", "run 2").close();
  }

  @Test
  void heldByAnotherJvm_isRefusedUntilThatOneDies() throws Exception {
    Process holder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path").replace(';', File.pathSeparatorChar),
                Holder.class.getName(),
                directory.toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      BufferedReader output =
          new BufferedReader(
              new InputStreamReader(holder.getInputStream(), StandardCharsets.UTF_8));
      assertEquals("held", output.readLine());
      LockHeldException refused =
          assertThrows(LockHeldException.class, () -> KeyLock.take(directory, "key", "mine"));
      assertTrue(refused.getMessage().startsWith("run 7 works on key"), refused.getMessage());
    } finally {
      holder.destroyForcibly();
      assertTrue(holder.waitFor(30, TimeUnit.SECONDS));
    }
    KeyLock.take(directory, "key", "mine").close();
  }

  /** Takes the lock in a process of its own and keeps it. */
  static final class Holder {
    private Holder() {}

    public static void main(String[] args) throws IOException {
      KeyLock lock = KeyLock.take(Path.of(args[0]), "key", "run 7");
      System.out.println("held");
      System.in.read();
      lock.close();
    }
  }
}
