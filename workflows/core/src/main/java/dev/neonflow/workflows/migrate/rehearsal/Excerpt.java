package dev.neonflow.workflows.migrate.rehearsal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * What fits into an output, which is small: of very many migrations and tables those with the
 * longest locks that queries wait for, and those that are rewritten.
 */
final class Excerpt {

  private static final int MOST_MIGRATIONS = 60;
  private static final int MOST_TABLES = 90;
  private static final int LONGEST_NAME = 120;

  private Excerpt() {}

  static RehearsalReport of(
      String tool, String branch, List<RehearsedMigration> all, boolean exact, Duration took) {
    List<RehearsedMigration> byLock = sorted(all, Excerpt::stopping);
    List<RehearsedMigration> byRewrite = sorted(all, Excerpt::rewriting);
    Set<RehearsedMigration> shown = identities();
    // Both extremes are among them, by which a gate judges.
    shown.addAll(byLock.subList(0, Math.min(MOST_MIGRATIONS / 3, all.size())));
    shown.addAll(byRewrite.subList(0, Math.min(MOST_MIGRATIONS / 3, all.size())));
    for (RehearsedMigration slow : sorted(all, RehearsedMigration::took)) {
      if (shown.size() < MOST_MIGRATIONS) {
        shown.add(slow);
      }
    }
    Set<TableImpact> kept = identities();
    kept.addAll(worst(shown, Excerpt::stopping));
    kept.addAll(worst(shown, Excerpt::rewriting));
    List<RehearsedMigration> migrations = new ArrayList<>();
    for (RehearsedMigration migration : all) {
      if (shown.contains(migration)) {
        migrations.add(shortened(migration, kept));
      }
    }
    int omitted = all.size() - migrations.size();
    return new RehearsalReport(tool, branch, migrations, omitted, exact, took, null);
  }

  private static RehearsedMigration shortened(RehearsedMigration one, Set<TableImpact> kept) {
    String name = one.name();
    return new RehearsedMigration(
        name.length() > LONGEST_NAME ? name.substring(0, LONGEST_NAME) + "..." : name,
        one.took(),
        one.tables().stream().filter(kept::contains).toList(),
        one.walBytes());
  }

  private static <T> Set<T> identities() {
    return Collections.newSetFromMap(new IdentityHashMap<>());
  }

  private static List<RehearsedMigration> sorted(
      List<RehearsedMigration> all, Function<RehearsedMigration, Duration> weight) {
    return all.stream().sorted(Comparator.comparing(weight).reversed()).toList();
  }

  private static List<TableImpact> worst(
      Set<RehearsedMigration> shown, Function<TableImpact, Duration> weight) {
    return shown.stream()
        .flatMap(migration -> migration.tables().stream())
        .sorted(Comparator.comparing(weight).reversed())
        .limit(MOST_TABLES / 2)
        .toList();
  }

  private static Duration stopping(RehearsedMigration one) {
    return most(one, Excerpt::stopping);
  }

  private static Duration rewriting(RehearsedMigration one) {
    return most(one, Excerpt::rewriting);
  }

  private static Duration most(RehearsedMigration one, Function<TableImpact, Duration> weight) {
    return one.tables().stream().map(weight).max(Comparator.naturalOrder()).orElse(Duration.ZERO);
  }

  private static Duration rewriting(TableImpact impact) {
    return impact.rewritten() ? stopping(impact).plus(Duration.ofDays(1)) : Duration.ZERO;
  }

  private static Duration stopping(TableImpact impact) {
    return impact.locks().stream()
        .filter(lock -> lock.mode().stopsQueries())
        .map(HeldLock::held)
        .max(Comparator.naturalOrder())
        .orElse(Duration.ZERO);
  }
}
