package dev.neonflow.workflows.migrate.rehearsal;

import java.time.Duration;
import java.util.List;

/**
 * What one migration did.
 *
 * @param name its name, or {@value #ALL} where the tool does not tell them apart
 * @param took how long it took
 * @param tables what it did to the tables of production that it locked or rewrote
 * @param walBytes how much was written to the write-ahead log meanwhile, images of whole pages
 *     included
 */
public record RehearsedMigration(
    String name, Duration took, List<TableImpact> tables, long walBytes) {

  /** The name of all of them together. */
  static final String ALL = "all migrations";

  /** Copies the list. */
  public RehearsedMigration {
    tables = List.copyOf(tables);
  }
}
