package dev.neonflow.workflows.migrate.rehearsal;

import dev.neonflow.workflows.GateException;
import dev.neonflow.workflows.Key;
import dev.neonflow.workflows.Step;
import dev.neonflow.workflows.StepContext;
import dev.neonflow.workflows.branch.Durations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Refuses to go on if the rehearsal showed more than is allowed. A step of its own, so that the
 * report has what was measured.
 *
 * @param thresholds what is allowed
 */
public record RehearsalGate(Thresholds thresholds) implements Step<RehearsalGate.Passed> {

  private static final Key<Passed> PASSED = new Key<>("rehearsal-gate", Passed.class);
  private static final int SHOWN = 5;

  /** That it was not refused. */
  public record Passed() {}

  @Override
  public Key<Passed> output() {
    return PASSED;
  }

  @Override
  public Set<Key<?>> requires() {
    return Set.of(RehearsalReport.KEY);
  }

  @Override
  public String describe() {
    return "refuse to go on if in the rehearsal " + thresholds.words();
  }

  /** There is nothing that it made. */
  @Override
  public boolean undoable(@Nullable Passed output) {
    return false;
  }

  @Override
  public Passed run(StepContext context) {
    check(context.get(RehearsalReport.KEY));
    return new Passed();
  }

  /** Refuses what is too much. */
  void check(RehearsalReport report) {
    List<String> excesses = excesses(report);
    if (excesses.isEmpty()) {
      return;
    }
    int more = excesses.size() - SHOWN;
    throw new GateException(
        "the rehearsal showed too much: "
            + String.join("; ", excesses.subList(0, Math.min(SHOWN, excesses.size())))
            + (more > 0 ? "; and " + more + " more" : "")
            + ". Production was not touched",
        "write the migration so that it does not, or allow it (a longer --max-lock, no"
            + " --fail-on-rewrite, or --no-rehearse)",
        null);
  }

  private List<String> excesses(RehearsalReport report) {
    List<String> excesses = new ArrayList<>();
    for (RehearsedMigration migration : report.migrations()) {
      for (TableImpact impact : migration.tables()) {
        tooLong(impact)
            .ifPresent(
                lock ->
                    excesses.add(
                        migration.name()
                            + " held "
                            + lock.mode().words()
                            + " on "
                            + impact.table()
                            + " for "
                            + lock.heldWords()
                            + allowed()));
        if (thresholds.failOnRewrite() && impact.rewritten()) {
          excesses.add(migration.name() + " rewrote " + impact.table());
        }
      }
    }
    return excesses;
  }

  private String allowed() {
    Duration most = thresholds.maxLock();
    return most == null ? "" : ", of " + Durations.measured(most) + " allowed";
  }

  /** The strongest of those locks that were held for too long. */
  private Optional<HeldLock> tooLong(TableImpact impact) {
    Duration most = thresholds.maxLock();
    return impact.locks().stream()
        .filter(lock -> most != null && lock.mode().stopsQueries())
        .filter(lock -> lock.held().compareTo(most) > 0)
        .findFirst();
  }
}
