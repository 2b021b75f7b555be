package dev.neonflow.embedded.postgres;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The data plane over real PostgreSQL processes of this machine. */
public final class PostgresDataPlane implements DataPlane {

  private static final Logger LOG = LoggerFactory.getLogger(PostgresDataPlane.class);

  private final Home home;
  private final Programs programs;
  private final Watchdog watchdog;
  private final OpenComputes computes = new OpenComputes();
  private final Timelines timelines;
  private final PrimaryPlaces primaries;
  private final ReplicaPlaces replicas;

  private PostgresDataPlane(
      Home home,
      Path cache,
      Programs programs,
      Watchdog watchdog,
      boolean durable,
      FileCopy files) {
    this.home = home;
    this.programs = programs;
    this.watchdog = watchdog;
    Launches launches = new Launches(home, programs, watchdog, durable);
    this.timelines = new Timelines(home, cache, files, launches, computes);
    this.primaries = new PrimaryPlaces(computes, timelines::lock, launches);
    this.replicas = new ReplicaPlaces(computes, timelines::replicate, launches);
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
    timelines.createRoot(timelineId, role, password, database);
  }

  @Override
  public String copy(String parentId, String timelineId) {
    return timelines.copy(parentId, timelineId);
  }

  @Override
  public Compute bind(ComputeSpec spec, @Nullable ServerSocket listener, Runnable beforeStart) {
    return orClosed(listener, () -> bindPrimary(spec, listener, beforeStart));
  }

  private Compute bindPrimary(
      ComputeSpec spec, @Nullable ServerSocket listener, Runnable beforeStart) {
    ReentrantLock lock = timelines.lockUnhidden(spec.timelineId());
    try {
      computes.refuseOpen(spec.timelineId());
      BranchCompute compute = bound(primaries.of(spec), listener, beforeStart, primaries);
      computes.add(spec.timelineId(), compute);
      return served(compute);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public Compute bindReplica(
      ComputeSpec spec, @Nullable ServerSocket listener, Runnable beforeStart) {
    return orClosed(
        listener,
        () -> {
          Place place = replicas.of(spec);
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
      Place place, @Nullable ServerSocket listener, Runnable beforeStart, Places places) {
    timelines.refuseClosed();
    try {
      ServerSocket port = listener == null ? Relay.bind(place.spec().port()) : listener;
      return new BranchCompute(place, port, home.tls(), home.adminPassword(), beforeStart, places);
    } catch (IOException e) {
      throw failed("The compute of timeline " + place.spec().timelineId() + " cannot be opened", e);
    }
  }

  /** Close stops what it finds; what comes later must not stay. */
  private Compute served(BranchCompute compute) {
    if (timelines.closed()) {
      compute.close();
      timelines.refuseClosed();
    }
    compute.serve();
    return compute;
  }

  @Override
  public void delete(String timelineId) {
    timelines.withClosed(
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
    timelines.withClosed(
        timelineId,
        "Timeline " + timelineId + " was not set aside",
        data -> {
          if (data != null) {
            LOG.warn("Timeline {} is unknown; its data is now {}", timelineId, home.setAside(data));
          }
        });
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
    timelines.close(this::stopAll);
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

  private static PostgresException failed(String what, IOException e) {
    return new PostgresException(FileTrouble.sentence(what, e), e);
  }
}
