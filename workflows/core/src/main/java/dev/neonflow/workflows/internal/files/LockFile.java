package dev.neonflow.workflows.internal.files;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A lock among the threads of this JVM and all processes that see its file, which is there only
 * while it is held. The operating system frees it when its process dies, however it dies; the file
 * of a process that was killed stays until somebody takes the lock or {@link #removeAbandoned}.
 */
public final class LockFile implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(LockFile.class);
  private static final int ATTEMPTS = 10;

  /**
   * Of the whole process, because the system's file locks are: they do not keep threads apart, and
   * closing any channel of a file gives up the lock on it.
   */
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  private final Path file;
  private final FileChannel channel;

  private LockFile(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /**
   * Takes the lock if nobody has it. The directory must be there.
   *
   * @param holder who takes it, for those who ask {@link #holder}
   * @return empty if somebody has it
   * @throws java.nio.channels.ClosedByInterruptException if this thread is interrupted
   */
  public static Optional<LockFile> tryTake(Path path, String holder) throws IOException {
    Path file = path.toAbsolutePath().normalize();
    if (!HELD.add(file)) {
      return Optional.empty();
    }
    LockFile taken = null;
    try {
      for (int i = 0; i < ATTEMPTS && taken == null; i++) {
        FileChannel channel = FileChannel.open(file, CREATE, READ, WRITE);
        try {
          Object opened = identity(file);
          if (channel.tryLock() == null) {
            return Optional.empty();
          }
          // The last holder may have removed the file just then; nobody else would see its lock.
          if (opened != null && Objects.equals(opened, identity(file))) {
            channel.truncate(0);
            channel.write(ByteBuffer.wrap(holder.getBytes(StandardCharsets.UTF_8)));
            taken = new LockFile(file, channel);
          }
        } finally {
          if (taken == null) {
            channel.close();
          }
        }
      }
      return Optional.ofNullable(taken);
    } finally {
      if (taken == null) {
        HELD.remove(file);
      }
    }
  }

  /** Which file has this name now; null if none. Some systems do not tell files apart. */
  private static @Nullable Object identity(Path file) throws IOException {
    try {
      Object key = Files.readAttributes(file, BasicFileAttributes.class).fileKey();
      return key == null ? "a file" : key;
    } catch (NoSuchFileException e) {
      return null;
    }
  }

  /** Who holds the lock, as far as its file tells; empty if unknown. */
  public static String holder(Path file) throws IOException {
    try {
      return Files.readString(file).strip();
    } catch (NoSuchFileException e) {
      return "";
    }
  }

  /**
   * Removes the files of locks that nobody holds: a process that was killed leaves its own behind,
   * and some keys are never used again. Each is held for a moment meanwhile.
   *
   * @param glob which ones
   * @param before leaves those that were taken later, so that hardly anybody waits for them
   */
  public static void removeAbandoned(Path directory, String glob, Instant before) {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, glob)) {
      for (Path file : files) {
        if (Files.getLastModifiedTime(file).toInstant().isBefore(before)) {
          tryTake(file, "").ifPresent(LockFile::close);
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      log.debug("abandoned lock files in {} stay", directory, e);
    }
  }

  /** When the lock was taken, as the file system has it. */
  public Instant taken() throws IOException {
    return Files.getLastModifiedTime(file).toInstant();
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
