package dev.neonflow.embedded.control;

import dev.neonflow.embedded.control.Operation.Status;
import dev.neonflow.embedded.postgres.FileTrouble;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs accepted operations behind the answers that announced them. Chains run side by side; within
 * a chain one operation follows the other, and a failed one cancels the rest.
 */
public final class Operations implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Operations.class);
  private static final int SIDE_BY_SIDE = 4;
  private static final long CLOSE_SECONDS = 60;

  private final Store store;
  private final Now now;
  private final Disturbances disturbances;
  private final ExecutorService executor;
  private volatile boolean closed;

  Operations(Store store, Now now, Disturbances disturbances) {
    this.store = store;
    this.now = now;
    this.disturbances = disturbances;
    AtomicInteger number = new AtomicInteger();
    this.executor =
        Executors.newFixedThreadPool(
            SIDE_BY_SIDE,
            task -> {
              Thread thread = new Thread(task, "neon-operations-" + number.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
  }

  /** Newest first. */
  public List<Operation> list() {
    return store.state().newestOperations();
  }

  /** One operation. */
  public Operation get(String id) {
    return store
        .state()
        .operation(id)
        .orElseThrow(() -> Refusal.notFound("operation \"" + id + "\" not found"));
  }

  /** What one operation does, and how the state is afterwards. */
  interface Work {
    UnaryOperator<State> run();
  }

  /** An operation that is recorded as scheduled, with its work. */
  record Step(String operationId, Work work) {}

  /**
   * Runs the steps in order.
   *
   * @param ifFailed clears away what a failed step leaves
   */
  void run(List<Step> chain, Work ifFailed) {
    executor.execute(() -> runAll(new ArrayDeque<>(chain), ifFailed));
  }

  private void runAll(Deque<Step> chain, Work ifFailed) {
    while (!chain.isEmpty() && !closed) {
      Step step = chain.remove();
      String id = step.operationId();
      try {
        // After a kill, what ran and what was scheduled are treated alike.
        store.show(state -> state.operation(id, Status.RUNNING, null, now.get()));
        if (!disturbances.proceed(get(id))) {
          return;
        }
        UnaryOperator<State> effect = step.work().run();
        store.change(state -> effect.apply(state).operation(id, Status.FINISHED, null, now.get()));
      } catch (RuntimeException | Error e) {
        // Errors too: an operation without an end would lock its branch until the next start.
        LOG.warn("Operation {} failed: {}", id, e.getMessage(), e);
        fail(id, chain, cleared(ifFailed), reason(e));
        return;
      }
    }
  }

  private static String reason(Throwable e) {
    if (e instanceof UncheckedIOException file) {
      return FileTrouble.sentence(file);
    }
    return e instanceof Error ? e.toString() : String.valueOf(e.getMessage());
  }

  private static UnaryOperator<State> cleared(Work ifFailed) {
    try {
      return ifFailed.run();
    } catch (RuntimeException | Error e) {
      LOG.warn("What a failed operation left could not be removed; the next start does it", e);
      return UnaryOperator.identity();
    }
  }

  private void fail(String id, Deque<Step> rest, UnaryOperator<State> effect, String reason) {
    Instant instant = now.get();
    UnaryOperator<State> failed =
        state -> {
          State after = effect.apply(state).operation(id, Status.FAILED, reason, instant);
          for (Step step : rest) {
            after = after.operation(step.operationId(), Status.CANCELLED, null, instant);
          }
          return after;
        };
    try {
      store.change(failed);
    } catch (UncheckedIOException e) {
      LOG.warn("The end of operation {} was not written; the next start does it", id, e);
      store.show(failed);
    }
  }

  /** Lets the running operation of each chain end; the others stay scheduled. */
  @Override
  public void close() {
    closed = true;
    executor.shutdown();
    try {
      if (!executor.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
        LOG.warn("Operations still ran after {} s", CLOSE_SECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
