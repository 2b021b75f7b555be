package dev.neonflow.embedded;

import dev.neonflow.embedded.postgres.PostgresDataPlane;
import dev.neonflow.embedded.postgres.PostgresException;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.SecureRandom;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where an embedded Neon keeps things that nobody chose a place for. */
final class Directories {

  private static final Logger LOG = LoggerFactory.getLogger(Directories.class);
  private static final String TEMPORARY = "neonflow-embedded-";

  private Directories() {}

  /** A name that is free; the directory is made by the one who locks it. */
  static Path temporary() {
    Path all = Path.of(System.getProperty("java.io.tmpdir"));
    removeAbandoned(all);
    byte[] random = new byte[8];
    new SecureRandom().nextBytes(random);
    return all.resolve(TEMPORARY + HexFormat.of().formatHex(random));
  }

  /** What killed processes left: nobody knows the names of their directories any more. */
  static void removeAbandoned(Path all) {
    try (DirectoryStream<Path> left = Files.newDirectoryStream(all, TEMPORARY + "*")) {
      left.forEach(Directories::removeIfAbandoned);
    } catch (IOException | DirectoryIteratorException e) {
      LOG.debug("{} was not searched for what killed processes left", all, e);
    }
  }

  private static void removeIfAbandoned(Path directory) {
    if (!directory.getFileName().toString().matches(TEMPORARY + "[0-9a-f]{16}")) {
      return;
    }
    try {
      PostgresDataPlane.removeAbandoned(directory);
    } catch (PostgresException e) {
      LOG.debug("Left as it is", e);
    }
  }

  static Path cache() {
    String xdg = System.getenv("XDG_CACHE_HOME");
    Path caches =
        xdg == null || xdg.isEmpty()
            ? Path.of(System.getProperty("user.home"), ".cache")
            : Path.of(xdg);
    return caches.resolve("neonflow");
  }

  static void delete(Path directory) throws IOException {
    if (!Files.exists(directory)) {
      return;
    }
    Files.walkFileTree(
        directory,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.deleteIfExists(file);
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
          public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException e)
              throws IOException {
            Files.deleteIfExists(visited);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
