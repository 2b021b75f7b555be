package dev.neonflow.workflows.migrate.rehearsal;

import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Sizes and places of the tables that count, and how they changed since they were asked last. */
final class Figures {

  private final SecondSession session;
  private final Map<Long, String> names;
  private Map<Long, Long> files;
  private final Map<Long, Long> sizes;
  private long wal;

  /** Looks for the first time. */
  Figures(SecondSession session, Map<Long, String> names) throws SQLException {
    this.session = session;
    this.names = Map.copyOf(names);
    this.files = session.files(names.keySet());
    this.sizes = new HashMap<>(session.sizes(names.keySet()));
    this.wal = session.wal();
  }

  Map<Long, String> names() {
    return names;
  }

  /**
   * What changed.
   *
   * @param rewritten tables whose rows are elsewhere now
   * @param before sizes of tables that were touched
   * @param after the same afterwards; of those that are there
   */
  record Change(Set<Long> rewritten, Map<Long, Long> before, Map<Long, Long> after, long wal) {}

  /** What changed since the last time. */
  Change turn(Set<Long> touched) throws SQLException {
    long walNow = session.wal();
    Map<Long, Long> filesNow = session.files(names.keySet());
    Set<Long> rewritten = new HashSet<>();
    filesNow.forEach(
        (table, file) -> {
          if (!file.equals(files.getOrDefault(table, file))) {
            rewritten.add(table);
          }
        });
    Set<Long> changed = new HashSet<>(touched);
    changed.retainAll(names.keySet());
    changed.addAll(rewritten);
    Map<Long, Long> before = new HashMap<>(sizes);
    before.keySet().retainAll(changed);
    Map<Long, Long> after = session.sizes(changed);
    sizes.putAll(after);
    Change change = new Change(rewritten, before, after, walNow - wal);
    files = filesNow;
    wal = walNow;
    return change;
  }
}
