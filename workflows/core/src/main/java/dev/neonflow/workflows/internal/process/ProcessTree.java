package dev.neonflow.workflows.internal.process;

import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Ends processes: asks first, then kills, and tells what could not be ended. */
public final class ProcessTree {
  private static final Duration TURN = Duration.ofMillis(40);

  /** Shorter than a cancelled run waits for its step, so that it leaves no child behind. */
  static final Duration PATIENCE = Duration.ofMillis(1500);

  private static final Duration KILL_TAKES = Duration.ofSeconds(2);

  private ProcessTree() {}

  /** A process and all that it started, as far as they are still connected. */
  public static Set<ProcessIdentity> of(ProcessIdentity root) {
    Set<ProcessIdentity> members = new LinkedHashSet<>();
    root.handle().stream()
        .flatMap(handle -> Stream.concat(Stream.of(handle), handle.descendants()))
        .map(handle -> ProcessIdentity.running(handle.pid()))
        .flatMap(Optional::stream)
        .forEach(members::add);
    return members;
  }

  /** Ends a child and all that it started, if it still runs. */
  static void end(Process child) {
    end(child, PATIENCE);
  }

  /** The same with another patience. */
  static void end(Process child, Duration patience) {
    if (child.isAlive()) {
      Optional<ProcessIdentity> identity = ProcessIdentity.running(child.pid());
      end(() -> identity.map(ProcessTree::of).orElse(Set.of()), patience);
    }
  }

  /**
   * Asks processes to end (SIGTERM), waits, and kills those that are left. A member that starts
   * meanwhile is included.
   *
   * @param members who belongs to the tree now; asked again and again
   * @param patience how long they may take to end by themselves
   * @return who is still alive; empty as a rule
   */
  public static List<ProcessIdentity> end(
      Supplier<? extends Collection<ProcessIdentity>> members, Duration patience) {
    Set<ProcessIdentity> known = new LinkedHashSet<>();
    // With its interrupt pending, a cancelled step would not wait but spin.
    boolean interrupted = Thread.interrupted();
    try {
      if (signal(members, known, patience, false)) {
        return List.of();
      }
      signal(members, known, KILL_TAKES, true);
      return known.stream().filter(ProcessIdentity::isAlive).toList();
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Whether all ended in time. */
  private static boolean signal(
      Supplier<? extends Collection<ProcessIdentity>> members,
      Set<ProcessIdentity> known,
      Duration within,
      boolean forcibly) {
    long deadline = System.nanoTime() + within.toNanos();
    Set<ProcessIdentity> told = new LinkedHashSet<>();
    while (true) {
      // Who is known stays so: a child whose parent ended is found in no tree any more.
      known.addAll(members.get());
      known.removeIf(process -> !process.isAlive());
      if (known.isEmpty()) {
        return true;
      }
      for (ProcessIdentity process : List.copyOf(known)) {
        if (told.add(process)) {
          process
              .handle()
              .ifPresent(forcibly ? ProcessHandle::destroyForcibly : ProcessHandle::destroy);
        }
      }
      if (System.nanoTime() - deadline >= 0) {
        return false;
      }
      LockSupport.parkNanos(TURN.toNanos());
    }
  }
}
