package dev.neonflow.embedded;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A fault of a compute's start.
 *
 * @param delay how much later it starts; absent if it does not start at all
 */
public record ComputeFault(@Nullable Duration delay, int times) implements Fault {

  /** Refuses what can never happen. */
  public ComputeFault {
    Values.times(times);
    if (delay != null) {
      Values.duration(delay);
    }
  }

  @Override
  public ComputeFault times(int count) {
    return new ComputeFault(delay, count);
  }

  @Override
  public ComputeFault always() {
    return times(Integer.MAX_VALUE);
  }

  @Override
  public String toString() {
    return delay == null ? "compute fails" : "compute slow by " + Values.seconds(delay);
  }
}
