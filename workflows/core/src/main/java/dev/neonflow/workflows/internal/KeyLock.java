package dev.neonflow.workflows.internal;

import dev.neonflow.workflows.LockHeldException;
import dev.neonflow.workflows.PreconditionException;
import dev.neonflow.workflows.WorkflowCancelledException;
import dev.neonflow.workflows.internal.files.LockFile;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Keeps two runs of a key apart, in this JVM and among those that share a directory. */
public final class KeyLock implements AutoCloseable {
  private final LockFile file;

  private KeyLock(LockFile file) {
    this.file = file;
  }

  /**
   * Takes the lock.
   *
   * @param holder who takes it, for the message that others get
   * @throws LockHeldException if another run has it
   * @throws WorkflowCancelledException if this thread is interrupted meanwhile; it stays so
   */
  public static KeyLock take(Path directory, String key, String holder) {
    Path file = directory.toAbsolutePath().normalize().resolve(fileName(key));
    try {
      Files.createDirectories(directory);
      Optional<LockFile> taken = LockFile.tryTake(file, holder);
      if (taken.isPresent()) {
        return new KeyLock(taken.get());
      }
      String other = LockFile.holder(file);
      throw new LockHeldException(
          (other.isEmpty() ? "another run" : other) + " works on " + key + " now",
          "wait until it has ended, then run again",
          null);
    } catch (ClosedByInterruptException e) {
      throw new WorkflowCancelledException("interrupted", "run again", e);
    } catch (IOException e) {
      throw PreconditionException.state(
          "the lock file " + file + " cannot be written: " + e,
          "make its directory writable, or set XDG_STATE_HOME to one that is",
          e);
    }
  }

  private static String fileName(String key) {
    String readable = key.replaceAll("[^A-Za-z0-9-]+", "-");
    String end = readable.substring(Math.max(0, readable.length() - 60));
    return end + "-" + Digests.sha256(key).substring(0, 16) + ".lock";
  }

  /** Gives the lock back. */
  @Override
  public void close() {
    file.close();
  }
}
