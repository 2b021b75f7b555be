package dev.neonflow.workflows.internal.files;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;

/** A file that several processes change. */
public final class SharedFile {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration TURN = Duration.ofMillis(20);

  private SharedFile() {}

  /**
   * Replaces the file by what a function makes of its text, whole or not at all, while no other
   * process does. While it does, {@code .NAME.lock} is beside the file.
   *
   * @return the text before; empty if the file was not there
   * @throws InterruptedIOException if this thread is interrupted while it waits; its flag stays set
   */
  public static String update(Path file, UnaryOperator<String> change) throws IOException {
    Path path = file.toAbsolutePath();
    Files.createDirectories(path.getParent());
    Path lockFile = path.resolveSibling("." + path.getFileName() + ".lock");
    long start = System.nanoTime();
    while (System.nanoTime() - start < PATIENCE.toNanos()) {
      Optional<LockFile> lock = LockFile.tryTake(lockFile, "process " + pid());
      if (lock.isPresent()) {
        try {
          return replace(path, change);
        } finally {
          lock.get().close();
        }
      }
      LockSupport.parkNanos(TURN.toNanos());
      if (Thread.currentThread().isInterrupted()) {
        throw new InterruptedIOException("interrupted while another process holds " + lockFile);
      }
    }
    throw new IOException("another process holds " + lockFile);
  }

  private static String replace(Path path, UnaryOperator<String> change) throws IOException {
    String before = Files.exists(path) ? Files.readString(path) : "";
    Path whole = path.resolveSibling("." + path.getFileName() + ".tmp");
    Files.writeString(whole, change.apply(before));
    Files.move(whole, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    return before;
  }

  private static long pid() {
    return ProcessHandle.current().pid();
  }
}
