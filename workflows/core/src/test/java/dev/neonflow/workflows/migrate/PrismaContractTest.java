package dev.neonflow.workflows.migrate;

import dev.neonflow.workflows.NodePackages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** Real Prisma Migrate, with its engine as WebAssembly, in the situations of all migrators. */
@EnabledIfEnvironmentVariable(named = "NEONFLOW_TEST", matches = "full")
final class PrismaContractTest extends MigratorContract {
  private static final String SCHEMA =
      """
      datasource db {
        provider = "postgresql"
        url      = env("DATABASE_URL")
      }
      """;

  /** Here, as it may take longer than a test may. */
  @BeforeAll
  static void install() {
    NodePackages.installed("prisma-wasm", false);
  }

  @Override
  protected Migrator migrator(Path directory) {
    return PrismaMigrator.in(directory);
  }

  @Override
  protected void write(Path directory, int number, String name, String sql) throws IOException {
    Path migrations = directory.resolve("prisma/migrations");
    if (!Files.exists(migrations)) {
      Path packages = NodePackages.installed("prisma-wasm", false);
      Files.createSymbolicLink(directory.resolve("node_modules"), packages.resolve("node_modules"));
      Files.createDirectories(migrations);
      Files.writeString(directory.resolve("package.json"), "{ \"private\": true }");
      Files.writeString(
          directory.resolve("prisma.config.ts"),
          NodePackages.resource("prisma-wasm", "prisma.config.ts"));
      Files.writeString(directory.resolve("prisma/schema.prisma"), SCHEMA);
      Files.writeString(migrations.resolve("migration_lock.toml"), "provider = \"postgresql\"");
    }
    Path migration = Files.createDirectories(migrations.resolve(version(number, name)));
    Files.writeString(migration.resolve("migration.sql"), sql);
  }

  @Override
  protected String version(int number, String name) {
    return "2025010100000" + number + "_" + name;
  }

  @Override
  protected String appliedRows() {
    return "(select * from _prisma_migrations where finished_at is not null)";
  }

  @Override
  protected Optional<String> wayOut() {
    return Optional.of("prisma migrate resolve --rolled-back 20250101000002_add_tier");
  }
}
