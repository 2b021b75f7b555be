package dev.neonflow.sdk;

import dev.failsafe.spi.Scheduler;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** A clock and a scheduler that jump over every pause, and remember it. */
final class FakeTime extends Clock implements Scheduler, AutoCloseable {
  static final Instant START = Instant.parse("2026-11-22T10:00:00Z");

  private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();
  private final List<Duration> pauses = new CopyOnWriteArrayList<>();
  private volatile Instant now = START;

  @Override
  public ScheduledFuture<?> schedule(Callable<?> work, long delay, TimeUnit unit) {
    Duration pause = Duration.of(delay, unit.toChronoUnit());
    if (!pause.isZero()) {
      pauses.add(pause);
      advance(pause);
    }
    return thread.schedule(work, 0, TimeUnit.NANOSECONDS);
  }

  synchronized void advance(Duration by) {
    now = now.plus(by);
  }

  List<Duration> pauses() {
    return pauses;
  }

  Duration elapsed() {
    return Duration.between(START, now);
  }

  @Override
  public Instant instant() {
    return now;
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
