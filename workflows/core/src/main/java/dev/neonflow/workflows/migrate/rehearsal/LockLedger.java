package dev.neonflow.workflows.migrate.rehearsal;

import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Who held what from when to when, out of what was seen at some moments. Moments are nanoseconds of
 * any clock. Not thread-safe.
 */
final class LockLedger {

  private final Map<Integer, Map<TableLock, Hold>> open = new HashMap<>();
  private Map<Long, Map<LockMode, HeldLock>> page = new HashMap<>();

  /** A lock on a table, by its oid. */
  record TableLock(long table, LockMode mode) {}

  /** What goes into the present page when it ends. */
  private static final class Hold {
    private final Map<Long, Map<LockMode, HeldLock>> page;
    private long since;
    private long until;
    private boolean sampled;

    Hold(Map<Long, Map<LockMode, HeldLock>> page, long since, long until, boolean sampled) {
      this.page = page;
      this.since = since;
      this.until = until;
      this.sampled = sampled;
    }
  }

  /** Begins a page: what is taken from here on is written there. */
  Map<Long, Map<LockMode, HeldLock>> turn() {
    page = new HashMap<>();
    return page;
  }

  /**
   * All that a backend holds after a statement.
   *
   * @param since when the statement began, in which it took what is new
   * @param at now
   */
  void after(int backend, Set<TableLock> held, long since, long at) {
    Map<TableLock, Hold> own = of(backend);
    for (TableLock lock : held) {
      Hold hold = own.computeIfAbsent(lock, unused -> new Hold(page, since, at, false));
      if (hold.sampled) {
        hold.since = since;
        hold.sampled = false;
      }
    }
    endAllBut(held, own, true, at);
  }

  /** All that a backend holds at a moment in the middle of something. */
  void glimpsed(int backend, Set<TableLock> held, long at) {
    Map<TableLock, Hold> own = of(backend);
    for (TableLock lock : held) {
      own.computeIfAbsent(lock, unused -> new Hold(page, at, at, true)).until = at;
    }
    endAllBut(held, own, false, at);
  }

  /** Those backends that were glimpsed before and are not there any more. */
  void gone(Set<Integer> present, Set<Integer> watched) {
    Set<Integer> ended = new HashSet<>(open.keySet());
    ended.removeAll(present);
    ended.removeAll(watched);
    ended.forEach(backend -> endAllBut(Set.of(), of(backend), false, 0));
  }

  /** All that a backend holds is released. */
  void released(int backend, long at) {
    endAllBut(Set.of(), of(backend), true, at);
  }

  /** Everything is released. */
  void close(long at) {
    open.values().forEach(own -> endAllBut(Set.of(), own, true, at));
    open.clear();
  }

  private Map<TableLock, Hold> of(int backend) {
    return open.computeIfAbsent(backend, unused -> new HashMap<>());
  }

  /** A lock that was glimpsed only ends when it was seen last. */
  private static void endAllBut(
      Set<TableLock> held, Map<TableLock, Hold> own, boolean exactToo, long at) {
    own.entrySet()
        .removeIf(
            entry -> {
              Hold hold = entry.getValue();
              boolean ends = !held.contains(entry.getKey()) && (hold.sampled || exactToo);
              if (ends) {
                note(entry.getKey(), hold, at);
              }
              return ends;
            });
  }

  private static void note(TableLock lock, Hold hold, long at) {
    long end = hold.sampled ? hold.until : at;
    HeldLock held =
        new HeldLock(lock.mode(), Duration.ofNanos(Math.max(0, end - hold.since)), hold.sampled);
    hold.page
        .computeIfAbsent(lock.table(), unused -> new EnumMap<>(LockMode.class))
        .merge(lock.mode(), held, LockLedger::longer);
  }

  private static HeldLock longer(HeldLock one, HeldLock other) {
    return one.held().compareTo(other.held()) >= 0 ? one : other;
  }
}
