package dev.neonflow.cli.demo;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.UserPrincipal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
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
    lock.close();
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
        if (!one.equals(directory)
            && Files.isDirectory(one, LinkOption.NOFOLLOW_LINKS)
            && Files.getOwner(one).equals(self)
            && isAbandoned(one)) {
          found.add(one);
        }
      }
    }
    return found;
  }

  static void delete(Path directory) throws IOException {
    if (Files.exists(directory)) {
      try (Stream<Path> files = Files.walk(directory)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.deleteIfExists(file);
        }
      }
    }
  }

  private static boolean isAbandoned(Path directory) throws IOException {
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
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException ofThisProcess) {
      return false;
    }
  }

  private static Path temporaryFiles() {
    return Path.of(System.getProperty("java.io.tmpdir"));
  }
}
