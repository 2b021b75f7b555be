package dev.neonflow.cli.demo;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.UserPrincipal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A tour's directory, locked while the tour lives. */
final class Workspace {

  private static final String PREFIX = "neonflow-demo-";
  private static final String LOCK = "lock";

  /** A starting tour makes its lock file a moment before it locks it. */
  private static final Duration YOUNG = Duration.ofMinutes(1);

  private final Path directory;
  private final FileChannel lock;

  private final @Nullable Path parentMade;

  private Workspace(Path directory, FileChannel lock, @Nullable Path parentMade) {
    this.directory = directory;
    this.lock = lock;
    this.parentMade = parentMade;
  }

  /** A new one that is of no use without its tour. */
  static Workspace temporary() throws IOException {
    return in(Files.createTempDirectory(temporaryFiles(), PREFIX), null);
  }

  /** A new one at a place; its directory must not be there. */
  static Workspace at(Path directory) throws IOException {
    Path parent = directory.toAbsolutePath().resolve("..").normalize();
    Path missing = Files.isDirectory(parent) ? null : parent;
    Files.createDirectories(parent);
    return in(Files.createDirectory(directory), missing);
  }

  private static Workspace in(Path directory, @Nullable Path parentMade) throws IOException {
    FileChannel lock =
        FileChannel.open(
            directory.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    lock.lock();
    return new Workspace(directory, lock, parentMade);
  }

  Path directory() {
    return directory;
  }

  /** Ends the tour's hold; the files stay. */
  void release() throws IOException {
    lock.close();
  }

  /** Removes it with all that is in it. */
  void delete() throws IOException {
    Path file = directory.resolve(LOCK);
    // Held until the last: what is half deleted looks abandoned to whoever finds it not locked.
    try (lock) {
      delete(directory, file);
      Files.deleteIfExists(file);
    }
    delete(directory);
    if (parentMade != null) {
      Files.deleteIfExists(parentMade);
    }
  }

  /** Temporary ones of this user whose tour was killed. */
  List<Path> abandoned() throws IOException {
    List<Path> found = new ArrayList<>();
    UserPrincipal self = Files.getOwner(directory);
    try (DirectoryStream<Path> all = Files.newDirectoryStream(temporaryFiles(), PREFIX + "*")) {
      for (Path one : all) {
        if (!one.equals(directory) && isAbandoned(one, self)) {
          found.add(one);
        }
      }
    }
    return found;
  }

  /** Removes a directory, of which others may remove something at the same time. */
  static void delete(Path directory) throws IOException {
    delete(directory, null);
  }

  /** All but one file of it, and what holds that. */
  private static void delete(Path directory, @Nullable Path kept) throws IOException {
    Files.walkFileTree(
        directory,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            if (!file.equals(kept)) {
              Files.deleteIfExists(file);
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
            return postVisitDirectory(file, e);
          }

          @Override
          public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException e)
              throws IOException {
            if (e != null && !(e instanceof NoSuchFileException)) {
              throw e;
            }
            if (kept == null || !kept.startsWith(visited)) {
              Files.deleteIfExists(visited);
            }
            return FileVisitResult.CONTINUE;
          }
        });
  }

  private static boolean isAbandoned(Path directory, UserPrincipal self) throws IOException {
    try {
      return Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)
          && Files.getOwner(directory).equals(self)
          && isAbandoned(directory);
    } catch (NoSuchFileException goesJustNow) {
      return false;
    }
  }

  /**
   * Whether no tour lives in it.
   *
   * @throws NoSuchFileException if its tour removes it just now
   */
  static boolean isAbandoned(Path directory) throws IOException {
    Path file = directory.resolve(LOCK);
    boolean locks = Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
    Instant made = Files.getLastModifiedTime(locks ? file : directory).toInstant();
    if (made.isAfter(Instant.now().minus(YOUNG))) {
      return false;
    }
    if (!locks) {
      return true;
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      // A tour that ended meanwhile removed the file before it let it go.
      return channel.tryLock() != null && Files.exists(file);
    } catch (OverlappingFileLockException ofThisProcess) {
      return false;
    }
  }

  private static Path temporaryFiles() {
    return Path.of(System.getProperty("java.io.tmpdir"));
  }
}
