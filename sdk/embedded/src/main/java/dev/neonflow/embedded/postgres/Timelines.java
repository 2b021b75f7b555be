package dev.neonflow.embedded.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Makes, copies and removes the data of timelines. Whoever makes one holds the copying lock first,
 * then the lock of the timeline that is copied; a timeline's lock is never held when the copying
 * lock is asked for.
 */
final class Timelines {

  private static final Duration CLOSE_CHECK = Duration.ofMillis(100);

  private final Home home;
  private final Path cache;
  private final Programs programs;
  private final boolean durable;
  private final FileCopy files;
  private final Launches launches;
  private final OpenComputes computes;
  private final ReentrantLock copying = new ReentrantLock();
  private final Map<String, ReentrantLock> locks = new ConcurrentHashMap<>();
  private volatile boolean closed;

  /**
   * The timelines of a home.
   *
   * @param cache where the template lies
   */
  Timelines(Home home, Path cache, FileCopy files, Launches launches, OpenComputes computes) {
    this.home = home;
    this.cache = cache;
    this.programs = launches.programs();
    this.durable = launches.durable();
    this.files = files;
    this.launches = launches;
    this.computes = computes;
  }

  /** Held while the timeline's data must not change hands: at start, stop and copy. */
  ReentrantLock lock(String timelineId) {
    return locks.computeIfAbsent(Names.checkId(timelineId), id -> new ReentrantLock());
  }

  /** The same, taken, when no compute is hidden behind it; the caller frees it. */
  @SuppressWarnings("LockNotBeforeTry")
  ReentrantLock lockUnhidden(String timelineId) {
    ReentrantLock lock = lock(timelineId);
    while (true) {
      boolean gone = computes.awaitHidden(timelineId);
      lock.lock();
      if (!gone || !computes.hidden(timelineId)) {
        return lock;
      }
      lock.unlock();
    }
  }

  void createRoot(String timelineId, String role, String password, String database) {
    build(
        timelineId,
        target -> {
          Path template = Template.ensure(cache, programs);
          TreeCopy.stopped(template, target, files);
          programs.way().own(target);
          programs.single(
              target,
              "postgres",
              durable,
              Template.owner(home.adminPassword(), role, password, database));
          programs.single(
              target, database, durable, List.of("ALTER SCHEMA public OWNER TO " + Sql.name(role)));
          return "";
        });
  }

  /** Copies a timeline; answers the position that the copy stands for. */
  String copy(String parentId, String timelineId) {
    ReentrantLock parent = lock(parentId);
    return build(
        timelineId,
        target -> {
          parent.lock();
          try {
            return copy(parentId, launches.require(parentId), target);
          } finally {
            parent.unlock();
          }
        });
  }

  private String copy(String parentId, Path source, Path target) throws IOException {
    CopyRules.refuseTablespaces(source);
    String position;
    BranchCompute compute = computes.primary(parentId);
    if (compute != null && compute.running()) {
      position = compute.asAdmin(admin -> BaseBackup.take(admin, source, target, files));
    } else {
      if (Files.exists(source.resolve(PidFile.NAME))) {
        // It crashed. Its compute is of no use here, for it may be about to move elsewhere.
        ComputeSpec spec = ComputeSpec.hidden(parentId, "", "");
        Postmaster.start(launches.of(spec, source, Map.of())).stop();
      }
      TreeCopy.stopped(source, target, files);
      position = ControlFile.checkpoint(target);
    }
    programs.way().own(target);
    return position;
  }

  /** A copy for a replica: never published, so that nothing but the replica knows it. */
  Path replicate(String timelineId) {
    ReentrantLock parent = lock(timelineId);
    beginCopying();
    try {
      refuseClosed();
      Path target = home.temporary();
      boolean copied = false;
      parent.lock();
      try {
        copy(timelineId, launches.require(timelineId), target);
        copied = true;
        return target;
      } finally {
        parent.unlock();
        if (!copied) {
          Trees.delete(target);
        }
      }
    } catch (IOException e) {
      throw new PostgresException(
          "A replica of timeline " + timelineId + " was not made: " + e.getMessage(), e);
    } finally {
      copying.unlock();
    }
  }

  /** Close holds the lock while it waits for computes, which a replica that starts is one of. */
  private void beginCopying() {
    try {
      do {
        refuseClosed();
      } while (!copying.tryLock(CLOSE_CHECK.toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PostgresException("A replica was not made, for its start was interrupted", e);
    }
  }

  /** What is done with the data of a timeline, null if it has none. */
  interface DataWork {
    void on(@Nullable Path data) throws IOException;
  }

  /** Works on the data of a timeline while no compute may open it. */
  void withClosed(String timelineId, String failure, DataWork work) {
    ReentrantLock lock = lockUnhidden(timelineId);
    try {
      computes.refuseOpen(timelineId);
      work.on(home.find(timelineId).orElse(null));
    } catch (IOException e) {
      throw new PostgresException(failure + ": " + e.getMessage(), e);
    } finally {
      lock.unlock();
    }
  }

  @FunctionalInterface
  private interface Work {
    String fill(Path target) throws IOException;
  }

  /** Fills a new directory and names it after the timeline, or leaves nothing. One at a time. */
  private String build(String timelineId, Work work) {
    Names.checkId(timelineId);
    copying.lock();
    try {
      refuseClosed();
      if (home.find(timelineId).isPresent()) {
        throw new PostgresException("Timeline " + timelineId + " exists already", null);
      }
      Path target = home.temporary();
      try {
        String result = work.fill(target);
        if (durable) {
          Trees.sync(target);
        }
        home.publish(target, timelineId, durable);
        return result;
      } finally {
        Trees.delete(target);
      }
    } catch (IOException e) {
      throw new PostgresException("Timeline " + timelineId + " was not made: " + e.getMessage(), e);
    } finally {
      copying.unlock();
    }
  }

  void refuseClosed() {
    if (closed) {
      throw new PostgresException("The data plane in " + home.store() + " is closed", null);
    }
  }

  /**
   * Refuses all further work when the one that goes on is done.
   *
   * @param last run then, once, while nothing is made
   */
  void close(Runnable last) {
    copying.lock();
    try {
      if (!closed) {
        closed = true;
        last.run();
      }
    } finally {
      copying.unlock();
    }
  }

  boolean closed() {
    return closed;
  }
}
