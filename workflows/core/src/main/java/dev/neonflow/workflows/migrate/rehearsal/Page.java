package dev.neonflow.workflows.migrate.rehearsal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is noted of one migration while it goes on. */
final class Page {

  private final String name;
  private final Map<Long, Map<LockMode, HeldLock>> locks;
  private final long began;
  private long lastActive;
  private Figures.@Nullable Change change;

  /**
   * Begins.
   *
   * @param locks where the ledger notes what is held
   */
  Page(String name, Map<Long, Map<LockMode, HeldLock>> locks, long began) {
    this.name = name;
    this.locks = locks;
    this.began = began;
  }

  /** Something of it ended. */
  void active(long at) {
    lastActive = at;
  }

  Set<Long> touched() {
    return new HashSet<>(locks.keySet());
  }

  void ends(long at, Figures.Change last) {
    change = last;
    lastActive = lastActive == 0 ? at : lastActive;
  }

  /** As it is told. */
  RehearsedMigration toMigration(Map<Long, String> names) {
    Figures.Change last =
        change == null ? new Figures.Change(Set.of(), Map.of(), Map.of(), 0) : change;
    Set<Long> tables = touched();
    tables.addAll(last.rewritten());
    tables.retainAll(names.keySet());
    List<TableImpact> impacts =
        tables.stream()
            .map(table -> impact(table, names.getOrDefault(table, ""), last))
            .filter(impact -> impact.rewritten() || !impact.locks().isEmpty())
            .sorted(
                Comparator.<TableImpact, LockMode>comparing(
                        impact ->
                            impact.strongest().map(HeldLock::mode).orElse(LockMode.ACCESS_SHARE))
                    .reversed()
                    .thenComparing(TableImpact::table))
            .toList();
    return new RehearsedMigration(
        name, Duration.ofNanos(Math.max(0, lastActive - began)), impacts, last.wal());
  }

  private TableImpact impact(long table, String tableName, Figures.Change last) {
    List<HeldLock> held =
        new ArrayList<>(locks.getOrDefault(table, Map.of()).values())
            .stream()
                // Whoever reads has it, and hardly anything waits for it.
                .filter(lock -> lock.mode() != LockMode.ACCESS_SHARE)
                .sorted(Comparator.comparing(HeldLock::mode).reversed())
                .toList();
    return new TableImpact(
        tableName,
        held,
        last.rewritten().contains(table),
        last.before().get(table),
        last.after().get(table));
  }
}
