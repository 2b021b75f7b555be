package dev.neonflow.workflows.migrate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.workflows.PreconditionException;
import dev.neonflow.workflows.branch.HistoryCheck;
import dev.neonflow.workflows.branch.HistoryTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DrizzleHistoryTest {
  private static final Instant BRANCHED = Instant.ofEpochMilli(2_000);
  private static final Supplier<Optional<Set<HistoryRow>>> NOT_ASKED =
      () -> {
        throw new AssertionError("the parent is asked for nothing");
      };

  @TempDir Path project;
  private final List<String> journal = new ArrayList<>();

  @BeforeEach
  void twoMigrations() throws IOException {
    Files.createDirectories(project.resolve("drizzle/meta"));
    write("0000_fruit", 1_000, "CREATE TABLE fruit (name text);");
    write("0001_tier", 1_500, "ALTER TABLE fruit ADD tier text;");
  }

  private void write(String tag, long when, String sql) throws IOException {
    Files.writeString(project.resolve("drizzle/" + tag + ".sql"), sql);
    journal.removeIf(entry -> entry.contains(tag));
    journal.add("{\"tag\":\"" + tag + "\",\"when\":" + when + "}");
    Files.writeString(
        project.resolve("drizzle/meta/_journal.json"), "{\"entries\":" + journal + "}");
  }

  private DrizzleHistory history() {
    return new DrizzleHistory(DrizzleFiles.read(project, null));
  }

  /** The rows that there would be if all migrations of now had been applied. */
  private List<HistoryRow> applied() {
    return DrizzleFiles.read(project, null).entries().stream()
        .map(
            entry ->
                new HistoryRow(
                    entry.tag(), entry.hash(), Instant.ofEpochMilli(entry.when()), null, true))
        .toList();
  }

  private HistoryCheck check(List<HistoryRow> rows, Supplier<Optional<Set<HistoryRow>>> parents) {
    return history().check(rows, BRANCHED, parents);
  }

  @Test
  void nothingApplied_allIsPending_andAllApplied_isTheSame() {
    assertEquals(List.of("0000_fruit", "0001_tier"), history().pending(List.of()));
    assertEquals(HistoryCheck.additions("2 migrations are new"), check(List.of(), NOT_ASKED));
    assertEquals(HistoryCheck.same(), check(applied(), NOT_ASKED));
  }

  @Test
  void changedAfterItWasApplied_isRewritten_unlessItIsTheParents() throws IOException {
    List<HistoryRow> rows = applied();
    write("0001_tier", 1_500, "ALTER TABLE fruit ADD tier int;");
    HistoryCheck ofParent = check(rows, () -> Optional.of(Set.copyOf(rows)));
    assertEquals(HistoryCheck.same(), ofParent, "a reset would bring it back");
    assertEquals(
        HistoryCheck.rewritten("0001_tier was changed after it was applied"),
        check(rows, () -> Optional.of(Set.of(rows.get(0)))));
  }

  @Test
  void otherLineEnds_areNoChange() throws IOException {
    write("0001_tier", 1_500, "ALTER TABLE fruit\nADD tier text;");
    List<HistoryRow> rows = applied();
    write("0001_tier", 1_500, "ALTER TABLE fruit\r\nADD tier text;");
    assertEquals(HistoryCheck.same(), check(rows, NOT_ASKED));
    assertEquals(HistoryCheck.same(), history().check(rows, Instant.EPOCH, NOT_ASKED));
  }

  @Test
  void gone_isRewritten_unlessItIsTheParents() throws IOException {
    List<HistoryRow> rows = new ArrayList<>(applied());
    HistoryRow other =
        new HistoryRow("of another time", "abc", Instant.ofEpochMilli(1_600), null, true);
    rows.add(other);
    assertEquals(HistoryCheck.same(), check(rows, () -> Optional.of(Set.of(other))));
    assertEquals(
        HistoryCheck.rewritten("of another time was applied and is not there any more"),
        check(rows, () -> Optional.of(Set.of())));
    assertEquals(HistoryCheck.same(), check(rows, Optional::empty), "nobody knows whose it is");
    rows.set(2, new HistoryRow("newer", "abc", Instant.ofEpochMilli(2_500), null, true));
    assertEquals(HistoryCheck.Kind.REWRITTEN, check(rows, NOT_ASKED).kind());
  }

  @Test
  void generatedAgainWithTheSameText_isRewritten() throws IOException {
    List<HistoryRow> rows = applied();
    write("0001_tier", 1_900, "ALTER TABLE fruit ADD tier text;");
    assertEquals(
        HistoryCheck.rewritten("0001_tier was generated again after it was applied"),
        check(rows, () -> Optional.of(Set.of())));
  }

  @Test
  void olderThanWhatWasApplied_isRefused_forDrizzleWouldSkipIt() throws IOException {
    List<HistoryRow> rows = applied();
    write("0002_late", 1_200, "CREATE TABLE late (id int);");
    assertEquals(List.of(), history().pending(rows));
    ToolHistory.Refusal refusal = history().refusal(rows).orElseThrow();
    assertEquals(
        "0002_late was generated before a migration that was applied already, 0001_tier: Drizzle"
            + " would skip it and say nothing",
        refusal.what());
    assertTrue(refusal.next().contains("insert into drizzle.__drizzle_migrations"), refusal.next());
    assertEquals(
        HistoryCheck.rewritten("0002_late comes before a migration that was applied already"),
        check(rows, () -> Optional.of(Set.of(rows.get(0)))));
    assertEquals(
        HistoryCheck.same(),
        check(rows, () -> Optional.of(Set.copyOf(rows))),
        "a reset would not help");
  }

  @Test
  void configuration_saysWhereMigrationsAndTableAre() throws IOException {
    Files.writeString(
        project.resolve("drizzle.config.ts"),
        """
        export default defineConfig({
          // out: './old',
          tablesFilter: ['shop/*', "it's", `//x`],
          out: "./db/drizzle", /* not './drizzle' */
          schema: './src/schema.ts',
          dbCredentials: { url: process.env.DATABASE_URL! },
          migrations: { table: 'notes', schema: 'public' },
          schemaFilter: ['*/x'],
        });
        """);
    assertEquals(project.resolve("./db/drizzle"), DrizzleFiles.directory(project, null));
    assertThrows(PreconditionException.class, () -> DrizzleFiles.read(project, null));
    Files.createDirectories(project.resolve("db"));
    Files.move(project.resolve("drizzle"), project.resolve("db/drizzle"));
    assertEquals(new HistoryTable("public", "notes"), DrizzleFiles.read(project, null).table());
  }
}
