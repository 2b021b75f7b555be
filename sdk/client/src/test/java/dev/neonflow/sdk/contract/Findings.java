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
   * @param omission whether something is only not used
   */
  record Finding(String place, String what, boolean omission) {
    @Override
    public String toString() {
      return place + ": " + what;
    }
  }

  void add(String place, String what) {
    all.add(new Finding(place, what, false));
  }

  /** Something that Neon offers is not used. */
  void omitted(String place, String what) {
    all.add(new Finding(place, what, true));
  }

  List<Finding> all() {
    return List.copyOf(all);
  }
}
