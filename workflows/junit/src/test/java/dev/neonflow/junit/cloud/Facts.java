package dev.neonflow.junit.cloud;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What was seen of each operation, as short texts without values, such as {@code status 200} or
 * {@code branch.expires_at: text}. Thread-safe.
 */
final class Facts {

  private final Map<String, Set<String>> seen = new LinkedHashMap<>();

  /** Adds to what is known of an operation. */
  synchronized void note(String operation, Set<String> facts) {
    seen.computeIfAbsent(operation, key -> new TreeSet<>()).addAll(facts);
  }

  /** Everything, in the order in which the operations were first seen. */
  synchronized Map<String, Set<String>> all() {
    Map<String, Set<String>> copy = new LinkedHashMap<>();
    seen.forEach((operation, facts) -> copy.put(operation, new TreeSet<>(facts)));
    return copy;
  }

  /** What is known of an operation; empty if it was not seen. */
  synchronized Set<String> of(String operation) {
    return new TreeSet<>(seen.getOrDefault(operation, Set.of()));
  }
}
