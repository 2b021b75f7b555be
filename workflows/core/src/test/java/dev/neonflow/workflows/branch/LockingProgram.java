package dev.neonflow.workflows.branch;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** A migration tool in a process of its own: one statement, and a commit some looks later. */
final class LockingProgram {

  /** Who looked at the locks since this transaction began. */
  private static final String LOOKS =
      "select count(*) from pg_stat_activity where query like '%pg_locks%'"
          + " and state_change > now() and pid <> pg_backend_pid()";

  private LockingProgram() {}

  public static void main(String[] args) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection(
                "jdbc:postgresql://"
                    + System.getenv("PGHOST")
                    + ":"
                    + System.getenv("PGPORT")
                    + "/"
                    + System.getenv("PGDATABASE")
                    + "?sslmode=require",
                System.getenv("PGUSER"),
                System.getenv("PGPASSWORD"));
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute(args[0]);
      int looks = 0;
      while (looks < 3) {
        statement.execute("select pg_sleep(0.03), pg_stat_clear_snapshot()");
        try (ResultSet row = statement.executeQuery(LOOKS)) {
          row.next();
          looks += Math.min(1, row.getInt(1));
        }
      }
      connection.commit();
    }
  }
}
