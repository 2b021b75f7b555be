package dev.neonflow.embedded.postgres;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The data plane over real PostgreSQL processes of this machine. */
public final class PostgresDataPlane implements DataPlane {

  private static final Logger LOG = LoggerFactory.getLogger(PostgresDataPlane.class);

  private static final Duration CLOSE_CHECK = Duration.ofMillis(100);

  private final Home home;
  private final Path cache;
  private final Programs programs;
  private final Watchdog watchdog;
  private final boolean durable;
  private final FileCopy files;
  private final ReentrantLock copying = new ReentrantLock();
  private final Map<String, ReentrantLock> locks = new ConcurrentHashMap<>();
  private final OpenComputes computes = new OpenComputes();
  private final Launches launches;
  private final PrimaryPlaces primaries;
  private final ReplicaPlaces replicas;
  private volatile boolean closed;

  private PostgresDataPlane(
      Home home,
      Path cache,
      Programs programs,
      Watchdog watchdog,
      boolean durable,
      FileCopy files) {
    this.home = home;
    this.cache = cache;
    this.programs = programs;
    this.watchdog = watchdog;
    this.durable = durable;
    this.files = files;
    this.launches = new Launches(home, programs, watchdog, durable);
    this.primaries = new PrimaryPlaces(computes, this::lock, launches);
    this.replicas = new ReplicaPlaces(computes, this::replicate, launches);
  }

  /**
   * Opens a home directory, making it if it is missing, and stops what a killed process left
   * running in it. Both directories are moved to {@code /var/lib/neonflow} and {@code
   * /var/cache/neonflow} when PostgreSQL has to run as another user who cannot get to them.
   *
   * @param dataDir the home; one data plane at a time
   * @param cacheDir for what can be made again: unpacked programs and the template; may be shared
   * @param durable whether data survives a crash of the operating system too, not only of processes
   * @throws PostgresException if the home is in use, or is another user's, or PostgreSQL cannot run
   *     here
   */
  public static PostgresDataPlane open(Path dataDir, Path cacheDir, boolean durable) {
    return open(dataDir, cacheDir, durable, Home.Life.KEPT);
  }

  /**
   * The same for a home that is of no use when the data plane is closed, or its process was killed:
   * what of it lies elsewhere is removed then. The home itself stays the caller's to delete.
   */
  public static PostgresDataPlane openTemporary(Path dataDir, Path cacheDir, boolean durable) {
    return open(dataDir, cacheDir, durable, Home.Life.TEMPORARY);
  }

  private static PostgresDataPlane open(
      Path dataDir, Path cacheDir, boolean durable, Home.Life life) {
    try {
      return open(dataDir, cacheDir, durable, life, Way.probe(), Elsewhere.MACHINE);
    } catch (IOException e) {
      throw failed("The way to run PostgreSQL was not found", e);
    }
  }

  /**
   * Removes a home that nobody will open again, and stops what still runs in it. One that is in
   * use, that was made within the last minute, or that is another user's, is left alone.
   */
  public static void removeAbandoned(Path dataDir) {
    try {
      Home.removeAbandoned(dataDir);
    } catch (IOException e) {
      throw failed("The abandoned directory " + dataDir + " was not removed", e);
    }
  }

  /**
   * Removes a closed home with all that belongs to it, and stops what still runs in it. A directory
   * that is no home is left alone.
   *
   * @throws PostgresException if it is in use, or is another user's, or cannot be removed
   */
  public static void delete(Path dataDir) {
    try {
      Home.delete(dataDir);
    } catch (IOException e) {
      throw failed("The directory " + dataDir + " was not removed", e);
    }
  }

  /** Where data and cache go when PostgreSQL's user cannot get to the chosen places. */
  record Elsewhere(Path data, Path cache) {
    static final Elsewhere MACHINE =
        new Elsewhere(Path.of("/var/lib/neonflow"), Path.of("/var/cache/neonflow"));
  }

  static PostgresDataPlane open(
      Path dataDir, Path cacheDir, boolean durable, Home.Life life, Way way, Elsewhere elsewhere) {
    try {
      Path cache = Placement.cache(cacheDir, way, elsewhere.cache());
      Bundle bundle = Bundle.unpack(cache);
      Extensions.ensure(bundle);
      Home home = Home.open(dataDir, way, elsewhere.data(), life);
      boolean opened = false;
      try {
        Programs programs = new Programs(bundle, way);
        FileCopy files = home.fileCopy();
        PostgresDataPlane plane =
            new PostgresDataPlane(home, cache, programs, new Watchdog(), durable, files);
        LOG.info("PostgreSQL {} runs {} in {}", bundle.version(), way.description(), home.store());
        opened = true;
        return plane;
      } finally {
        if (!opened) {
          home.close();
        }
      }
    } catch (IOException e) {
      throw failed("The directory " + dataDir + " cannot be used", e);
    }
  }

