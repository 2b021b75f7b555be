package dev.neonflow.workflows.migrate.restore;

import dev.neonflow.workflows.ConnectionUris;
import dev.neonflow.workflows.PreconditionException;
import dev.neonflow.workflows.StepContext;
import dev.neonflow.workflows.branch.BranchRef;
import dev.neonflow.workflows.branch.RestorePointBranch;
import dev.neonflow.workflows.branch.RestorePoints;
import dev.neonflow.workflows.migrate.MigrationTarget;
import dev.neonflow.workflows.migrate.TargetDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Production's database and the restore point's, side by side, over sessions that cannot write. */
final class Comparing {

  private static final String CLIENTS =
      "select count(*) from pg_stat_activity where datname is not null"
          + " and coalesce(backend_type, 'client backend') = 'client backend'"
          + " and pid <> pg_backend_pid() and application_name not like 'neonflow%'"
          + " and usename is distinct from 'cloud_admin'";

  private static final String OTHER_DATABASES =
      "select datname::text from pg_database where not datistemplate and datallowconn"
          + " and datname not in (current_database(), 'postgres') order by 1";

  private Comparing() {}

  /**
   * What was found.
   *
   * @param clients how many connections others have to production
   * @param otherDatabases databases beside the one that was compared, which both have
   */
  record Found(
      DatabaseComparison.Difference difference, long clients, List<String> otherDatabases) {}

  static Found compare(
      BranchRef production,
      ConnectionUris uris,
      RestorePointBranch point,
      long exactUpTo,
      StepContext context) {
    BranchRef ofPoint = RestorePoints.connectable(point, production, context);
    MigrationTarget then = MigrationTarget.of(ofPoint, context.connection(ofPoint));
    try (TargetDatabase now = TargetDatabase.toRead(MigrationTarget.of(production, uris), context);
        TargetDatabase before = TargetDatabase.toRead(then, context)) {
      return compare(now, before, exactUpTo, context);
    }
  }

  private static Found compare(
      TargetDatabase now, TargetDatabase before, long exactUpTo, StepContext context) {
    TargetDatabase asked = now;
    try (Connection production = now.getConnection()) {
      asked = before;
      try (Connection point = before.getConnection()) {
        long clients = DatabaseComparison.number(production, CLIENTS);
        List<String> others = texts(production, OTHER_DATABASES);
        List<String> othersThen = texts(point, OTHER_DATABASES);
        DatabaseComparison.Difference difference =
            DatabaseComparison.of(production, point, exactUpTo, context);
        List<String> schema = new ArrayList<>(difference.schema());
        schema.addAll(only(others, othersThen, "was made: it goes, with all that is in it"));
        schema.addAll(only(othersThen, others, "was dropped: it comes back"));
        return new Found(
            new DatabaseComparison.Difference(difference.tables(), difference.unchanged(), schema),
            clients,
            others.stream().filter(othersThen::contains).toList());
      }
    } catch (SQLException e) {
      context.cancel().throwIfCancelled();
      if (TargetDatabase.isLost(e)) {
        throw asked.lost(e);
      }
      throw PreconditionException.state(
          "production cannot be compared with the restore point (SQLSTATE " + e.getSQLState() + ")",
          "check the database and the role (--database, --role)",
          null);
    }
  }

  private static List<String> only(List<String> one, List<String> other, String what) {
    return one.stream()
        .filter(name -> !other.contains(name))
        .map(name -> "database " + name + " " + what)
        .toList();
  }

  private static List<String> texts(Connection connection, String query) throws SQLException {
    List<String> texts = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      while (rows.next()) {
        texts.add(rows.getString(1));
      }
    }
    return texts;
  }
}
