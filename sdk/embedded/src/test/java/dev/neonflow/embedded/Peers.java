package dev.neonflow.embedded;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.util.List;

/**
 * What only some machines have: {@code root}, {@code unshare}, {@code setpriv}, {@code runuser},
 * {@code su}, {@code node}, {@code npm}, {@code psql}, and {@code tmpfs}, {@code xfs} and {@code
 * btrfs}: the right to mount such a file system in a file. Tests that need one are skipped where it
 * is missing, unless the comma list {@code NEONFLOW_TEST_REQUIRE} names it: then they fail.
 */
public final class Peers {

  private Peers() {}

  /** Goes on only if it is there. */
  public static void need(String name, boolean there) {
    need(System.getenv().getOrDefault("NEONFLOW_TEST_REQUIRE", ""), name, there);
  }

  static void need(String required, String name, boolean there) {
    if (there) {
      return;
    }
    if (List.of(required.split("\\s*,\\s*")).contains(name)) {
      fail(name + " is not here, and NEONFLOW_TEST_REQUIRE names it");
    }
    abort(name + " is not here");
  }
}
