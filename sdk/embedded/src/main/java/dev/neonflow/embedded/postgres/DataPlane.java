package dev.neonflow.embedded.postgres;

import java.net.ServerSocket;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The data of all branches, as timelines: one data directory per timeline, and one PostgreSQL
 * process per compute. A branch is on one timeline at a time; a reset gives it another.
 * Thread-safe. Methods block until what they name has happened; all throw {@link PostgresException}
 * with one clear sentence when it could not.
 */
public interface DataPlane extends AutoCloseable {

  /**
   * Makes the timeline of a project's first branch: an empty database owned by a role that may do
   * what a Neon owner may, and no more.
   */
  void createRoot(String timelineId, String role, String password, String database);

  /**
   * Copies a timeline as it is at the end of the copy, while its compute, if it is running, keeps
   * serving. A copy that was not finished leaves nothing behind.
   *
   * @throws NoRoomException if the disk is too full
   * @return the position in the parent's write-ahead log that the copy stands for, as {@code
   *     0/1A2B3C4}
   */
  String copy(String parentId, String timelineId);

  /**
   * Opens the public port of a compute and starts its PostgreSQL process; if it does not start, the
   * port is closed again.
   */
  default Compute open(ComputeSpec spec) {
    return open(spec, () -> {});
  }

  /**
   * The same.
   *
   * @param beforeStart run before each start of the process, by the thread that needs it; what it
   *     throws keeps the process from starting
   */
  default Compute open(ComputeSpec spec, Runnable beforeStart) {
    Compute compute = bind(spec, null, beforeStart);
    boolean running = false;
    try {
      compute.resume();
      running = true;
      return compute;
    } finally {
      if (!running) {
        compute.close();
      }
    }
  }

  /**
   * Opens the public port of a compute. The port is served until {@link Compute#close()}; a process
   * that does not run is started by the next connection, which is told if it cannot be.
   *
   * @param listener is bound to the port already, so that who connected to it is served too; null
   *     if nothing is. It is closed with the compute, or when that cannot be opened
   * @param beforeStart as of {@link #open(ComputeSpec, Runnable)}
   */
  Compute bind(ComputeSpec spec, @Nullable ServerSocket listener, Runnable beforeStart);

  /**
   * The same for a compute that only reads, beside the one that writes. It has a copy of the
   * timeline from each start to the next stop, and follows the other compute while that runs.
   *
   * @param listener as of {@link #bind}
   * @param beforeStart as of {@link #open(ComputeSpec, Runnable)}
   */
  Compute bindReplica(ComputeSpec spec, @Nullable ServerSocket listener, Runnable beforeStart);

  /** Removes a timeline. Its compute must be closed. A missing one is not an error. */
  void delete(String timelineId);

  /**
   * Keeps a timeline's data out of the way, for somebody who may still want it: from now on there
   * is no timeline of this id. Its compute must be closed. A missing one is not an error.
   */
  void setAside(String timelineId);

  /** The ids of the timelines that there are. */
  Set<String> timelines();

  /** The server's version, for example {@code 18.6}. */
  String version();

  /** Stops every compute, releases every port and the lock on the directory. */
  @Override
  void close();
}
