package dev.neonflow.embedded.postgres;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * A lock between processes, and between users of this class in one process.
 *
 * <p>Closing any channel on a file takes away the locks that the whole process has on it. So beside
 * the file lies another that names the process which holds the lock: one that finds itself there
 * does not touch the locked file.
 */
final class FileLocks implements AutoCloseable {

  private final FileChannel channel;
  private final Path holder;

  private FileLocks(FileChannel channel, Path holder) {
    this.channel = channel;
    this.holder = holder;
  }

  /** Takes the lock, or returns empty when somebody holds it. */
  static synchronized Optional<FileLocks> tryLock(Path file) throws IOException {
    Path holder = file.resolveSibling(file.getFileName() + ".holder");
    String self = self();
    if (Files.exists(holder) && Files.readString(holder).equals(self)) {
      return Optional.empty();
    }
    FileChannel channel =
        FileChannel.open(
            file, Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE), Trees.PRIVATE_FILE);
    boolean taken = false;
    try {
      if (channel.tryLock() != null) {
        Trees.writePrivate(holder, self);
        taken = true;
      }
    } catch (OverlappingFileLockException e) {
      // Locked in this process, but not by this class: the same answer.
      taken = false;
    } finally {
      if (!taken) {
        channel.close();
      }
    }
    return taken ? Optional.of(new FileLocks(channel, holder)) : Optional.empty();
  }

  /** A number is given to another process later; together with its start it is not. */
  private static String self() {
    ProcessHandle self = ProcessHandle.current();
    return self.pid() + " " + self.info().startInstant().map(Instant::toString).orElse("");
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
    try (channel) {
      Files.deleteIfExists(holder);
    }
  }
}
