package dev.neonflow.workflows.internal;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import dev.neonflow.workflows.LockHeldException;
import dev.neonflow.workflows.PreconditionException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps two runs of a key apart, in this JVM and among those that share a directory. The operating
 * system frees it when its process dies, however it dies.
 */
public final class KeyLock implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(KeyLock.class);
  private static final int ATTEMPTS = 10;

  /**
   * Of the whole process, because the system's file locks are: they do not keep threads apart, and
   * closing any channel of a file gives up the lock on it.
   */
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  private final Path file;
  private final FileChannel channel;

  private KeyLock(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /**
   * Takes the lock.
   *
   * @param holder who takes it, for the message that others get
   * @throws LockHeldException if another run has it
   */
  public static KeyLock take(Path directory, String key, String holder) {
    Path file = directory.toAbsolutePath().normalize().resolve(fileName(key));
    try {
      Files.createDirectories(directory);
      for (int i = 0; i < ATTEMPTS; i++) {
        KeyLock lock = tryOnce(file, key, holder);
        if (lock != null) {
          return lock;
        }
      }
    } catch (IOException e) {
      throw PreconditionException.state(
          "the lock file " + file + " cannot be written: " + e,
          "make its directory writable, or set XDG_STATE_HOME to one that is",
          e);
    }
    throw held(key, "another run");
  }

  /** Null if the file was removed by its last holder just then. */
  private static @Nullable KeyLock tryOnce(Path file, String key, String holder)
      throws IOException {
    boolean kept = false;
    if (!HELD.add(file)) {
      throw held(key, "another run in this process");
    }
    try {
      FileChannel channel = FileChannel.open(file, CREATE, READ, WRITE);
      try {
        Object opened = Files.readAttributes(file, BasicFileAttributes.class).fileKey();
        if (channel.tryLock() == null) {
          throw held(key, holderOf(file));
        }
        kept =
            Objects.equals(opened, Files.readAttributes(file, BasicFileAttributes.class).fileKey());
        channel.truncate(0);
        channel.write(ByteBuffer.wrap(holder.getBytes(StandardCharsets.UTF_8)));
        return kept ? new KeyLock(file, channel) : null;
      } finally {
        if (!kept) {
          channel.close();
        }
      }
    } catch (NoSuchFileException e) {
      return null;
    } finally {
      if (!kept) {
        HELD.remove(file);
      }
    }
  }

  private static LockHeldException held(String key, String holder) {
    return new LockHeldException(
        holder + " works on " + key + " now", "wait until it has ended, then run again", null);
  }

  private static String holderOf(Path file) throws IOException {
    try {
      String text = Files.readString(file);
      return text.isBlank() ? "another run" : text.strip();
    } catch (NoSuchFileException e) {
      return "another run";
    }
  }

  private static String fileName(String key) {
    String readable = key.replaceAll("[^A-Za-z0-9-]+", "-");
    String end = readable.substring(Math.max(0, readable.length() - 60));
    return end + "-" + Digests.sha256(key).substring(0, 16) + ".lock";
  }

  /** Gives the lock back and removes its file while it is still held. */
  @Override
  public void close() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      log.debug("the lock file {} stays", file, e);
    }
    try {
      channel.close();
    } catch (IOException e) {
      log.warn("the lock {} could not be given back before the end of this process", file, e);
    } finally {
      HELD.remove(file);
    }
  }
}
