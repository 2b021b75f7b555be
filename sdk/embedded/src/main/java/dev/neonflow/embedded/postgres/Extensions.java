package dev.neonflow.embedded.postgres;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/**
 * The extensions that Neon lets its owners create, though PostgreSQL keeps them for superusers:
 * their control files once more, in a directory of our own, as trusted ones. None of them gives
 * access to files or programs of the machine.
 */
final class Extensions {

  private static final List<String> TRUSTED =
      List.of(
          "amcheck",
          "autoinc",
          "bloom",
          "dblink",
          "earthdistance",
          "insert_username",
          "intagg",
          "moddatetime",
          "pg_buffercache",
          "pg_freespacemap",
          "pg_prewarm",
          "pg_stat_statements",
          "pg_visibility",
          "pg_walinspect",
          "pgrowlocks",
          "pgstattuple",
          "postgres_fdw",
          "refint",
          "sslinfo",
          "xml2");

  private Extensions() {}

  /** Where PostgreSQL looks for extensions: with us first, then in its own place. */
  static String path(Bundle bundle) {
    return directory(bundle) + ":$system";
  }

  /** Makes the directory when the cache does not have it. */
  static void ensure(Bundle bundle) throws IOException {
    Path target = directory(bundle);
    if (Files.isDirectory(target)) {
      return;
    }
    Path temporary = target.resolveSibling(".tmp-" + Names.unique());
    try {
      Path extensions = temporary.resolve("extension");
      Files.createDirectories(extensions);
      for (String name : TRUSTED) {
        copy(bundle.root().resolve("share/postgresql/extension"), name, extensions);
      }
      Files.setPosixFilePermissions(extensions, PosixFilePermissions.fromString("rwxr-xr-x"));
      Files.setPosixFilePermissions(temporary, PosixFilePermissions.fromString("rwxr-xr-x"));
      Bundle.publish(temporary, target);
    } finally {
      Trees.delete(temporary);
    }
  }

  private static Path directory(Bundle bundle) {
    String list = String.join(" ", TRUSTED);
    String hash = Names.hash(list.getBytes(StandardCharsets.UTF_8));
    return bundle.root().resolveSibling("extensions-" + bundle.version() + "-" + hash);
  }

  private static void copy(Path from, String name, Path to) throws IOException {
    String glob = "{" + name + ".control," + name + "--*.sql}";
    try (DirectoryStream<Path> files = Files.newDirectoryStream(from, glob)) {
      for (Path file : files) {
        Path copy = to.resolve(file.getFileName());
        Files.copy(file, copy);
        if (name.concat(".control").equals(file.getFileName().toString())) {
          Files.writeString(copy, "\ntrusted = true\n", StandardOpenOption.APPEND);
        }
        Files.setPosixFilePermissions(copy, PosixFilePermissions.fromString("rw-r--r--"));
      }
    }
  }
}
