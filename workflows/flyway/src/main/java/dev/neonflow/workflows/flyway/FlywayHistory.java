package dev.neonflow.workflows.flyway;

import dev.neonflow.workflows.branch.HistoryCheck;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
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
    Optional<MigrationInfo> last = lastOfItsOwn(all);
    for (MigrationInfo migration : all) {
      fault(migration, last).ifPresent(fault -> faults.add(migration.getScript() + " " + fault));
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

  /** The highest version that was applied since the branch has its parent's state. */
  private Optional<MigrationInfo> lastOfItsOwn(MigrationInfo[] all) {
    return Stream.of(all)
        .filter(one -> one.isVersioned() && one.getState().isApplied() && !isParents(one))
        .max(Comparator.comparing(MigrationInfo::getVersion));
  }

  /**
   * Why the migration would make Flyway refuse, or leave what no file says; nothing of what a reset
   * would bring again.
   *
   * @param last of the branch's own
   */
  private Optional<String> fault(MigrationInfo migration, Optional<MigrationInfo> last) {
    if (isParents(migration)) {
      return Optional.empty();
    }
    return switch (migration.getState()) {
      case FAILED, MISSING_FAILED, FUTURE_FAILED -> Optional.of("was applied in part only");
      case MISSING_SUCCESS, FUTURE_SUCCESS -> Optional.of("was applied and is not there any more");
      case IGNORED ->
          last.filter(own -> own.getVersion().isNewerThan(migration.getVersion()))
              .map(own -> "comes before a migration that was applied already");
      case SUCCESS, OUT_OF_ORDER -> changed(migration);
      default -> Optional.empty();
    };
  }

  /**
   * What came with the parent a reset would bring again: the files are those of an older commit, or
   * Flyway refuses them until they are mended.
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
