package dev.neonflow.scripts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * A tour that was told to end, as Ctrl-C tells it, and did.
 *
 * @param said what it wrote to its standard error
 * @param children what it had started by then
 */
record InterruptedTour(String said, Set<ProcessHandle> children) {

  /** Tells it so when it says a line that begins like this; empty if it was over by then. */
  static Optional<InterruptedTour> at(String line, Process tour) throws Exception {
    StringBuilder all = new StringBuilder();
    Set<ProcessHandle> children = new HashSet<>();
    boolean told = false;
    boolean heard = false;
    try (BufferedReader said = tour.errorReader()) {
      for (String one = said.readLine(); one != null; one = said.readLine()) {
        all.append(one).append('\n');
        if (one.startsWith(line) || one.startsWith("   " + line)) {
          tour.descendants().forEach(children::add);
          new ProcessBuilder("kill", "-INT", Long.toString(tour.pid())).start().waitFor();
          told = true;
          heard = tour.isAlive();
        }
      }
      assertTrue(tour.waitFor(Child.MINUTES, TimeUnit.MINUTES), "it does not end");
    } finally {
      Child.kill(tour);
    }
    assertTrue(told, all.toString());
    if (tour.exitValue() == 0 && !heard) {
      return Optional.empty();
    }
    assertEquals(130, tour.exitValue(), all.toString());
    return Optional.of(new InterruptedTour(all.toString(), children));
  }
}
