package dev.neonflow.workflows.migrate.rehearsal;

import dev.neonflow.workflows.Key;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a rehearsal measured.
 *
 * @param tool the migration tool's name
 * @param branch the name of the copy, or null if there was nothing to migrate
 * @param migrations in their order; of very many, those that matter most
 * @param omitted how many are left out
 * @param exact whether each statement was watched; if not, locks were looked for now and then
 * @param took how long the tool took
 * @param left the copy if it could not be deleted, in a few words, else null
 */
public record RehearsalReport(
    String tool,
    @Nullable String branch,
    List<RehearsedMigration> migrations,
    int omitted,
    boolean exact,
    Duration took,
    @Nullable String left) {

  /** The output of a rehearsal. */
  public static final Key<RehearsalReport> KEY = new Key<>("rehearsal", RehearsalReport.class);

  /** Copies the list. */
  public RehearsalReport {
    migrations = List.copyOf(migrations);
  }

  static RehearsalReport nothing(String tool) {
    return new RehearsalReport(tool, null, List.of(), 0, true, Duration.ZERO, null);
  }

  RehearsalReport leaving(String what) {
    return new RehearsalReport(tool, branch, migrations, omitted, exact, took, what);
  }

  /** Whether there was nothing to rehearse. */
  public boolean isNothing() {
    return branch == null;
  }

  /** In one line for people: what matters most of it. */
  public String words() {
    if (isNothing()) {
      return "nothing to migrate";
    }
    int count = migrations.size() + omitted;
    return (exact || count != 1 ? count + (count == 1 ? " migration" : " migrations") : "all")
        + " rehearsed"
        + longestStop()
        + rewritten();
  }

  private String longestStop() {
    HeldLock longest = null;
    String table = "";
    for (RehearsedMigration migration : migrations) {
      for (TableImpact impact : migration.tables()) {
        for (HeldLock lock : impact.locks()) {
          if (lock.mode().stopsQueries()
              && (longest == null || lock.held().compareTo(longest.held()) > 0)) {
            longest = lock;
            table = impact.table();
          }
        }
      }
    }
    return longest == null
        ? "; no lock that queries wait for" + (exact ? "" : " was seen")
        : "; longest lock that queries wait for: "
            + longest.mode().words()
            + " on "
            + table
            + ", "
            + longest.heldWords();
  }

  private String rewritten() {
    List<String> tables =
        migrations.stream()
            .flatMap(migration -> migration.tables().stream())
            .filter(TableImpact::rewritten)
            .map(TableImpact::table)
            .distinct()
            .toList();
    return tables.isEmpty() ? "" : "; rewritten: " + String.join(", ", tables);
  }
}
