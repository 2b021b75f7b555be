package dev.neonflow.scripts;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;

/** Files of a folder that others write to at the same time: one that vanishes is not found. */
final class Found extends SimpleFileVisitor<Path> {

  /** What no person has written. */
  private static final Set<String> NOT_OURS = Set.of("target", ".git", "node_modules");

  private final SortedSet<Path> found = new TreeSet<>();
  private final Path folder;
  private final Predicate<String> name;

  private Found(Path folder, Predicate<String> name) {
    this.folder = folder;
    this.name = name;
  }

  /** Those whose name is as asked for, sorted. */
  static List<Path> below(Path folder, Predicate<String> name) throws IOException {
    Found visitor = new Found(folder, name);
    Files.walkFileTree(folder, visitor);
    return List.copyOf(visitor.found);
  }

  @Override
  public FileVisitResult preVisitDirectory(Path inner, BasicFileAttributes attributes) {
    return !inner.equals(folder) && NOT_OURS.contains(inner.getFileName().toString())
        ? FileVisitResult.SKIP_SUBTREE
        : FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
    if (name.test(file.getFileName().toString())) {
      found.add(file);
    }
    return FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
    return goOn(e);
  }

  @Override
  public FileVisitResult postVisitDirectory(Path inner, IOException e) throws IOException {
    return e == null ? FileVisitResult.CONTINUE : goOn(e);
  }

  private static FileVisitResult goOn(IOException e) throws IOException {
    if (e instanceof NoSuchFileException) {
      return FileVisitResult.CONTINUE;
    }
    throw e;
  }
}
