package dev.neonflow.workflows.migrate;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a tool noted about a migration that it applied.
 *
 * @param name the migration's name, as its tool shows it
 * @param checksum of its text, or null if the tool notes none
 * @param at when it was applied, or null if the tool does not note it
 * @param took how long it took, or null if the tool does not note it
 * @param complete whether all of it was applied
 */
record HistoryRow(
    String name,
    @Nullable String checksum,
    @Nullable Instant at,
    @Nullable Duration took,
    boolean complete) {

  /** Whether it was there before the branch got its parent's present state. */
  boolean isOlderThan(Instant since) {
    return at != null && at.isBefore(since);
  }
}
