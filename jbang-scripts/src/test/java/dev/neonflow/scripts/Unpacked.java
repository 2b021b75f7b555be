package dev.neonflow.scripts;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;

/**
 * An archive, unpacked as {@code unzip} does: with the times of the files, and who may run them.
 */
final class Unpacked {

  private static final int EXECUTABLE = 0100;

  private Unpacked() {}

  static void zip(Path archive, Path into) throws IOException {
    try (ZipFile zip = ZipFile.builder().setPath(archive).get()) {
      for (ZipArchiveEntry entry : Collections.list(zip.getEntries())) {
        Path place = into.resolve(entry.getName());
        if (entry.isDirectory()) {
          Files.createDirectories(place);
          continue;
        }
        Files.createDirectories(place.resolveSibling("."));
        try (InputStream content = zip.getInputStream(entry)) {
          Files.copy(content, place);
        }
        Files.setLastModifiedTime(place, entry.getLastModifiedTime());
        if ((entry.getUnixMode() & EXECUTABLE) != 0 && !place.toFile().setExecutable(true)) {
          throw new IOException("cannot make " + place + " executable");
        }
      }
    }
  }
}
