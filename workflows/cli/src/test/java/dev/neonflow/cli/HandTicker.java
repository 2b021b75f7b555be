package dev.neonflow.cli;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;

/** A clock and what it makes happen, both moved by hand. */
final class HandTicker extends Clock implements Ticker {

  static final Instant START = Instant.parse("2026-01-02T03:04:05Z");
  private final Map<Runnable, Duration> actions = new LinkedHashMap<>();
  private Instant now = START;

  @Override
  public void every(Duration time, Runnable action) {
    actions.put(action, time);
  }

  @Override
  public void close() {
    actions.clear();
  }

  /** So much later each action was done once, if its time came. */
  void pass(Duration time) {
    now = now.plus(time);
    Map.copyOf(actions)
        .forEach(
            (action, every) -> {
              if (every.compareTo(time) <= 0) {
                action.run();
              }
            });
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
    return this;
  }
}
