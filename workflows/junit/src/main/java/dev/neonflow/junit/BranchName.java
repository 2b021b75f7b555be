package dev.neonflow.junit;

import java.util.Locale;
import java.util.UUID;

/** Names of branches: who looks at the project sees what they are for. */
final class BranchName {

  private static final int LONGEST_LABEL = 63;
  private static final int RANDOM = 8;

  private BranchName() {}

  /** For example {@code test/orders-test-1b4f09c2}. */
  static String of(String prefix, Class<?> owner) {
    String label =
        owner
            .getSimpleName()
            .replaceAll("([a-z0-9])([A-Z])", "$1-$2")
            .toLowerCase(Locale.ROOT)
            .replaceAll("[^a-z0-9]+", "-");
    String kept = label.substring(0, Math.min(label.length(), LONGEST_LABEL));
    return prefix + kept + "-" + UUID.randomUUID().toString().substring(0, RANDOM);
  }
}
