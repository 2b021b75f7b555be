package dev.neonflow.workflows.flyway;

import dev.neonflow.workflows.CancelToken;
import dev.neonflow.workflows.StepContext;
import dev.neonflow.workflows.Subject;
import dev.neonflow.workflows.WorkflowCancelledException;
import java.lang.reflect.Proxy;
import java.util.concurrent.CopyOnWriteArrayList;

/** A step's context that can be cancelled from any thread and knows nothing else. */
final class RunningStep implements CancelToken {
  private final CopyOnWriteArrayList<Runnable> actions = new CopyOnWriteArrayList<>();
  private volatile boolean cancelled;

  StepContext context() {
    Class<?>[] types = {StepContext.class};
    return (StepContext)
        Proxy.newProxyInstance(
            StepContext.class.getClassLoader(),
            types,
            (proxy, method, arguments) -> {
              if (method.getName().equals("cancel")) {
                return this;
              }
              if (method.getName().equals("subject")) {
                return new Subject("preview/p/a/b/pr-42", "p", "a/b", 42, null, null);
              }
              throw new UnsupportedOperationException(method.getName());
            });
  }

  void cancelRun() {
    cancelled = true;
    actions.forEach(Runnable::run);
  }

  @Override
  public boolean isCancelled() {
    return cancelled;
  }

  @Override
  public void throwIfCancelled() {
    if (cancelled) {
      throw new WorkflowCancelledException("cancelled", "", null);
    }
  }

  @Override
  public Registration onCancel(Runnable action) {
    actions.add(action);
    return () -> actions.remove(action);
  }
}
