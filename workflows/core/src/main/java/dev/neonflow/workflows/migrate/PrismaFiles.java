package dev.neonflow.workflows.migrate;

import dev.neonflow.workflows.PreconditionException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Prisma's migrations: a directory for each, with {@code migration.sql}.
 *
 * @param checksums by the migrations' names, sorted, all that a text's line ends make possible
 */
record PrismaFiles(Map<String, Set<String>> checksums) {
  /** Prisma's usual configuration files. */
  static final List<String> CONFIGS =
      List.of(
          "prisma.config.ts",
          "prisma.config.js",
          "prisma.config.mjs",
          "prisma.config.mts",
          ".config/prisma.ts",
          ".config/prisma.js");

  private static final String USUAL = "prisma/migrations";

  /** Where the migrations are. */
  static Path directory(Path project) {
    SourceText config = SourceText.first(project, CONFIGS).orElse(new SourceText(""));
    return project.resolve(
        config
            .object("migrations")
            .flatMap(migrations -> migrations.setting("path"))
            .or(() -> config.without("migrations").setting("schema").map(PrismaFiles::besideSchema))
            .orElse(USUAL));
  }

  private static String besideSchema(String schema) {
    Path parent = schema.endsWith(".prisma") ? Path.of(schema).getParent() : Path.of(schema);
    return (parent == null ? Path.of("") : parent).resolve("migrations").toString();
  }

  /**
   * Reads them.
   *
   * @throws PreconditionException if there is no directory for them
   */
  static PrismaFiles read(Path project) {
    Path directory = directory(project);
    if (!Files.isDirectory(directory)) {
      throw PreconditionException.usage(
          "the directory with Prisma's migrations, " + directory + ", is missing",
          "make them (prisma migrate dev) and commit them");
    }
    Map<String, Set<String>> checksums = new TreeMap<>();
    try (Stream<Path> files = Files.list(directory)) {
      files
          .filter(file -> Files.isRegularFile(file.resolve("migration.sql")))
          .forEach(
              file ->
                  checksums.put(
                      String.valueOf(file.getFileName()),
                      // Prisma, too, takes a text with other line ends for the same.
                      SourceText.checksums(SourceText.read(file.resolve("migration.sql")))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new PrismaFiles(checksums);
  }
}
