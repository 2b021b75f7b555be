package dev.neonflow.embedded;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What has to be undone, the last first, once: by close, or by the end of the process. */
final class Closing implements Runnable {

  private static final Logger LOG = LoggerFactory.getLogger(Closing.class);

  private record Step(String what, AutoCloseable action) {}

  private final Deque<Step> steps = new ArrayDeque<>();
  private final AtomicBoolean done = new AtomicBoolean();
  private final Thread hook = new Thread(this::runOnce, "neon-exit");
  private final AtomicBoolean hooked = new AtomicBoolean();

  void add(String what, AutoCloseable action) {
    steps.push(new Step(what, action));
  }

  void beforeExit() {
    Runtime.getRuntime().addShutdownHook(hook);
    hooked.set(true);
  }

  @Override
  public void run() {
    if (hooked.compareAndSet(true, false)) {
      try {
        Runtime.getRuntime().removeShutdownHook(hook);
      } catch (IllegalStateException exiting) {
        LOG.debug("The process ends already", exiting);
      }
    }
    runOnce();
  }

  private void runOnce() {
    if (!done.compareAndSet(false, true)) {
      return;
    }
    for (Step step : steps) {
      try {
        step.action().close();
      } catch (Exception e) {
        LOG.warn("{} could not be closed", step.what(), e);
      }
    }
  }
}
