package dev.neonflow.workflows.internal.files;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

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
   */
  public static String update(Path file, UnaryOperator<String> change) throws IOException {
    Path path = file.toAbsolutePath();
    Files.createDirectories(path.getParent());
    Path lockFile = path.resolveSibling("." + path.getFileName() + ".lock");
    long start = System.nanoTime();
    while (System.nanoTime() - start < PATIENCE.toNanos()) {
      try (FileChannel channel =
              FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          FileLock lock = tryLock(channel)) {
        if (lock != null && isStill(lockFile, channel)) {
          String before = replace(path, change);
          Files.deleteIfExists(lockFile);
          return before;
        }
      }
      LockSupport.parkNanos(TURN.toNanos());
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

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException anotherThread) {
      return null;
    }
  }

  /** Whether the file that is locked is the one that others would lock now. */
  private static boolean isStill(Path lockFile, FileChannel channel) throws IOException {
    // The holder removes the file before it lets go. A channel cannot tell which file it has, so
    // the lock is proven by a mark that is read back by name.
    String mark = Thread.currentThread().getId() + "@" + ProcessHandle.current().pid();
    channel.truncate(0);
    channel.write(java.nio.ByteBuffer.wrap(mark.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
    try {
      return Files.readString(lockFile).equals(mark);
    } catch (NoSuchFileException removedByItsHolder) {
      return false;
    }
  }
}
