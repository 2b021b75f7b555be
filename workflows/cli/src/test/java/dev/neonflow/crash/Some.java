package dev.neonflow.crash;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * A part of what could be tried, another one each time; {@code -Dneonflow.seed=N} takes the same
 * again, {@code -Dneonflow.every=true} takes all of it.
 */
final class Some {

  private final long seed = Long.getLong("neonflow.seed", System.nanoTime());
  private final Random random = new Random(seed);

  <T> List<T> of(List<T> all, int most) {
    if (Boolean.getBoolean("neonflow.every")) {
      return all;
    }
    List<T> mixed = new ArrayList<>(all);
    Collections.shuffle(mixed, random);
    return mixed.subList(0, Math.min(most, mixed.size()));
  }

  /** How to take the same part again. */
  @Override
  public String toString() {
    return "-Dneonflow.seed=" + seed;
  }
}
