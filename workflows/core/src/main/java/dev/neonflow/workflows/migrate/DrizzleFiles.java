package dev.neonflow.workflows.migrate;

import dev.neonflow.workflows.PreconditionException;
import dev.neonflow.workflows.branch.HistoryTable;
import dev.neonflow.workflows.internal.Digests;
import dev.neonflow.workflows.internal.json.JsonRefusal;
import dev.neonflow.workflows.internal.json.JsonTree;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Drizzle's migrations: its journal, and a file for each entry of it.
 *
 * @param entries in the journal's order
 * @param table where Drizzle notes what it applied
 */
record DrizzleFiles(List<Entry> entries, HistoryTable table) {
  /** Drizzle's usual configuration files; the first that is there is taken. */
  static final List<String> CONFIGS =
      List.of(
          "drizzle.config.ts", "drizzle.config.js", "drizzle.config.mjs", "drizzle.config.json");

  /** Copies the list. */
  DrizzleFiles {
    entries = List.copyOf(entries);
  }

  /**
   * One migration.
   *
   * @param tag its file's name without {@code .sql}
   * @param when when it was generated, in milliseconds; Drizzle orders by it
   * @param sql its text
   */
  record Entry(String tag, long when, String sql) {
    /** As Drizzle would note it now. */
    String hash() {
      return Digests.sha256(sql);
    }

    /** Whether a hash that Drizzle noted is of this text, perhaps with other line ends. */
    boolean hasHash(@Nullable String noted) {
      return noted != null && SourceText.checksums(sql).contains(noted);
    }

    /** Its statements, as Drizzle executes them. */
    List<String> statements() {
      return List.of(sql.split("--> statement-breakpoint", -1));
    }
  }

  /** Where the migrations are. */
  static Path directory(Path project, @Nullable String config) {
    return project.resolve(settings(project, config).setting("out").orElse("drizzle"));
  }

  /**
   * Reads them.
   *
   * @throws PreconditionException if there is no journal, or a file is missing
   */
  static DrizzleFiles read(Path project, @Nullable String config) {
    SourceText settings = settings(project, config);
    SourceText migrations = settings.object("migrations").orElse(new SourceText(""));
    HistoryTable table =
        new HistoryTable(
            migrations.setting("schema").orElse("drizzle"),
            migrations.setting("table").orElse("__drizzle_migrations"));
    Path directory = directory(project, config);
    Path journal = directory.resolve("meta").resolve("_journal.json");
    if (!Files.isRegularFile(journal)) {
      throw PreconditionException.usage(
          "Drizzle's journal, " + journal + ", is missing",
          "generate the migrations (drizzle-kit generate) and commit them; `out` in Drizzle's"
              + " configuration says where they are");
    }
    List<Entry> entries = new ArrayList<>();
    for (Object entry : list(parsed(journal).get("entries"))) {
      if (entry instanceof Map<?, ?> map
          && map.get("tag") instanceof String tag
          && map.get("when") instanceof BigDecimal when) {
        entries.add(new Entry(tag, when.longValue(), sql(directory.resolve(tag + ".sql"))));
      }
    }
    return new DrizzleFiles(entries, table);
  }

  private static SourceText settings(Path project, @Nullable String config) {
    return SourceText.first(project, config == null ? CONFIGS : List.of(config))
        .map(text -> text.without("dbCredentials"))
        .orElse(new SourceText(""));
  }

  private static Map<?, ?> parsed(Path journal) {
    try {
      return JsonTree.parse(SourceText.read(journal));
    } catch (JsonRefusal e) {
      throw PreconditionException.usage(
          "Drizzle's journal, " + journal + ", is not readable: " + e.message(),
          "a merge conflict may be in it; correct it");
    }
  }

  private static List<?> list(@Nullable Object value) {
    return value instanceof List<?> list ? list : List.of();
  }

  private static String sql(Path file) {
    if (!Files.isRegularFile(file)) {
      throw PreconditionException.usage(
          "Drizzle's journal names " + file + ", which is missing", "commit the file");
    }
    return SourceText.read(file);
  }
}
