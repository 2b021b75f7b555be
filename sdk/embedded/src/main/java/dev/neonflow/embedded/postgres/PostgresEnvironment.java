package dev.neonflow.embedded.postgres;

import java.util.Map;
import java.util.Set;

/** What PostgreSQL's programs may see of our environment: nothing that changes what they do. */
final class PostgresEnvironment {

  private PostgresEnvironment() {}

  /** Leaves the search path of commands, and sets the neutral locale. */
  static void clean(Map<String, String> environment) {
    environment.keySet().retainAll(Set.of("PATH", "HOME", "TMPDIR"));
    environment.put("LC_ALL", "C");
    environment.put("TZ", "UTC");
  }
}
