package dev.neonflow.embedded.postgres;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides where data lies when PostgreSQL runs as another user than we do: in the home if that user
 * can get there, else beside it in a directory of the machine. Root's own home is closed to others
 * almost everywhere, so without this a plain container could not run.
 */
final class Placement {

  private static final Logger LOG = LoggerFactory.getLogger(Placement.class);
  private static final String POINTER = "store";
  private static final Duration STALE = Duration.ofHours(1);
  private static final String BACK = "home";
  private static final String TEMPORARY_BACK = "temporary-home";

  private Placement() {}

  /** The directory for a home's data. */
  static Path locate(Path home, Way way, Path elsewhere, Home.Life life) throws IOException {
    Path pointer = home.resolve(POINTER);
    if (Files.exists(pointer)) {
      Path store = Path.of(Files.readString(pointer).strip());
      if (Files.isDirectory(store)) {
        return store;
      }
      Files.delete(pointer);
    }
    if (way.reaches(home)) {
      return home;
    }
    if (Files.exists(home.resolve("branches"))) {
      throw new PostgresException(unreachable(home, way) + "; move it to such a directory", null);
    }
    Path store = elsewhere.resolve(Names.hash(home.toString().getBytes(StandardCharsets.UTF_8)));
    reachable(store, way, home);
    sweep(elsewhere);
    String back = life == Home.Life.TEMPORARY ? TEMPORARY_BACK : BACK;
    Trees.writePrivate(store.resolve(back), home.toString());
    Trees.writePrivate(pointer, store.toString());
    LOG.info("{} is closed to the user that PostgreSQL runs as; its data lies in {}", home, store);
    return store;
  }

  /**
   * Where the data of a home lies that is not open: in itself, or where it says and which agrees.
   */
  static Path known(Path home) throws IOException {
    Path pointer = home.resolve(POINTER);
    if (Files.isRegularFile(pointer)) {
      Path store = Path.of(Files.readString(pointer).strip());
      for (String back : List.of(BACK, TEMPORARY_BACK)) {
        Path file = store.resolve(back);
        if (Files.isRegularFile(file) && Files.readString(file).strip().equals(home.toString())) {
          return store;
        }
      }
    }
    return home;
  }

  /** Removes the data of a temporary home that lies elsewhere, and stops what runs in it. */
  static void removeTemporary(Path home) throws IOException {
    Path pointer = home.resolve(POINTER);
    if (Files.isRegularFile(pointer)) {
      Path store = Path.of(Files.readString(pointer).strip());
      if (temporaryHome(store).filter(home::equals).isPresent()) {
        remove(store);
      }
    }
  }

  /** The cache, or its replacement when PostgreSQL's user cannot get to it. */
  static Path cache(Path cache, Way way, Path elsewhere) throws IOException {
    Files.createDirectories(cache);
    Path chosen = cache;
    if (!way.reaches(cache)) {
      reachable(elsewhere, way, cache);
      chosen = elsewhere;
    }
    dropStale(chosen);
    return chosen.toRealPath();
  }

  /** What a killed process had begun to make; a living one needs seconds, not an hour. */
  private static void dropStale(Path cache) throws IOException {
    try (DirectoryStream<Path> begun = Files.newDirectoryStream(cache, ".tmp-*")) {
      for (Path dir : begun) {
        if (Files.getLastModifiedTime(dir).toInstant().isBefore(Instant.now().minus(STALE))) {
          Trees.delete(dir);
        }
      }
    }
  }

  private static void reachable(Path dir, Way way, Path instead) throws IOException {
    try {
      Path parent = dir.getParent();
      if (parent != null && !Files.isDirectory(parent)) {
        Trees.makeWalkable(parent);
      }
      if (!Files.isDirectory(dir)) {
        Trees.makeWalkable(dir);
      }
    } catch (IOException e) {
      throw new PostgresException(
          unreachable(instead, way) + ", and " + dir + " cannot be made", e);
    }
    if (!way.reaches(dir)) {
      throw new PostgresException(unreachable(instead, way) + ", and neither " + dir, null);
    }
  }

  private static String unreachable(Path dir, Way way) {
    return "PostgreSQL runs "
        + way.description()
        + ", which cannot get to "
        + dir
        + "; choose a directory that every user may walk through";
  }

  /**
   * Removes the data of temporary homes that were deleted since. The home of other data may be
   * missing only for now, as on a disk that is not mounted.
   */
  private static void sweep(Path elsewhere) throws IOException {
    try (DirectoryStream<Path> stores = Files.newDirectoryStream(elsewhere)) {
      for (Path store : stores) {
        Optional<Path> home = temporaryHome(store);
        if (home.isPresent() && !Files.exists(home.get())) {
          remove(store);
        }
      }
    }
  }

  private static Optional<Path> temporaryHome(Path store) throws IOException {
    Path back = store.resolve(TEMPORARY_BACK);
    return Files.isRegularFile(back)
        ? Optional.of(Path.of(Files.readString(back).strip()))
        : Optional.empty();
  }

  private static void remove(Path store) throws IOException {
    Path branches = store.resolve("branches");
    if (Files.isDirectory(branches)) {
      Processes.reap(branches);
    }
    Trees.delete(store);
  }
}
