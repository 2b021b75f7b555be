package dev.neonflow.workflows.migrate;

import dev.neonflow.workflows.branch.HistoryTable;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Prisma notes each migration with a checksum before it begins, and when it has ended. */
final class PrismaHistory implements ToolHistory {
  private final PrismaFiles files;

  PrismaHistory(PrismaFiles files) {
    this.files = files;
  }

  @Override
  public HistoryTable table() {
    return HistoryTable.named("_prisma_migrations");
  }

  @Override
  public List<HistoryRow> rows(Connection connection, String quotedTable) throws SQLException {
    String query =
        "select migration_name, checksum, started_at, finished_at from "
            + quotedTable
            + " where rolled_back_at is null order by started_at, migration_name";
    try (Statement statement = connection.createStatement();
        ResultSet found = statement.executeQuery(query)) {
      List<HistoryRow> rows = new ArrayList<>();
      while (found.next()) {
        Instant started = found.getTimestamp(3).toInstant();
        Timestamp finished = found.getTimestamp(4);
        rows.add(
            new HistoryRow(
                found.getString(1),
                found.getString(2),
                started,
                finished == null ? null : Duration.between(started, finished.toInstant()),
                finished != null));
      }
      return rows;
    }
  }

  @Override
  public List<String> pending(List<HistoryRow> rows) {
    Set<String> noted = rows.stream().map(HistoryRow::name).collect(Collectors.toSet());
    return files.checksums().keySet().stream().filter(name -> !noted.contains(name)).toList();
  }

  @Override
  public List<String> faults(
      List<HistoryRow> rows, Instant since, Supplier<Optional<Set<HistoryRow>>> parents) {
    List<String> faults = new ArrayList<>();
    for (HistoryRow row : rows) {
      // What came with the parent would come back with a reset.
      if (!row.isOlderThan(since)) {
        fault(row).ifPresent(fault -> faults.add(row.name() + " " + fault));
      }
    }
    return faults;
  }

  private Optional<String> fault(HistoryRow row) {
    Set<String> today = files.checksums().get(row.name());
    if (!row.complete()) {
      return Optional.of("was applied in part only");
    }
    if (today == null) {
      return Optional.of("was applied and is not there any more");
    }
    return today.contains(String.valueOf(row.checksum()))
        ? Optional.empty()
        : Optional.of("was changed after it was applied");
  }

  @Override
  public Optional<String> baseline(List<HistoryRow> rows, String said) {
    return said.contains("P3005")
        ? Optional.of(
            "prisma migrate resolve --applied "
                + files.checksums().keySet().stream().findFirst().orElse("NAME")
                + ", and so on for each migration that made them")
        : Optional.empty();
  }

  @Override
  public Optional<String> wayOut(List<HistoryRow> rows) {
    return rows.stream()
        .filter(row -> !row.complete())
        .findFirst()
        .map(
            row ->
                "Prisma applies nothing more until it is told what became of "
                    + row.name()
                    + ": with DATABASE_URL of this branch run prisma migrate resolve --rolled-back "
                    + row.name());
  }
}
