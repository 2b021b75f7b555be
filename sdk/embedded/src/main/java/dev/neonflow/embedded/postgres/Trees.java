package dev.neonflow.embedded.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Whole directories: made private, measured, synced and removed. */
final class Trees {

  static final FileAttribute<Set<PosixFilePermission>> PRIVATE_DIRECTORY = mode("rwx------");
  static final FileAttribute<Set<PosixFilePermission>> PRIVATE_FILE = mode("rw-------");

  private static final String DRAFT = ".tmp-";

  private Trees() {}

  /** Makes a directory, and those above it, that others may walk through but not list. */
  static void makeWalkable(Path dir) throws IOException {
    Files.createDirectories(dir);
    Files.setPosixFilePermissions(dir, PosixFilePermissions.fromString("rwx--x--x"));
  }

  /** Replaces a file at once by one that only its owner can read. */
  static void writePrivate(Path file, String text) throws IOException {
    Path temporary = file.resolveSibling(DRAFT + Names.unique());
    try {
      try (FileChannel out =
          FileChannel.open(
              temporary,
              Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
              PRIVATE_FILE)) {
        out.write(StandardCharsets.UTF_8.encode(text));
        out.force(true);
      }
      Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  /** Removes the files that a killed process was about to make in a directory. */
  static void dropDrafts(Path dir) throws IOException {
    try (DirectoryStream<Path> drafts = Files.newDirectoryStream(dir, DRAFT + "*")) {
      for (Path draft : drafts) {
        if (Files.isRegularFile(draft, LinkOption.NOFOLLOW_LINKS)) {
          Files.deleteIfExists(draft);
        }
      }
    }
  }

  /** The bytes of all files; files that vanish meanwhile count as nothing. */
  static long size(Path root) throws IOException {
    long[] total = {0};
    walk(
        root,
        new Visitor() {
          @Override
          void file(Path file, BasicFileAttributes attributes) {
            total[0] += attributes.size();
          }

          @Override
          void leave(Path dir) {}
        });
    return total[0];
  }

  /** Removes a directory and what is in it; what is already gone is not an error. */
  static void delete(Path root) throws IOException {
    walk(
        root,
        new Visitor() {
          @Override
          void file(Path file, BasicFileAttributes attributes) throws IOException {
            Files.deleteIfExists(file);
          }

          @Override
          void leave(Path dir) throws IOException {
            Files.deleteIfExists(dir);
          }
        });
  }

  /** Gives everything in a directory to a user. */
  static void chown(Path root, int uid, int gid) throws IOException {
    walk(
        root,
        new Visitor() {
          @Override
          void file(Path file, BasicFileAttributes attributes) throws IOException {
            give(file, uid, gid);
          }

          @Override
          void leave(Path dir) throws IOException {
            give(dir, uid, gid);
          }
        });
  }

  /** Forces a directory and all in it to the disk; the whole file system at once, if it can. */
  static void sync(Path root) throws IOException {
    if (Run.command(List.of("sync", "-f", root.toString()), root, "").ok()) {
      return;
    }
    walk(
        root,
        new Visitor() {
          @Override
          void file(Path file, BasicFileAttributes attributes) throws IOException {
            force(file);
          }

          @Override
          void leave(Path dir) throws IOException {
            force(dir);
          }
        });
  }

  /** Forces a directory's entries to the disk. */
  static void force(Path path) throws IOException {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  /** The user that owns a file. */
  static int uid(Path path) throws IOException {
    return (Integer) Files.getAttribute(path, "unix:uid", LinkOption.NOFOLLOW_LINKS);
  }

  private static void give(Path path, int uid, int gid) throws IOException {
    Files.setAttribute(path, "unix:uid", uid, LinkOption.NOFOLLOW_LINKS);
    Files.setAttribute(path, "unix:gid", gid, LinkOption.NOFOLLOW_LINKS);
  }

  private static FileAttribute<Set<PosixFilePermission>> mode(String mode) {
    return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode));
  }

  private static void walk(Path root, Visitor visitor) throws IOException {
    if (!Files.exists(root, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    try {
      Files.walkFileTree(root, visitor);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private abstract static class Visitor extends SimpleFileVisitor<Path> {

    abstract void file(Path file, BasicFileAttributes attributes) throws IOException;

    abstract void leave(Path dir) throws IOException;

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      file(file, attributes);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
      if (e instanceof NoSuchFileException) {
        return FileVisitResult.CONTINUE;
      }
      throw e;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path dir, @Nullable IOException e)
        throws IOException {
      if (e != null && !(e instanceof NoSuchFileException)) {
        throw e;
      }
      leave(dir);
      return FileVisitResult.CONTINUE;
    }
  }
}
