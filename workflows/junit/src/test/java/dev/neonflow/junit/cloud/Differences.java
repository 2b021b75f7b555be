package dev.neonflow.junit.cloud;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What two services answered differently, operation by operation, as a table for people. */
final class Differences {

  private final Map<String, Row> rows = new TreeMap<>();

  private record Row(Set<String> onlyNeon, Set<String> onlyEmbedded) {}

  private Differences() {}

  static Differences between(Facts neon, Facts embedded) {
    Differences differences = new Differences();
    Set<String> operations = new LinkedHashSet<>(neon.all().keySet());
    operations.addAll(embedded.all().keySet());
    for (String operation : operations) {
      Set<String> one = neon.of(operation);
      Set<String> other = embedded.of(operation);
      if (!one.equals(other)) {
        differences.rows.put(operation, new Row(missing(one, other), missing(other, one)));
      }
    }
    return differences;
  }

  boolean isEmpty() {
    return rows.isEmpty();
  }

  /** What is in {@code here} only; of an object that the other does not know, only its name. */
  private static Set<String> missing(Set<String> here, Set<String> there) {
    if (here.isEmpty() || there.isEmpty()) {
      return here.isEmpty() ? Set.of() : Set.of("was done");
    }
    if (fails(here) != fails(there)) {
      return fails(here)
          ? new TreeSet<>(here.stream().filter(fact -> fact.startsWith(Steps.FAILS)).toList())
          : Set.of("succeeds");
    }
    Set<String> missing = new TreeSet<>();
    for (String fact : here) {
      if (!there.contains(fact)) {
        missing.add(shortened(fact, there));
      }
    }
    return missing;
  }

  private static boolean fails(Set<String> facts) {
    return facts.stream().anyMatch(fact -> fact.startsWith(Steps.FAILS));
  }

  private static String shortened(String fact, Set<String> there) {
    for (int end = fact.indexOf('.'); end > 0; end = fact.indexOf('.', end + 1)) {
      String object = fact.substring(0, end);
      if (there.stream().noneMatch(other -> other.startsWith(object + "."))) {
        return object;
      }
    }
    return fact;
  }

  /** Markdown; without secrets, ids and names. */
  @Override
  public String toString() {
    if (isEmpty()) {
      return "Neon and the embedded Neon answered alike.\n";
    }
    StringBuilder text =
        new StringBuilder("| operation | only Neon | only the embedded Neon |\n|---|---|---|\n");
    rows.forEach(
        (operation, row) ->
            text.append("| ")
                .append(operation)
                .append(" | ")
                .append(String.join("<br>", row.onlyNeon()))
                .append(" | ")
                .append(String.join("<br>", row.onlyEmbedded()))
                .append(" |\n"));
    return text.toString();
  }
}
