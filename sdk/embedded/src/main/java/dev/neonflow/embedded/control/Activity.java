package dev.neonflow.embedded.control;

import dev.neonflow.embedded.postgres.Compute;
import dev.neonflow.embedded.postgres.Use;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What connections do to computes: they wake them, and keep them awake. Thread-safe. */
final class Activity {

  private final Store store;
  private final Now now;
  private final Computes computes;
  private final Map<String, Seen> seen = new ConcurrentHashMap<>();

  /** How many clients there had been, and when the last one was there. */
  private record Seen(long total, @Nullable Instant last) {}

  Activity(Store store, Now now, Computes computes) {
    this.store = store;
    this.now = now;
    this.computes = computes;
  }

  /**
   * The endpoint as it is now. A compute that a connection woke, or that ended by itself, since the
   * last look is recorded as what it is.
   */
  Endpoint look(Endpoint endpoint) {
    Compute compute = computes.of(endpoint).orElse(null);
    Instant last = compute == null ? null : last(endpoint.id(), compute.use());
    boolean running = compute != null && compute.running();
    boolean recorded = endpoint.current() == Endpoint.State.ACTIVE;
    if (endpoint.pending() != null || running == recorded) {
      return endpoint.usedAt(last);
    }
    Instant instant = now.get();
    return store
        .change(
            state ->
                state.endpoint(
                    endpoint.id(),
                    e -> {
                      boolean same = e.pending() == null && e.current() == endpoint.current();
                      if (!same) {
                        return e;
                      }
                      return (running ? e.active(instant) : e.idle(instant)).usedAt(last);
                    }))
        .endpoint(endpoint.id())
        .orElse(endpoint)
        .usedAt(last);
  }

  /** When a client was there last; absent if none came since the server started. */
  private @Nullable Instant last(String endpointId, Use use) {
    Instant instant = now.get();
    Seen after =
        seen.compute(
            endpointId,
            (id, before) -> {
              Seen old = before == null ? new Seen(0, null) : before;
              boolean used = use.sessions() > 0 || use.total() != old.total();
              return new Seen(use.total(), used ? instant : old.last());
            });
    return after.last();
  }

  void forget(String endpointId) {
    seen.remove(endpointId);
  }
}
