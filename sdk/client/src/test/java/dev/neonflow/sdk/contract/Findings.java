package dev.neonflow.sdk.contract;

import java.util.ArrayList;
import java.util.List;

/** What is not as the contract says. */
final class Findings {
  private final List<Finding> all = new ArrayList<>();

  /**
   * One of them.
   *
   * @param place {@code query limit}, or {@code body} or {@code answer} and a JSON pointer
   */
  record Finding(String place, String what) {
    @Override
    public String toString() {
      return place + ": " + what;
    }
  }

  void add(String place, String what) {
    all.add(new Finding(place, what));
  }

  List<Finding> all() {
    return List.copyOf(all);
  }
}
