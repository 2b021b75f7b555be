package dev.neonflow.workflows.migrate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.neonflow.workflows.branch.HistoryCheck;
import dev.neonflow.workflows.internal.Digests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PrismaHistoryTest {
  private static final String SQL = "CREATE TABLE fruit\n (name text);";
  private static final Instant BRANCHED = Instant.ofEpochSecond(1_000);
  private static final Instant LATER = Instant.ofEpochSecond(2_000);

  @TempDir Path project;

  @BeforeEach
  void oneMigration() throws IOException {
    Path migration = project.resolve("prisma/migrations/1_fruit");
    Files.createDirectories(migration);
    Files.writeString(migration.resolve("migration.sql"), SQL);
    Files.writeString(project.resolve("prisma/migrations/migration_lock.toml"), "");
  }

  private PrismaHistory history() {
    return new PrismaHistory(PrismaFiles.read(project));
  }

  private HistoryCheck check(HistoryRow... rows) {
    return history().check(List.of(rows), BRANCHED, Optional::empty);
  }

  private static HistoryRow row(String name, String checksum, Instant at, boolean complete) {
    return new HistoryRow(name, checksum, at, complete ? Duration.ofMillis(5) : null, complete);
  }

  @Test
  void notApplied_isPending_andApplied_isTheSameWithAnyLineEnds() {
    assertEquals(List.of("1_fruit"), history().pending(List.of()));
    assertEquals(HistoryCheck.additions("1 migration is new"), check());
    for (String sql : List.of(SQL, SQL.replace("\n", "\r\n"))) {
      HistoryRow row = row("1_fruit", Digests.sha256(sql), LATER, true);
      assertEquals(HistoryCheck.same(), check(row));
      assertEquals(List.of(), history().pending(List.of(row)));
    }
  }

  @Test
  void changedOrGone_isRewritten_unlessItCameWithTheParent() {
    assertEquals(
        HistoryCheck.rewritten("1_fruit was changed after it was applied"),
        check(row("1_fruit", "abc", LATER, true)));
    HistoryRow fruit = row("1_fruit", Digests.sha256(SQL), LATER, true);
    assertEquals(
        HistoryCheck.rewritten("2_more was applied and is not there any more"),
        check(fruit, row("2_more", "abc", LATER, true)));
    assertEquals(HistoryCheck.same(), check(fruit, row("2_more", "abc", Instant.EPOCH, true)));
  }

  @Test
  void appliedInPart_isRewritten_andTheWayOutIsTold() {
    HistoryRow half = row("1_fruit", Digests.sha256(SQL), LATER, false);
    assertEquals(HistoryCheck.rewritten("1_fruit was applied in part only"), check(half));
    assertEquals(
        Optional.of(
            "Prisma applies nothing more until it is told what became of 1_fruit: with"
                + " DATABASE_URL of this branch run prisma migrate resolve --rolled-back 1_fruit"),
        history().wayOut(List.of(half)));
  }

  @Test
  void configuration_saysWhereTheMigrationsAre() throws IOException {
    Path config = project.resolve("prisma.config.ts");
    Files.writeString(config, "export default defineConfig({ schema: 'db/schema.prisma' });");
    assertEquals(project.resolve("db/migrations"), PrismaFiles.directory(project));
    Files.writeString(config, "export default { migrations: { path: 'sql' }, schema: 'db' };");
    assertEquals(project.resolve("sql"), PrismaFiles.directory(project));
  }
}
