package dev.neonflow.workflows.migrate;

import dev.neonflow.workflows.Key;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a migration did.
 *
 * @param tool the tool's name
 * @param applied the migrations it applied, in order; empty where the tool does not tell
 * @param versionBefore the schema's version before, or null if unknown or none
 * @param versionAfter the schema's version after, or null if unknown or none
 * @param duration how long the tool took
 */
public record MigrationReport(
    String tool,
    List<Applied> applied,
    @Nullable String versionBefore,
    @Nullable String versionAfter,
    Duration duration) {

  /** The output of a migrate step. */
  public static final Key<MigrationReport> KEY = new Key<>("migration", MigrationReport.class);

  /** Copies the list. */
  public MigrationReport {
    applied = List.copyOf(applied);
  }

  /**
   * One migration.
   *
   * @param version its version, or the tool's name for it
   * @param description what its author called it
   * @param duration how long it took, or null if the tool does not tell
   */
  public record Applied(String version, String description, @Nullable Duration duration) {}
}
