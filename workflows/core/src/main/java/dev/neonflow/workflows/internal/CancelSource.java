package dev.neonflow.workflows.internal;

import dev.neonflow.workflows.CancelToken;
import dev.neonflow.workflows.WorkflowCancelledException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A token that can be cancelled, once. Thread-safe. */
public final class CancelSource implements CancelToken {

  private static final Logger log = LoggerFactory.getLogger(CancelSource.class);

  private final List<Runnable> actions = new ArrayList<>();
  private @Nullable String reason;

  /** Cancels; runs the registered actions on this thread. False if it was cancelled already. */
  public boolean cancel(String why) {
    List<Runnable> due;
    synchronized (actions) {
      if (reason != null) {
        return false;
      }
      reason = why;
      due = List.copyOf(actions);
      actions.clear();
    }
    due.forEach(CancelSource::runGuarded);
    return true;
  }

  /** Why it was cancelled, or null if it was not. */
  public @Nullable String reason() {
    synchronized (actions) {
      return reason;
    }
  }

  @Override
  public boolean isCancelled() {
    return reason() != null;
  }

  @Override
  public void throwIfCancelled() {
    String why = reason();
    if (why != null) {
      throw new WorkflowCancelledException("cancelled: " + why, "run it again", null);
    }
  }

  @Override
  public Registration onCancel(Runnable action) {
    synchronized (actions) {
      if (reason == null) {
        actions.add(action);
        return () -> {
          synchronized (actions) {
            actions.remove(action);
          }
        };
      }
    }
    runGuarded(action);
    return () -> {};
  }

  private static void runGuarded(Runnable action) {
    try {
      action.run();
    } catch (RuntimeException e) {
      log.warn("an action on cancellation failed", e);
    }
  }
}
