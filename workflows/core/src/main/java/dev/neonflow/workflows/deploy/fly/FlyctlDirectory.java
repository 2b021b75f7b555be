package dev.neonflow.workflows.deploy.fly;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where flyctl keeps its configuration, credentials included, for as long as one run needs it. */
final class FlyctlDirectory {
  private static final Logger log = LoggerFactory.getLogger(FlyctlDirectory.class);
  private static final String PREFIX = "neonflow-fly-";

  /** Longer than any deployment takes. */
  private static final Duration ABANDONED_AFTER = Duration.ofDays(1);

  private FlyctlDirectory() {}

  /**
   * Makes one that only this user may read, and removes those of killed runs.
   *
   * @param parent where the others are, too
   */
  static Path make(Path parent, Instant now) throws IOException {
    Path directory = Files.createTempDirectory(parent, PREFIX);
    try (DirectoryStream<Path> all = Files.newDirectoryStream(parent, PREFIX + "*")) {
      for (Path other : all) {
        if (!other.equals(directory) && isAbandoned(other, now) && isOfSameUser(other, directory)) {
          remove(other);
        }
      }
    } catch (IOException e) {
      log.debug("abandoned directories of flyctl stay: {}", e.toString());
    }
    return directory;
  }

  private static boolean isAbandoned(Path directory, Instant now) throws IOException {
    return Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)
        && Files.getLastModifiedTime(directory).toInstant().plus(ABANDONED_AFTER).isBefore(now);
  }

  /** Where all users share a directory, anybody can put one with this name there. */
  private static boolean isOfSameUser(Path one, Path other) throws IOException {
    return Files.getOwner(one, LinkOption.NOFOLLOW_LINKS).equals(Files.getOwner(other));
  }

  /** Removes one with all that is in it. */
  static void remove(Path directory) {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException | UncheckedIOException e) {
      log.warn("flyctl's directory {} stays: {}", directory, e.toString());
    }
  }
}
