package dev.neonflow.workflows.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.failsafe.spi.Scheduler;
import dev.neonflow.workflows.WorkflowCancelledException;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyLockTest {

  @TempDir Path directory;

  @Test
  void heldInThisJvm_isRefusedAndFreeAfterwards() throws IOException {
    KeyLock first = lock(directory, "preview/p/a/b/pr-1", "run 1");
    assertTrue(first.tryTake());
    KeyLock second = lock(directory, "preview/p/a/b/pr-1", "run 2");
    assertFalse(second.tryTake());
    assertEquals("run 1", second.holder());
    takeAndFree("preview/p/a/b/pr-2");
    first.close();
    assertTrue(second.tryTake());
    second.close();
    try (Stream<Path> left = Files.list(directory)) {
      assertEquals(0, left.count(), "nothing is left behind");
    }
  }

  @Test
  void fileThatAKilledProcessLeft_isRemovedOnceItIsOldAndFree() throws IOException {
    FileTime old = FileTime.from(Instant.now().minus(Duration.ofDays(2)));
    Path abandoned = Files.writeString(directory.resolve("testing-p-1.lock"), "run 1");
    Path young = Files.writeString(directory.resolve("testing-p-2.lock"), "run 2");
    Path other = Files.writeString(directory.resolve("notes.txt"), "not a lock");
    KeyLock held = lock(directory, "held", "run 3");
    assertTrue(held.tryTake());
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.filter(one -> !one.equals(young)).toList()) {
        Files.setLastModifiedTime(file, old);
      }
    }
    takeAndFree("key");
    assertFalse(Files.exists(abandoned));
    assertTrue(Files.exists(young) && Files.exists(other));
    assertFalse(lock(directory, "held", "run 4").tryTake());
    assertEquals("run 3", lock(directory, "held", "run 4").holder(), "its file is there");
    held.close();
  }

  @Test
  void interrupted_isACancellationAndLeavesNoLock() {
    Thread.currentThread().interrupt();
    WorkflowCancelledException error =
        assertThrows(
            WorkflowCancelledException.class, () -> lock(directory, "key", "run 1").tryTake());
    assertTrue(Thread.interrupted(), "the thread stays interrupted");
    assertEquals("interrupted", error.getMessage());
    assertEquals("run again", error.next());
    takeAndFree("key");
  }

  @Test
  void heldByAnotherJvm_isRefusedUntilThatOneDies() throws Exception {
    Process holder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
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
      KeyLock refused = lock(directory, "key", "mine");
      assertFalse(refused.tryTake());
      assertEquals("run 7", refused.holder());
    } finally {
      holder.destroyForcibly();
      assertTrue(holder.waitFor(30, TimeUnit.SECONDS));
    }
    takeAndFree("key");
  }

  private void takeAndFree(String key) {
    KeyLock lock = lock(directory, key, "somebody");
    assertTrue(lock.tryTake());
    lock.close();
  }

  private static KeyLock lock(Path directory, String key, String holder) {
    return new Locks(directory, null, Scheduler.DEFAULT).lock(key, holder, why -> {});
  }

  /** Takes the lock in a process of its own and keeps it. */
  static final class Holder {
    private Holder() {}

    public static void main(String[] args) throws IOException {
      KeyLock lock = lock(Path.of(args[0]), "key", "run 7");
      assertTrue(lock.tryTake());
      System.out.println("held");
      System.in.read();
      lock.close();
    }
  }
}
