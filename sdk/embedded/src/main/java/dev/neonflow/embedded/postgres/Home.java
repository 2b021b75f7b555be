package dev.neonflow.embedded.postgres;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The directory of one data plane. A timeline {@code x} lies in {@code timelines/x.<unique>}: a
 * name is never used twice, because some file systems are slow to reuse what was deleted shortly
 * before.
 */
final class Home implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Home.class);
  private static final String TEMPORARY = ".tmp-";
  private static final String TRASH = ".trash-";
  private static final String LOST = ".lost-";
  private static final String LOCK = "lock";
  private static final String TIMELINES = "timelines";

  /** A starting process makes its lock file a moment before it locks it. */
  private static final Duration YOUNG = Duration.ofMinutes(1);

  /** How long a home is of use. */
  enum Life {
    /** Until somebody deletes it. */
    KEPT,
    /** Until it is closed. */
    TEMPORARY
  }

  private final Path dir;
  private final Path store;
  private final Life life;
  private final FileLocks lock;
  private final String adminPassword;

  private Home(Path dir, Path store, Life life, FileLocks lock, String adminPassword) {
    this.dir = dir;
    this.store = store;
    this.life = life;
    this.lock = lock;
    this.adminPassword = adminPassword;
  }

  /**
   * Locks a home, making it if it is missing, and clears what a killed server left in it.
   *
   * @param elsewhere where the data goes when PostgreSQL's user cannot get to the home
   */
  static Home open(Path dir, Way way, Path elsewhere, Life life) throws IOException {
    if (!Files.isDirectory(dir)) {
      Path parent = dir.toAbsolutePath().getParent();
      if (parent != null) {
        Files.createDirectories(parent);
      }
      Files.createDirectory(dir, Trees.PRIVATE_DIRECTORY);
    }
    requireOwn(dir);
    Path real = dir.toRealPath();
    FileLocks lock = lock(dir, real.resolve(LOCK));
    boolean opened = false;
    try {
      if (way.owner().isPresent()) {
        Trees.makeWalkable(real);
      }
      Path store = Placement.locate(real, way, elsewhere, life);
      Home home = new Home(real, store, life, lock, password(real));
      home.prepare(way);
      opened = true;
      return home;
    } finally {
      if (!opened) {
        lock.close();
      }
    }
  }

  /** Removes a home whose lock nobody has held for a while. */
  static void removeAbandoned(Path dir) throws IOException {
    Path lockFile = dir.resolve(LOCK);
    if (!Files.isRegularFile(lockFile, LinkOption.NOFOLLOW_LINKS)
        || Trees.uid(dir) != Way.currentUid()
        || Files.getLastModifiedTime(lockFile).toInstant().isAfter(Instant.now().minus(YOUNG))) {
      return;
    }
    FileLocks held = FileLocks.tryLock(lockFile).orElse(null);
    if (held != null) {
      try (held) {
        Path real = dir.toRealPath();
        Placement.removeTemporary(real);
        Path timelines = real.resolve(TIMELINES);
        if (Files.isDirectory(timelines)) {
          Processes.reap(timelines);
        }
        Trees.delete(dir);
        LOG.info("Removed {}, which a killed process had left", dir);
      }
    }
  }

  /** Removes a home that is not in use, whatever it was for. */
  static void delete(Path dir) throws IOException {
    Path lockFile = dir.resolve(LOCK);
    if (!Files.isRegularFile(lockFile, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    requireOwn(dir);
    FileLocks held = lock(dir, lockFile);
    try (held) {
      Path real = dir.toRealPath();
      Path store = Placement.known(real);
      Path timelines = store.resolve(TIMELINES);
      if (Files.isDirectory(timelines)) {
        Processes.reap(timelines);
      }
      Trees.delete(store);
      Trees.delete(real);
      LOG.info("Removed {}", real);
    }
  }

  private static void requireOwn(Path dir) throws IOException {
    if (Trees.uid(dir) != Way.currentUid()) {
      throw new PostgresException(
          dir + " belongs to another user; choose a directory of your own, or run as its owner",
          null);
    }
  }

  private static FileLocks lock(Path dir, Path lockFile) throws IOException {
    return FileLocks.tryLock(lockFile)
        .orElseThrow(
            () ->
                new PostgresException(
                    "Another embedded Neon runs in "
                        + dir
                        + "; stop it, or choose another directory",
                    null));
  }

  String adminPassword() {
    return adminPassword;
  }

  /** Where the data lies: the home, or a place that PostgreSQL's user can get to. */
  Path store() {
    return store;
  }

  Path tls() {
    return store.resolve("tls");
  }

  Path log(String timelineId) {
    return dir.resolve("logs").resolve(timelineId + ".log");
  }

  /** The data directory of a timeline. */
  Optional<Path> find(String timelineId) {
    return scan(timelineId + ".").stream().findFirst();
  }

  /** The timelines whose directory is complete. */
  Set<String> timelines() {
    Set<String> ids = new TreeSet<>();
    for (Path path : scan("")) {
      String name = path.getFileName().toString();
      ids.add(name.substring(0, name.lastIndexOf('.')));
    }
    return ids;
  }

  /** An empty private directory that the next start removes, unless it is published. */
  Path temporary() throws IOException {
    return Files.createDirectory(
        data().resolve(TEMPORARY + Names.unique()), Trees.PRIVATE_DIRECTORY);
  }

  /** How files get from one timeline to another. */
  FileCopy fileCopy() throws IOException {
    Path probe = temporary();
    try {
      return FileCopy.probe(probe);
    } finally {
      Trees.delete(probe);
    }
  }

  /** Turns a temporary directory into a timeline's, at once. */
  void publish(Path temporary, String timelineId, boolean durable) throws IOException {
    Files.move(temporary, data().resolve(timelineId + "." + Names.unique()));
    if (durable) {
      Trees.force(data());
    }
  }

  /** Removes a timeline's directory; a kill in between leaves only what the next start removes. */
  void remove(Path timeline) throws IOException {
    Path trash = data().resolve(TRASH + Names.unique());
    Files.move(timeline, trash);
    Trees.delete(trash);
  }

  /** Renames a timeline's directory to one that no timeline has, and that nothing removes. */
  Path setAside(Path timeline) throws IOException {
    return Files.move(timeline, data().resolve(LOST + timeline.getFileName()));
  }

  @Override
  public void close() throws IOException {
    try (lock) {
      if (life == Life.TEMPORARY) {
        Placement.removeTemporary(dir);
      }
    }
  }

  private Path data() {
    return store.resolve(TIMELINES);
  }

  private List<Path> scan(String prefix) {
    List<Path> found = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(data())) {
      for (Path entry : entries) {
        String name = entry.getFileName().toString();
        if (name.startsWith(".") || !name.startsWith(prefix) || name.indexOf('.') < 0) {
          continue;
        }
        if (Files.exists(entry.resolve(ControlFile.NAME))) {
          found.add(entry);
        } else {
          LOG.warn("{} is not a complete data directory", entry);
        }
      }
    } catch (IOException e) {
      throw new PostgresException("The directory " + data() + " cannot be read", e);
    }
    return found;
  }

  private void prepare(Way way) throws IOException {
    Files.createDirectories(dir.resolve("logs"), Trees.PRIVATE_DIRECTORY);
    if (!Files.isDirectory(data())) {
      Files.createDirectory(data(), Trees.PRIVATE_DIRECTORY);
      // Puts each timeline in another part of an ext file system; others refuse, which is fine.
      Run.command(List.of("chattr", "+T", data().toString()), dir, "");
    }
    if (way.owner().isPresent()) {
      Trees.makeWalkable(data());
    }
    int reaped = Processes.reap(data());
    if (reaped > 0) {
      LOG.info("Stopped {} PostgreSQL servers that a killed process had left", reaped);
    }
    Files.createDirectories(tls(), Trees.PRIVATE_DIRECTORY);
    Trees.dropDrafts(dir);
    Trees.dropDrafts(tls());
    Certificate.ensure(tls());
    hand(tls(), way);
    way.own(tls());
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(data())) {
      for (Path entry : entries) {
        String name = entry.getFileName().toString();
        if (name.startsWith(TEMPORARY) || name.startsWith(TRASH)) {
          Trees.delete(entry);
        } else {
          Files.deleteIfExists(entry.resolve(PidFile.NAME));
          hand(entry, way);
        }
      }
    }
  }

  /** The way may have changed since the last start: then the data changes its owner. */
  private static void hand(Path tree, Way way) throws IOException {
    if (Trees.uid(tree) != way.uid()) {
      if (Way.currentUid() != 0) {
        throw new PostgresException(
            tree + " belongs to another user; run as that user, or choose another directory", null);
      }
      int gid = way.owner().map(Way.Owner::gid).orElse(0);
      Trees.chown(tree, way.uid(), gid);
    }
  }

  private static String password(Path dir) throws IOException {
    Path file = dir.resolve("admin.password");
    if (!Files.exists(file)) {
      Trees.writePrivate(file, Names.password());
    }
    return Files.readString(file).strip();
  }
}
