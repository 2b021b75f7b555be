package dev.neonflow.embedded.control;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Small directories. */
final class Directory {

  private static final String ASIDE = ".lost-";

  private Directory() {}

  /** Keeps it for somebody who may still want it, under a name that nobody else uses. */
  static void setAside(Path path) {
    if (!aside(path)) {
      try {
        Files.move(path, path.resolveSibling(ASIDE + path.getFileName()));
      } catch (IOException e) {
        throw new UncheckedIOException("cannot rename " + path, e);
      }
    }
  }

  static boolean aside(Path path) {
    return path.getFileName().toString().startsWith(ASIDE);
  }

  static Path ensure(Path path) {
    try {
      return Files.createDirectories(path);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make " + path, e);
    }
  }

  /** What is in it; nothing if it is not there. */
  static List<Path> list(Path path) {
    if (!Files.isDirectory(path)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(path)) {
      return entries.toList();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + path, e);
    }
  }

  /** Whether there is nothing in it but drafts. */
  static boolean blank(Path path) {
    return list(path).stream().allMatch(AtomicFile::draft);
  }

  /** Removes it with all in it; one that is not there is not an error. */
  static void remove(Path path) {
    try {
      list(path).forEach(Directory::remove);
      Files.deleteIfExists(path);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot remove " + path, e);
    }
  }
}
