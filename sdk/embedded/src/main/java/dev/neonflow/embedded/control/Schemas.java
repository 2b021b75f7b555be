package dev.neonflow.embedded.control;

import dev.neonflow.embedded.postgres.Compute;
import dev.neonflow.embedded.postgres.DatabaseRow;
import dev.neonflow.embedded.postgres.DatabaseSchema;
import dev.neonflow.embedded.postgres.PostgresException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.function.Function;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The schemas of the branches: as they are, and as they were when a child was made. Thread-safe.
 *
 * <p>What a parent's schema was at that moment is read when the copy is done, from the parent if it
 * is awake, beside the start of the child, for a branch must not take longer because of it; from
 * the new child if the parent sleeps. It is read when the operations of the child are finished, so
 * that whoever waits for them and then changes the parent does not see the change in it.
 */
public final class Schemas implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Schemas.class);

  private final Store store;
  private final Computes computes;
  private final KeptSchemas kept;
  private final Map<String, Future<?>> pending = new ConcurrentHashMap<>();
  private final ExecutorService reader =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread thread = new Thread(task, "neon-schemas");
            thread.setDaemon(true);
            return thread;
          });

  Schemas(Store store, Computes computes, KeptSchemas kept) {
    this.store = store;
    this.computes = computes;
    this.kept = kept;
  }

  /** The schema of a database as it is now. */
  public DatabaseSchema head(String branchId, String database) {
    Branch branch = readable(branchId);
    try {
      return on(branch, compute -> head(compute, database));
    } catch (PostgresException e) {
      if (readable(branchId).equals(branch) && !store.state().busy(branchId)) {
        throw e;
      }
      // It is not to blame: the branch was taken away under it.
      throw Refusal.locked();
    }
  }

  private static DatabaseSchema head(Compute compute, String database) {
    if (compute.databases().stream().noneMatch(d -> d.name().equals(database))) {
      throw unknown(database);
    }
    return compute.schema(database);
  }

  /** The schema that a database had when a child was made at this position. */
  public DatabaseSchema at(String branchId, String database, String lsn) {
    State state = store.state();
    state.requireBranch(branchId);
    Branch child =
        Stream.concat(state.branches().stream(), state.deleted().stream().map(Deleted::branch))
            .filter(branch -> branchId.equals(branch.parentId()))
            .filter(branch -> lsn.equalsIgnoreCase(branch.origin().lsn()))
            .findFirst()
            .orElseThrow(
                () ->
                    Refusal.notServed(
                        "points in time other than the parent_lsn of a child (lsn " + lsn + ")"));
    awaitPending(child.timelineId());
    Map<String, DatabaseSchema> schemas =
        kept.of(child.timelineId())
            .orElseThrow(
                () ->
                    Refusal.notServed(
                        "this point in time, for the server stopped before its schema was kept"));
    return Optional.ofNullable(schemas.get(database)).orElseThrow(() -> unknown(database));
  }

  private static Refusal unknown(String database) {
    return Refusal.notFound("database \"" + database + "\" not found");
  }

  private Branch readable(String branchId) {
    Branch branch = store.state().requireBranch(branchId);
    if (branch.phase().current() == Branch.State.INIT) {
      throw Refusal.rule("branch not ready yet");
    }
    return branch;
  }

  /** Waits until what was to be read soon is read. */
  void awaitPending(String timelineId) {
    Future<?> reading = pending.get(timelineId);
    try {
      if (reading != null) {
        reading.get();
      }
    } catch (ExecutionException | CancellationException failed) {
      LOG.debug("It is missing, as the log told", failed);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Whether a branch can be read without being woken. */
  boolean awake(Branch branch) {
    return compute(branch).map(Compute::running).orElse(false);
  }

  /** Reads soon what is in a branch, for a timeline that was just copied from it. */
  void keepSoon(Branch parent, String timelineId) {
    FutureTask<Boolean> reading =
        new FutureTask<>(
            () -> {
              try {
                compute(parent).ifPresent(compute -> keep(compute, timelineId));
              } finally {
                pending.remove(timelineId);
              }
            },
            true);
    pending.put(timelineId, reading);
    reader.execute(reading);
  }

  /** Whether nothing is kept for a timeline, nor about to be. */
  boolean lacks(String timelineId) {
    return !pending.containsKey(timelineId) && kept.of(timelineId).isEmpty();
  }

  /** Reads what is on a new timeline of a branch that no compute serves yet. */
  void keepHidden(Branch branch) {
    on(
        branch,
        compute -> {
          keep(compute, branch.timelineId());
          return compute;
        });
  }

  /** Reads what is there now, for a timeline. */
  void keep(Compute compute, String timelineId) {
    try {
      kept.put(timelineId, all(compute));
    } catch (RuntimeException e) {
      LOG.warn("The schema at the beginning of timeline {} is not kept", timelineId, e);
    }
  }

  Map<String, DatabaseSchema> all(Compute compute) {
    Map<String, DatabaseSchema> schemas = new LinkedHashMap<>();
    for (DatabaseRow database : compute.databases()) {
      schemas.put(database.name(), compute.schema(database.name()));
    }
    return schemas;
  }

  /** Works with a compute of a branch, which wakes it; with a hidden one if it has none. */
  <T> T on(Branch branch, Function<Compute, T> work) {
    Optional<Compute> open = compute(branch);
    if (open.isPresent()) {
      try {
        return work.apply(open.get());
      } catch (PostgresException e) {
        if (compute(branch).equals(open)) {
          throw e;
        }
        // Its endpoint was taken away under it.
        return on(branch, work);
      }
    }
    try (Compute hidden = computes.openHidden(branch.timelineId(), branch.id())) {
      return work.apply(hidden);
    } catch (PostgresException e) {
      Optional<Compute> meanwhile = compute(branch);
      if (meanwhile.isPresent()) {
        return work.apply(meanwhile.get());
      }
      throw e;
    }
  }

  private Optional<Compute> compute(Branch branch) {
    return store.state().writer(branch.id()).flatMap(computes::of);
  }

  /** Forgets what belongs to timelines that are gone. */
  void sweep() {
    kept.retain(store.state().timelines());
  }

  @Override
  public void close() {
    reader.shutdownNow();
    pending.values().forEach(reading -> reading.cancel(true));
  }
}
