package dev.neonflow.workflows.migrate;

import dev.neonflow.workflows.NodePackages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** Real Drizzle Kit in the situations of all migrators. */
@EnabledIfEnvironmentVariable(named = "NEONFLOW_TEST", matches = "full")
final class DrizzleContractTest extends MigratorContract {
  private static final String CONFIG =
      """
      import { defineConfig } from 'drizzle-kit';

      export default defineConfig({
        dialect: 'postgresql',
        schema: './schema.ts',
        out: './drizzle', // where the SQL is
        dbCredentials: { url: process.env.DATABASE_URL! },
      });
      """;

  /** Here, as it may take longer than a test may. */
  @BeforeAll
  static void install() {
    NodePackages.installed("drizzle-kit", true);
  }

  @Override
  protected Migrator migrator(Path directory) {
    return DrizzleMigrator.in(directory);
  }

  @Override
  protected void write(Path directory, int number, String name, String sql) throws IOException {
    writeAt(directory, number - 1, name, sql);
  }

  /** As Drizzle Kit does when it has generated a migration. */
  static void writeAt(Path directory, int index, String name, String sql) throws IOException {
    Path meta = directory.resolve("drizzle/meta");
    if (!Files.exists(meta)) {
      Path packages = NodePackages.installed("drizzle-kit", true);
      Files.createSymbolicLink(directory.resolve("node_modules"), packages.resolve("node_modules"));
      Files.writeString(directory.resolve("package.json"), "{ \"private\": true }");
      Files.writeString(directory.resolve("drizzle.config.ts"), CONFIG);
      Files.createDirectories(meta);
    }
    String file = String.format(Locale.ROOT, "%04d_%s.sql", index, name);
    Files.writeString(directory.resolve("drizzle").resolve(file), sql);
    writeJournal(directory);
  }

  private static void writeJournal(Path directory) throws IOException {
    List<String> entries = new ArrayList<>();
    try (Stream<Path> files = Files.list(directory.resolve("drizzle"))) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        String tag = String.valueOf(file.getFileName()).replace(".sql", "");
        int index = Integer.parseInt(tag.substring(0, 4));
        entries.add(
            String.format(
                Locale.ROOT,
                "{\"idx\":%d,\"version\":\"7\",\"when\":%d,\"tag\":\"%s\",\"breakpoints\":true}",
                index,
                1_700_000_000_000L + index,
                tag));
      }
    }
    Files.writeString(
        directory.resolve("drizzle/meta/_journal.json"),
        "{\"version\":\"7\",\"dialect\":\"postgresql\",\"entries\":["
            + String.join(",", entries)
            + "]}");
  }

  @Override
  protected String version(int number, String name) {
    return String.format(Locale.ROOT, "%04d_%s", number - 1, name);
  }

  @Override
  protected String appliedRows() {
    return "drizzle.__drizzle_migrations";
  }
}
