package dev.neonflow.embedded.postgres;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
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

  private Placement() {}

  /** The directory for a home's data. */
  static Path locate(Path home, Way way, Path elsewhere) throws IOException {
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
    Trees.writePrivate(store.resolve(BACK), home.toString());
    Trees.writePrivate(pointer, store.toString());
    LOG.info("{} is closed to the user that PostgreSQL runs as; its data lies in {}", home, store);
    return store;
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

  /** Removes the data of homes that were deleted since. */
  private static void sweep(Path elsewhere) throws IOException {
    try (DirectoryStream<Path> stores = Files.newDirectoryStream(elsewhere)) {
      for (Path store : stores) {
        Path back = store.resolve(BACK);
        Optional<Path> home =
            Files.isRegularFile(back)
                ? Optional.of(Path.of(Files.readString(back).strip()))
                : Optional.empty();
        if (home.isPresent() && !Files.exists(home.get())) {
          Processes.reap(store.resolve("branches"));
          Trees.delete(store);
        }
      }
    }
  }
}
