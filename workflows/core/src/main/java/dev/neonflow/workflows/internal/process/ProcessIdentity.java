package dev.neonflow.workflows.internal.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * One process for all time: its id, which the system gives to others later, and when it started. On
 * Linux the start is exact (ticks since the boot with that id); elsewhere as precise as the system
 * tells.
 *
 * @param pid its id
 * @param start when it started; only to be compared
 */
public record ProcessIdentity(long pid, String start) {
  private static final Path PROC = Path.of("/proc");
  private static final Path BOOT_ID = PROC.resolve("sys/kernel/random/boot_id");

  /** The process that has this id now; empty if there is none or only its remains. */
  public static Optional<ProcessIdentity> running(long pid) {
    if (!Files.exists(PROC.resolve("self/stat"))) {
      return ProcessHandle.of(pid)
          .filter(ProcessHandle::isAlive)
          .flatMap(handle -> handle.info().startInstant())
          .map(Instant::toString)
          .map(start -> new ProcessIdentity(pid, start));
    }
    try {
      String stat = Files.readString(PROC.resolve(Long.toString(pid)).resolve("stat"));
      return fromStat(pid, stat, Files.readString(BOOT_ID));
    } catch (IOException gone) {
      return Optional.empty();
    }
  }

  /**
   * Reads Linux's {@code /proc/PID/stat}; empty for a process that ended and waits for its parent.
   * One whose first thread ended before the others is still there: it holds its files and ports.
   *
   * @param bootId names the boot that the ticks count from
   */
  public static Optional<ProcessIdentity> fromStat(long pid, String stat, String bootId) {
    // The second field is the command in parentheses and may hold spaces and parentheses itself.
    String[] fields = stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ", -1);
    int state = 0;
    int threads = 17;
    int startTime = 19;
    if (fields.length <= startTime) {
      return Optional.empty();
    }
    boolean othersLive = !fields[threads].equals("0") && !fields[threads].equals("1");
    if ("ZX".contains(fields[state]) && !othersLive) {
      return Optional.empty();
    }
    return Optional.of(new ProcessIdentity(pid, fields[startTime] + "@" + bootId.strip()));
  }

  /** Whether this very process still runs. */
  public boolean isAlive() {
    return running(pid).filter(this::equals).isPresent();
  }

  /** A handle to act on it; empty if it ended. */
  Optional<ProcessHandle> handle() {
    return isAlive() ? ProcessHandle.of(pid) : Optional.empty();
  }
}
