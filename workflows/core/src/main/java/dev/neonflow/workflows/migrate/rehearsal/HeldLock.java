package dev.neonflow.workflows.migrate.rehearsal;

import dev.neonflow.workflows.branch.Durations;
import java.time.Duration;

/**
 * A lock on a table.
 *
 * @param mode its mode
 * @param held how long it was held at a stretch, to the end of its transaction
 * @param sampled whether it was only seen now and then, so that it was held at least so long
 */
public record HeldLock(LockMode mode, Duration held, boolean sampled) {

  /** How long it was held, for people. */
  public String heldWords() {
    return (sampled ? "at least " : "") + Durations.measured(held);
  }
}
