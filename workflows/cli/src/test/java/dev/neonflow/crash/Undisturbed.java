package dev.neonflow.crash;

import dev.neonflow.embedded.EmbeddedNeon;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * A run of a scenario that nothing happens to.
 *
 * @param moments all moments at which it could have been killed
 * @param requests how many requests it made
 * @param end what it led to
 */
record Undisturbed(Scenario scenario, List<String> moments, int requests, Snapshot end) {

  /** The moment in the middle of the last migration. */
  static final String STATEMENT = "within a statement";

  static Undisturbed of(Scenario scenario, EmbeddedNeon embedded, Path directory) throws Exception {
    List<String> moments = Collections.synchronizedList(new ArrayList<>());
    try (Site site = Site.make(embedded, directory)) {
      site.run(scenario.before());
      FaultAtRequest requests = FaultAtRequest.never(embedded);
      site.run(scenario.body(), new Trace(moments::add), requests);
      if (scenario.migrates()) {
        moments.add(STATEMENT);
      }
      return new Undisturbed(scenario, List.copyOf(moments), requests.requests(), site.snapshot());
    }
  }
}
