package dev.neonflow.embedded.postgres;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** A lock between processes, and between users of this class in one process. */
final class FileLocks implements AutoCloseable {

  private final FileChannel channel;

  private FileLocks(FileChannel channel) {
    this.channel = channel;
  }

  /** Takes the lock, or returns empty when somebody holds it. */
  static Optional<FileLocks> tryLock(Path file) throws IOException {
    FileChannel channel =
        FileChannel.open(
            file, Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE), Trees.PRIVATE_FILE);
    boolean taken = false;
    try {
      FileLock lock = channel.tryLock();
      taken = lock != null;
    } catch (OverlappingFileLockException e) {
      // Another user in this process holds it: the same answer.
      taken = false;
    } finally {
      if (!taken) {
        channel.close();
      }
    }
    return taken ? Optional.of(new FileLocks(channel)) : Optional.empty();
  }

  /** Waits for the lock. */
  static FileLocks lock(Path file, Duration limit) throws IOException {
    FileLocks[] held = new FileLocks[1];
    IOException[] failure = new IOException[1];
    Pause.until(
        () -> {
          try {
            held[0] = tryLock(file).orElse(null);
          } catch (IOException e) {
            failure[0] = e;
          }
          return held[0] != null || failure[0] != null;
        },
        limit);
    if (failure[0] != null) {
      throw failure[0];
    }
    if (held[0] == null) {
      throw new PostgresException(
          "Another process has held " + file + " for " + limit.toSeconds() + " s; try again", null);
    }
    return held[0];
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
