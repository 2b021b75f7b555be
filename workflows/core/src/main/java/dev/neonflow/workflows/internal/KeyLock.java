package dev.neonflow.workflows.internal;

import dev.neonflow.workflows.PreconditionException;
import dev.neonflow.workflows.WorkflowCancelledException;
import dev.neonflow.workflows.internal.files.LockFile;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Keeps two runs of a key apart: in this JVM, among those that share a directory and, if there is
 * one, among those that share a database. Used by one thread at a time, which others can abort.
 */
public final class KeyLock implements AutoCloseable {

  /** Longer than runs take; a test run that is killed never comes back for its file. */
  private static final Duration ABANDONED_AFTER = Duration.ofDays(1);

  private static final String SUFFIX = ".lock";

  private final Path directory;
  private final Path file;
  private final String holder;
  private final @Nullable AdvisoryLock remote;
  private @Nullable LockFile taken;

  KeyLock(Path directory, String key, String holder, @Nullable AdvisoryLock remote) {
    this.directory = directory.toAbsolutePath().normalize();
    this.file = this.directory.resolve(fileName(key));
    this.holder = holder;
    this.remote = remote;
  }

  /**
   * Takes the lock if nobody has it. What was taken in part is kept until {@link #close}, so that
   * asking again goes on from there.
   *
   * @throws WorkflowCancelledException if this thread is interrupted meanwhile; it stays so; or
   *     after {@link #abort()}
   * @throws dev.neonflow.workflows.ConnectionLostException if the database cannot be reached
   */
  public boolean tryTake() {
    try {
      if (taken == null) {
        Files.createDirectories(directory);
        taken = LockFile.tryTake(file, holder).orElse(null);
        if (taken != null) {
          Instant old = taken.taken().minus(ABANDONED_AFTER);
          LockFile.removeAbandoned(directory, "*" + SUFFIX, old);
        }
      }
    } catch (ClosedByInterruptException e) {
      throw new WorkflowCancelledException("interrupted", "run again", e);
    } catch (IOException e) {
      throw unusable("written", e);
    }
    return taken != null && (remote == null || remote.tryTake());
  }

  /** Ends a question to the database that goes on, and lets no further one begin. */
  public void abort() {
    if (remote != null) {
      remote.abort();
    }
  }

  /** Who has the lock, in a few words. */
  public String holder() {
    String other = "";
    if (remote != null && isHeldElsewhere()) {
      other = remote.holder();
    } else {
      try {
        other = LockFile.holder(file);
      } catch (IOException e) {
        throw unusable("read", e);
      }
    }
    return other.isEmpty() ? "another run" : other;
  }

  /** Whether it is only the database that says that somebody has it. */
  public boolean isHeldElsewhere() {
    return taken != null && remote != null && !remote.isTaken();
  }

  private PreconditionException unusable(String how, IOException e) {
    return PreconditionException.state(
        "the lock file " + file + " cannot be " + how + ": " + e,
        "make its directory writable, or set XDG_STATE_HOME to one that is",
        e);
  }

  private static String fileName(String key) {
    String readable = key.replaceAll("[^A-Za-z0-9-]+", "-");
    String end = readable.substring(Math.max(0, readable.length() - 60));
    return end + "-" + Digests.sha256(key).substring(0, 16) + SUFFIX;
  }

  /** Gives the lock back, or what is taken of it. */
  @Override
  public void close() {
    if (remote != null) {
      remote.close();
    }
    if (taken != null) {
      taken.close();
      taken = null;
    }
  }
}
