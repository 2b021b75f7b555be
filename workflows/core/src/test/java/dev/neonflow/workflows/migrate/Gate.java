package dev.neonflow.workflows.migrate;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Holds up the migrations that want through it, so that a test knows that one is under way. */
final class Gate implements AutoCloseable {
  /** A statement that ends only when no gate of its database is closed. */
  static final String PASS = "SELECT pg_advisory_xact_lock_shared(4242);";

  /** A minute at least. */
  private static final int TURNS = 3000;

  private static final int SOME_TURNS = 250;

  private static final String WAITING =
      "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'";

  private final Connection connection;

  private Gate(Connection connection) {
    this.connection = connection;
  }

  static Gate closed(MigrationTarget target) throws SQLException {
    Gate gate = new Gate(MigratedBranches.connect(target));
    gate.run("SELECT pg_advisory_lock(4242)");
    return gate;
  }

  /** Waits until somebody waits at it. */
  void awaitSomebody() throws SQLException {
    awaitMore(
        "SELECT count(*) FROM pg_locks"
            + " WHERE locktype = 'advisory' AND objid = 4242 AND NOT granted",
        0);
  }

  /**
   * Waits until somebody waits beside the one at the gate: there, too, or for a lock that keeps it
   * away; some seconds only, as a tool may ask for its lock again and again instead.
   */
  void awaitAnother() throws SQLException {
    for (int turn = 0; count(WAITING) < 2 && turn < SOME_TURNS; turn++) {
      run("SELECT pg_sleep(0.02)");
    }
  }

  private void awaitMore(String sql, long than) throws SQLException {
    for (int turn = 0; count(sql) <= than; turn++) {
      if (turn == TURNS) {
        throw new AssertionError("nobody came to the gate: has the migration failed?");
      }
      run("SELECT pg_sleep(0.02)");
    }
  }

  private long count(String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      return row.next() ? row.getLong(1) : 0;
    }
  }

  private void run(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** Opens it. */
  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
