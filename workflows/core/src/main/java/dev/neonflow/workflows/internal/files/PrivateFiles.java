package dev.neonflow.workflows.internal.files;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/** Files that only this user may read, where the file system knows users. */
public final class PrivateFiles {
  private PrivateFiles() {}

  /** Makes a directory and its parents, if it is not there. */
  public static void makeDirectory(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      Files.createDirectories(directory, permissions("rwx------"));
    }
  }

  /** Puts a text into a file, whole or not at all. */
  public static void replace(Path file, String text) throws IOException {
    Path whole =
        Files.createTempFile(
            file.getParent(), file.getFileName() + ".", ".tmp", permissions("rw-------"));
    try {
      Files.writeString(whole, text);
      Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(whole);
    }
  }

  /** Makes an empty file, in the place of one that may be there. */
  public static void makeEmpty(Path file) throws IOException {
    Files.deleteIfExists(file);
    Files.createFile(file, permissions("rw-------"));
  }

  private static FileAttribute<?>[] permissions(String permissions) {
    boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    return posix
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }
}
