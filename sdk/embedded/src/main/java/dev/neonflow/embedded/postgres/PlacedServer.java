package dev.neonflow.embedded.postgres;

import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The server process of a compute: started when somebody needs it, stopped, and taken to another
 * place. Whoever starts or stops it has the lock of the place that it is on. Thread-safe.
 */
final class PlacedServer {

  private final Runnable beforeStart;
  private final Runnable beforeStop;
  private volatile Place place;
  private volatile @Nullable CountDownLatch held;
  private volatile @Nullable Postmaster postmaster;
  private volatile boolean closed;

  /**
   * Runs nothing yet.
   *
   * @param beforeStart run with the lock before each start of the process
   * @param beforeStop run with the lock before each end of the process
   */
  PlacedServer(Place place, Runnable beforeStart, Runnable beforeStop) {
    this.place = place;
    this.beforeStart = beforeStart;
    this.beforeStop = beforeStop;
  }

  ComputeSpec spec() {
    return place.spec();
  }

  boolean running() {
    Postmaster current = postmaster;
    return current != null && current.alive();
  }

  /** The port of the process itself, or 0 while there is none. */
  int port() {
    Postmaster current = postmaster;
    return current != null && current.alive() ? current.port() : 0;
  }

  /** What there is, running or not. */
  @Nullable Postmaster last() {
    return postmaster;
  }

  /** The running process; it is started if there is none. */
  Postmaster ensure() {
    while (true) {
      Postmaster current = postmaster;
      if (current != null && current.alive()) {
        return current;
      }
      awaitRelease();
      Place here = lock();
      try {
        if (held == null) {
          return startUnlessRunning(here);
        }
      } finally {
        here.lock().unlock();
      }
    }
  }

  private Postmaster startUnlessRunning(Place here) {
    Postmaster current = postmaster;
    if (current != null && current.alive()) {
      return current;
    }
    if (closed) {
      throw new PostgresException("The compute of " + branch() + " is closed", null);
    }
    beforeStart.run();
    Postmaster started = here.server().start();
    postmaster = started;
    here.server().started();
    return started;
  }

  void stop() {
    Place here = lock();
    try {
      Postmaster current = postmaster;
      postmaster = null;
      stop(here, current);
    } finally {
      here.lock().unlock();
    }
  }

  /** Whether it is stopped now; who is about to use it is told apart from who comes later. */
  boolean stopUnless(BooleanSupplier used) {
    Place here = place;
    // Who holds it starts, stops or copies; then it is used.
    if (held != null || !here.lock().tryLock()) {
      return false;
    }
    try {
      if (!here.equals(place)) {
        return false;
      }
      // First, so that whoever is not counted yet asks for a server, and waits for the lock.
      Postmaster current = postmaster;
      postmaster = null;
      if (used.getAsBoolean()) {
        postmaster = current;
        return false;
      }
      stop(here, current);
      return true;
    } finally {
      here.lock().unlock();
    }
  }

  private void stop(Place here, @Nullable Postmaster current) {
    beforeStop.run();
    if (current != null) {
      current.stop();
      here.server().ended();
    }
  }

  /** Stops it, and lets whoever needs it wait until {@link #moveTo}. */
  void hold() {
    if (held == null) {
      held = new CountDownLatch(1);
    }
    // Whoever starts the process has the lock and looks at the latch first.
    stop();
  }

  /** Ends {@link #hold}, on another place or on the same one. */
  void moveTo(String timelineId, Function<ComputeSpec, Place> move) {
    ComputeSpec spec = place.spec();
    if (!spec.timelineId().equals(timelineId)) {
      place = move.apply(spec);
    }
    release();
  }

  private void release() {
    CountDownLatch latch = held;
    held = null;
    if (latch != null) {
      latch.countDown();
    }
  }

  /**
   * Stops it for good.
   *
   * @param last run with the lock afterwards, once
   */
  void close(Runnable last) {
    Place here = lock();
    try {
      if (!closed) {
        closed = true;
        stop();
        last.run();
      }
    } finally {
      here.lock().unlock();
      release();
    }
  }

  /** Takes the lock of the place that it is on, also if it moves meanwhile; the caller frees it. */
  @SuppressWarnings("LockNotBeforeTry")
  private Place lock() {
    while (true) {
      Place here = place;
      here.lock().lock();
      if (here.equals(place)) {
        return here;
      }
      here.lock().unlock();
    }
  }

  private void awaitRelease() {
    CountDownLatch latch = held;
    if (latch == null) {
      return;
    }
    if (place.lock().isHeldByCurrentThread()) {
      // Who holds it needs the lock, and would be waited for forever.
      throw new PostgresException("The compute of " + branch() + " is about to move", null);
    }
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PostgresException(
          "The wait for the new data of " + branch() + " was interrupted", e);
    }
  }

  private String branch() {
    return "branch " + place.spec().branchId();
  }
}
