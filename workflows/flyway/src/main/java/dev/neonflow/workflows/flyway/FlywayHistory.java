package dev.neonflow.workflows.flyway;

import dev.neonflow.workflows.branch.HistoryCheck;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationState;
import org.flywaydb.core.api.resolver.ResolvedMigration;
import org.flywaydb.core.extensibility.AppliedMigration;
import org.flywaydb.core.internal.info.MigrationInfoImpl;

/** Reads out of Flyway's list of migrations whether what was applied is what there is. */
final class FlywayHistory {

  private final Instant since;

  /**
   * The history of a branch.
   *
   * @param since since when it has its parent's state
   */
  FlywayHistory(Instant since) {
    this.since = since;
  }

  HistoryCheck check(MigrationInfo[] all) {
    List<String> faults = new ArrayList<>();
    int pending = 0;
    for (MigrationInfo migration : all) {
      fault(migration).ifPresent(fault -> faults.add(migration.getScript() + " " + fault));
      if (migration.getState() == MigrationState.PENDING) {
        pending++;
      }
    }
    if (!faults.isEmpty()) {
      int more = faults.size() - 1;
      return HistoryCheck.rewritten(faults.get(0) + (more == 0 ? "" : ", and " + more + " more"));
    }
    return pending == 0
        ? HistoryCheck.same()
        : HistoryCheck.additions(
            pending + (pending == 1 ? " migration is" : " migrations are") + " new");
  }

  /** Why the migration would make Flyway refuse, or leave what no file says. */
  private Optional<String> fault(MigrationInfo migration) {
    return switch (migration.getState()) {
      case FAILED, MISSING_FAILED, FUTURE_FAILED -> Optional.of("was applied in part only");
      case MISSING_SUCCESS -> Optional.of("was applied and is not there any more");
      case FUTURE_SUCCESS ->
          isParents(migration)
              ? Optional.empty()
              : Optional.of("was applied and is not there any more");
      case IGNORED -> Optional.of("comes before a migration that was applied already");
      case SUCCESS, OUT_OF_ORDER -> changed(migration);
      default -> Optional.empty();
    };
  }

  /**
   * What is ahead of the files and came with the parent does not hinder Flyway, and a reset would
   * bring it again: the files are those of an older commit.
   */
  private boolean isParents(MigrationInfo migration) {
    Date installed = migration.getInstalledOn();
    return installed != null
        && installed.toInstant().isBefore(since)
        && asUtc(installed).isBefore(since);
  }

  /**
   * The history says when in the local time of who migrated, and Flyway reads it as that of who
   * asks: right where both have the same time zone. CI has UTC. What is taken for the parent's by
   * mistake makes Flyway refuse; a mistake the other way would throw a preview's rows away at each
   * push.
   */
  private static Instant asUtc(Date installed) {
    return LocalDateTime.ofInstant(installed.toInstant(), ZoneId.systemDefault())
        .toInstant(ZoneOffset.UTC);
  }

  /** A repeatable one is meant to change. */
  private static Optional<String> changed(MigrationInfo migration) {
    if (migration.isRepeatable()) {
      return Optional.empty();
    }
    if (!migration.isChecksumMatching()) {
      return Optional.of("was changed after it was applied");
    }
    return isRenamed(migration)
        ? Optional.of("was renamed after it was applied")
        : Optional.empty();
  }

  /** Flyway's public type does not tell; without a file, the row is Flyway's own note. */
  private static boolean isRenamed(MigrationInfo migration) {
    if (!(migration instanceof MigrationInfoImpl both)) {
      return false;
    }
    ResolvedMigration file = both.getResolvedMigration();
    AppliedMigration row = both.getAppliedMigration();
    return file != null
        && row != null
        && !(file.getDescription().equals(row.getDescription())
            && file.getType().equals(row.getType()));
  }
}
