package dev.neonflow.workflows.migrate.diff;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** A label and its reason. */
record Finding(Label label, String why) {

  static Finding additive(String why) {
    return new Finding(Label.ADDITIVE, why);
  }

  static Finding destructive(String why) {
    return new Finding(Label.DESTRUCTIVE, why);
  }

  static Finding rewriting(String why) {
    return new Finding(Label.REWRITING, why);
  }

  static Finding blocking(String why) {
    return new Finding(Label.BLOCKING, why);
  }

  static Finding changed(String why) {
    return new Finding(Label.CHANGED, why);
  }

  /** The worst label with all reasons, its own first. */
  static Finding worst(List<Finding> findings) {
    List<Finding> sorted = findings.stream().sorted(Comparator.comparing(Finding::label)).toList();
    String why = sorted.stream().map(Finding::why).distinct().collect(Collectors.joining("; "));
    return new Finding(sorted.get(0).label(), why);
  }
}
