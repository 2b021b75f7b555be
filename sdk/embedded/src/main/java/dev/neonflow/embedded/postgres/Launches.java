package dev.neonflow.embedded.postgres;

import java.nio.file.Path;
import java.util.Map;

/** How the servers of one home are started. */
record Launches(Home home, Programs programs, Watchdog watchdog, boolean durable) {

  /**
   * What a server is started with.
   *
   * @param more settings besides the usual ones, which a replica has
   */
  Postmaster.Launch of(ComputeSpec spec, Path data, Map<String, String> more) {
    Path log = home.log(more.isEmpty() ? spec.timelineId() : spec.endpointId());
    return new Postmaster.Launch(programs, watchdog, spec, data, home.tls(), log, durable, more);
  }

  /** The data directory of a timeline. */
  Path require(String timelineId) {
    return home.find(timelineId)
        .orElseThrow(() -> new PostgresException("Timeline " + timelineId + " has no data", null));
  }

  String adminPassword() {
    return home.adminPassword();
  }

  Way way() {
    return programs.way();
  }
}