  @Override
  public void createRoot(String timelineId, String role, String password, String database) {
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

  @Override
  public String copy(String parentId, String timelineId) {
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
    boolean crashed = Files.exists(source.resolve(PidFile.NAME));
    if (compute != null && (compute.running() || crashed)) {
      position = compute.asAdmin(admin -> BaseBackup.take(admin, source, target, files));
    } else {
      if (crashed) {
        ComputeSpec spec = new ComputeSpec(parentId, "", "", "", 0);
        Postmaster.start(launches.of(spec, source, Map.of())).stop();
      }
      TreeCopy.stopped(source, target, files);
      position = ControlFile.checkpoint(target);
    }
    programs.way().own(target);
    return position;
  }

  @Override
  public Compute bind(ComputeSpec spec, @Nullable ServerSocket listener, Runnable beforeStart) {
    return orClosed(listener, () -> bindPrimary(spec, listener, beforeStart));
  }

  private Compute bindPrimary(
      ComputeSpec spec, @Nullable ServerSocket listener, Runnable beforeStart) {
    BranchCompute.Place place = primaries.of(spec);
    place.lock().lock();
    try {
      computes.refuseOpen(spec.timelineId());
      BranchCompute compute = bound(place, listener, beforeStart, primaries);
      computes.add(spec.timelineId(), compute);
      return served(compute);
    } finally {
      place.lock().unlock();
    }
  }

  @Override
  public Compute bindReplica(
      ComputeSpec spec, @Nullable ServerSocket listener, Runnable beforeStart) {
    return orClosed(
        listener,
        () -> {
          BranchCompute.Place place = replicas.of(spec);
          BranchCompute compute = bound(place, listener, beforeStart, replicas);
          computes.add(place, compute);
          return served(compute);
        });
  }

  private static Compute orClosed(@Nullable ServerSocket listener, Supplier<Compute> opening) {
    boolean opened = false;
    try {
      Compute compute = opening.get();
      opened = true;
      return compute;
    } finally {
      if (!opened && listener != null) {
        Relay.quietly(listener);
      }
    }
  }

  private BranchCompute bound(
      BranchCompute.Place place,
      @Nullable ServerSocket listener,
      Runnable beforeStart,
      BranchCompute.Places places) {
    refuseClosed();
    try {
      ServerSocket port = listener == null ? Relay.bind(place.spec().port()) : listener;
      return new BranchCompute(place, port, home.tls(), home.adminPassword(), beforeStart, places);
    } catch (IOException e) {
      throw failed("The compute of timeline " + place.spec().timelineId() + " cannot be opened", e);
    }
  }

  /** Close stops what it finds; what comes later must not stay. */
  private Compute served(BranchCompute compute) {
    if (closed) {
      compute.close();
      refuseClosed();
    }
    compute.serve();
    return compute;
  }

  /** A copy for a replica: never published, so that nothing but the replica knows it. */
  private Path replicate(String timelineId) {
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
      throw failed("A replica of timeline " + timelineId + " was not made", e);
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

  @Override
  public void delete(String timelineId) {
    withClosed(
        timelineId,
        "Timeline " + timelineId + " was not deleted",
        data -> {
          if (data != null) {
            home.remove(data);
          }
          ServerLog.delete(home.log(timelineId));
        });
  }

  @Override
  public void setAside(String timelineId) {
    withClosed(
        timelineId,
        "Timeline " + timelineId + " was not set aside",
        data -> {
          if (data != null) {
            LOG.warn("Timeline {} is unknown; its data is now {}", timelineId, home.setAside(data));
          }
        });
  }

  /** Works on the data of a timeline, null if it has none, while no compute may open it. */
  private void withClosed(String timelineId, String failure, DataWork work) {
    ReentrantLock lock = lock(timelineId);
    lock.lock();
    try {
      computes.refuseOpen(timelineId);
      work.on(home.find(timelineId).orElse(null));
    } catch (IOException e) {
      throw failed(failure, e);
    } finally {
      lock.unlock();
    }
  }

  private interface DataWork {
    void on(@Nullable Path data) throws IOException;
  }

  @Override
  public Set<String> timelines() {
    return home.timelines();
  }

  @Override
  public String version() {
    return programs.bundle().version();
  }

  @Override
  public void close() {
    copying.lock();
    try {
      if (!closed) {
        closed = true;
        stopAll();
      }
    } finally {
      copying.unlock();
    }
  }

  /** Whatever fails on the way, the watchdog gets what still runs, and the home its freedom. */
  private void stopAll() {
    try (home;
        watchdog) {
      computes.close();
    } catch (IOException e) {
      throw failed("The lock on " + home.store() + " was not released", e);
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
      throw failed("Timeline " + timelineId + " was not made", e);
    } finally {
      copying.unlock();
    }
  }

  private ReentrantLock lock(String timelineId) {
    return locks.computeIfAbsent(Names.checkId(timelineId), id -> new ReentrantLock());
  }

  private void refuseClosed() {
    if (closed) {
      throw new PostgresException("The data plane in " + home.store() + " is closed", null);
    }
  }

  private static PostgresException failed(String what, IOException e) {
    return new PostgresException(FileTrouble.sentence(what, e), e);
  }
}
