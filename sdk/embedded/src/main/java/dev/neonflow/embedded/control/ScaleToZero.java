package dev.neonflow.embedded.control;

import dev.neonflow.embedded.control.Operation.Action;
import dev.neonflow.embedded.control.Operation.Status;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Suspends computes that no client was connected to for as long as they are allowed to run so. */
final class ScaleToZero implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ScaleToZero.class);
  private static final int USUAL_SECONDS = 300;
  private static final int NEVER = -1;

  private final Store store;
  private final Now now;
  private final Ids ids;
  private final Computes computes;
  private final Activity activity;
  private final Catalog catalog;
  private final RepeatedCheck repeated;

  ScaleToZero(Shared shared, Store store, Computes computes, Activity activity, Catalog catalog) {
    this.store = store;
    this.now = shared.now();
    this.ids = shared.ids();
    this.computes = computes;
    this.activity = activity;
    this.catalog = catalog;
    this.repeated = new RepeatedCheck("neon-scale-to-zero", this::check);
  }

  void start() {
    repeated.start();
  }

  /** Suspends what is due; what is in use meanwhile waits for the next check. */
  void check() {
    for (Endpoint endpoint : store.state().endpoints()) {
      try {
        check(activity.look(endpoint));
      } catch (RuntimeException later) {
        LOG.debug("Endpoint {} is not suspended for now", endpoint.id(), later);
      }
    }
  }

  private void check(Endpoint endpoint) {
    if (!due(endpoint) || !Conflicts.unfinished(store.state(), endpoint.branchId()).isEmpty()) {
      return;
    }
    if (endpoint.writes()) {
      // While it sleeps, what was made with SQL could not be seen.
      catalog.refresh(endpoint.branchId());
    }
    boolean stopped = computes.of(endpoint).map(c -> c.suspendUnlessUsed()).orElse(false);
    if (stopped) {
      LOG.info("Endpoint {} had no clients for a while and sleeps now", endpoint.id());
      record(endpoint);
    }
  }

  private boolean due(Endpoint endpoint) {
    int timeout = endpoint.settings().suspendTimeoutSeconds();
    if (timeout == NEVER
        || endpoint.current() != Endpoint.State.ACTIVE
        || endpoint.pending() != null) {
      return false;
    }
    long allowed = timeout == 0 ? USUAL_SECONDS : timeout;
    Instant since =
        Stream.ofNullable(endpoint.lastActive())
            .filter(last -> endpoint.startedAt() == null || last.isAfter(endpoint.startedAt()))
            .findFirst()
            .orElse(endpoint.startedAt() == null ? endpoint.createdAt() : endpoint.startedAt());
    return !since.plusSeconds(allowed).isAfter(now.get());
  }

  /** It is over already, so that it never is in the way of a request. */
  private void record(Endpoint endpoint) {
    Instant instant = now.get();
    Operation operation =
        Operation.scheduled(
                ids.uuid(), Action.SUSPEND_COMPUTE, endpoint.branchId(), endpoint.id(), instant)
            .in(Status.FINISHED, null, instant);
    store.change(
        state ->
            state
                .endpoint(
                    endpoint.id(),
                    e -> e.pending() == null ? e.usedAt(endpoint.lastActive()).idle(instant) : e)
                .plus(List.of(operation)));
  }

  @Override
  public void close() {
    repeated.close();
  }
}
