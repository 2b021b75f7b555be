package dev.neonflow.workflows.migrate;

import dev.neonflow.workflows.branch.HistoryTable;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Django notes the names of migrations and when they were applied, but no checksums: that one was
 * changed after it was applied cannot be seen, only that it is gone or renamed.
 */
final class DjangoHistory implements ToolHistory {
  static final HistoryTable TABLE = HistoryTable.named("django_migrations");

  private final DjangoFiles files;

  DjangoHistory(DjangoFiles files) {
    this.files = files;
  }

  @Override
  public HistoryTable table() {
    return TABLE;
  }

  @Override
  public List<HistoryRow> rows(Connection connection, String quotedTable) throws SQLException {
    String query = "select app || '.' || name, applied from " + quotedTable + " order by id";
    try (Statement statement = connection.createStatement();
        ResultSet found = statement.executeQuery(query)) {
      List<HistoryRow> rows = new ArrayList<>();
      while (found.next()) {
        rows.add(
            new HistoryRow(
                found.getString(1), null, found.getTimestamp(2).toInstant(), null, true));
      }
      return rows;
    }
  }

  @Override
  public List<String> pending(List<HistoryRow> rows) {
    Set<String> noted = rows.stream().map(HistoryRow::name).collect(Collectors.toSet());
    return files.names().stream().filter(name -> !noted.contains(name)).toList();
  }

  @Override
  public List<String> faults(
      List<HistoryRow> rows, Instant since, Supplier<Optional<Set<HistoryRow>>> parents) {
    // An application may be called otherwise than its directory: then no row of it has its file.
    Set<String> ours =
        rows.stream()
            .map(HistoryRow::name)
            .filter(files.names()::contains)
            .map(DjangoHistory::app)
            .collect(Collectors.toSet());
    List<HistoryRow> gone =
        rows.stream()
            .filter(row -> ours.contains(app(row.name())))
            .filter(row -> !files.names().contains(row.name()))
            .filter(row -> !files.replaced().contains(row.name()))
            .filter(row -> !row.isOlderThan(since))
            .toList();
    Set<String> ofParent =
        gone.isEmpty()
            ? Set.of()
            : parents.get().orElse(Set.of()).stream()
                .map(HistoryRow::name)
                .collect(Collectors.toSet());
    return gone.stream()
        .map(HistoryRow::name)
        .filter(name -> !ofParent.contains(name))
        .map(name -> name + " was applied and is not there any more")
        .toList();
  }

  /** Django's own applications may have been applied before it came to the first that is there. */
  @Override
  public Optional<String> baseline(List<HistoryRow> rows, String said) {
    boolean none = rows.stream().map(HistoryRow::name).noneMatch(files.names()::contains);
    return none && said.contains("already exists")
        ? Optional.of("python manage.py migrate --fake-initial")
        : Optional.empty();
  }

  private static String app(String name) {
    return name.replaceFirst("\\..*", "");
  }
}
