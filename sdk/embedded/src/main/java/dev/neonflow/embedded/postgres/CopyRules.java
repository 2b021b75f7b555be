package dev.neonflow.embedded.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** What must hold before a data directory is copied. */
final class CopyRules {

  private CopyRules() {}

  /** A table space is a link, which a copy would share with its parent. */
  static void refuseTablespaces(Path source) throws IOException {
    try (Stream<Path> links = Files.list(source.resolve("pg_tblspc"))) {
      if (links.findAny().isPresent()) {
        throw new PostgresException(
            "A branch with table spaces cannot be copied; drop them first", null);
      }
    }
  }
}
