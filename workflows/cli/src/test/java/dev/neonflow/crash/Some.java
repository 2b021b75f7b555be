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

  private final long seed;
  private final Random random;

  Some() {
    this(Long.getLong("neonflow.seed", System.nanoTime()));
  }

  private Some(long seed) {
    this.seed = seed;
    this.random = new Random(seed);
  }

  /** From the beginning: what is taken does not depend on what others took meanwhile. */
  Some again() {
    return new Some(seed);
  }

  /** One for each turn; nothing comes twice before everything came once. */
  <T> List<T> dealt(List<T> all, int turn) {
    List<T> mixed = again().of(all, all.size());
    return Boolean.getBoolean("neonflow.every") ? mixed : List.of(mixed.get(turn % mixed.size()));
  }

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
