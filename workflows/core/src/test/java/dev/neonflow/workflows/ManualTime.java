package dev.neonflow.workflows;

import dev.failsafe.spi.Scheduler;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Delayed;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

/** A clock and a scheduler that stand still until a test moves them. */
public final class ManualTime extends Clock implements Scheduler {

  private final List<Timer> timers = new ArrayList<>();
  private final LinkedBlockingQueue<Duration> asked = new LinkedBlockingQueue<>();
  private Instant now;

  /** Begins at this time. */
  public ManualTime(Instant begin) {
    now = begin;
  }

  /** Moves on by each timer that is asked for. */
  public void followTimersUntil(BooleanSupplier done) throws InterruptedException {
    while (!done.getAsBoolean()) {
      Duration next = asked.poll(100, TimeUnit.MILLISECONDS);
      if (next != null) {
        advance(next);
      }
    }
  }

  /** Waits until somebody has asked for a timer of this length. */
  public void awaitTimer(Duration delay) throws InterruptedException {
    while (true) {
      Duration next = asked.poll(30, TimeUnit.SECONDS);
      if (next == null) {
        throw new AssertionError("nobody asked for a timer of " + delay);
      }
      if (next.equals(delay)) {
        return;
      }
    }
  }

  public void advance(Duration by) {
    List<Timer> due = new ArrayList<>();
    synchronized (timers) {
      now = now.plus(by);
      for (Timer timer : List.copyOf(timers)) {
        if (!timer.at.isAfter(now)) {
          timers.remove(timer);
          due.add(timer);
        }
      }
    }
    due.forEach(Timer::run);
  }

  @Override
  public ScheduledFuture<?> schedule(Callable<?> callable, long delay, TimeUnit unit) {
    Duration wait = Duration.of(delay, unit.toChronoUnit());
    Timer timer;
    synchronized (timers) {
      timer = new Timer(callable, now.plus(wait));
      if (delay > 0) {
        timers.add(timer);
      }
    }
    if (delay > 0) {
      asked.add(wait);
    } else {
      timer.run();
    }
    return timer;
  }

  @Override
  public Instant instant() {
    synchronized (timers) {
      return now;
    }
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return this;
  }

  private static final class Timer implements ScheduledFuture<Object> {
    private final Callable<?> callable;
    private final Instant at;
    private final CompletableFuture<Object> future = new CompletableFuture<>();

    Timer(Callable<?> callable, Instant at) {
      this.callable = callable;
      this.at = at;
    }

    void run() {
      if (future.isDone()) {
        return;
      }
      try {
        future.complete(callable.call());
      } catch (Exception e) {
        future.completeExceptionally(e);
      }
    }

    @Override
    public long getDelay(TimeUnit unit) {
      return 0;
    }

    @Override
    public int compareTo(Delayed other) {
      return 0;
    }

    @Override
    public boolean cancel(boolean interrupt) {
      return future.cancel(interrupt);
    }

    @Override
    public boolean isCancelled() {
      return future.isCancelled();
    }

    @Override
    public boolean isDone() {
      return future.isDone();
    }

    @Override
    public Object get() throws InterruptedException, ExecutionException {
      return future.get();
    }

    @Override
    public Object get(long timeout, TimeUnit unit)
        throws InterruptedException, ExecutionException, TimeoutException {
      return future.get(timeout, unit);
    }
  }
}
