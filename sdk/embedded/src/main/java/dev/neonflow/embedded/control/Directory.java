package dev.neonflow.embedded.control;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where state is kept.
 *
 * @param durable whether what is written in it survives a loss of power, too
 */
public record Directory(Path path, boolean durable) {

  private static final String ASIDE = ".lost-";

  /** A file in it, which need not exist. */
  public AtomicFile file(String name) {
    return new AtomicFile(path.resolve(name), durable);
  }

  /** A directory in it, which need not exist. */
  Directory directory(String name) {
    return new Directory(path.resolve(name), durable);
  }

  String name() {
    return path.getFileName().toString();
  }

  /** Makes it if it is missing. */
  Directory ensure() {
    try {
      Files.createDirectories(path);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make " + path, e);
    }
  }

  /** The names of what is in it; none if it is not there. */
  List<String> list() {
    return list(path).stream().map(entry -> entry.getFileName().toString()).toList();
  }

  /** Whether there is nothing in it but drafts. */
  boolean blank() {
    return list(path).stream().allMatch(AtomicFile::draft);
  }

  /** Keeps it for somebody who may still want it, under a name that nobody else uses. */
  void setAside() {
    if (!aside()) {
      try {
        Files.move(path, path.resolveSibling(ASIDE + name()));
      } catch (IOException e) {
        throw new UncheckedIOException("cannot rename " + path, e);
      }
    }
  }

  boolean aside() {
    return name().startsWith(ASIDE);
  }

  /** Removes it with all in it; one that is not there is not an error. */
  void remove() {
    remove(path);
  }

  private static List<Path> list(Path path) {
    if (!Files.isDirectory(path)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(path)) {
      return entries.toList();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + path, e);
    }
  }

  private static void remove(Path path) {
    try {
      list(path).forEach(Directory::remove);
      Files.deleteIfExists(path);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot remove " + path, e);
    }
  }
}
