package dev.neonflow.junit;

import java.sql.SQLException;

/**
 * PostgreSQL's refusal to copy or drop a database that somebody is connected to. It waits five
 * seconds before it refuses; on a busy machine a session that was closed or ended can take longer
 * until it is gone, and then the statement is worth repeating.
 */
final class InUse {

  private static final String STATE = "55006";

  /** With PostgreSQL's own five seconds each: about a minute. */
  private static final int GOES = 12;

  private InUse() {}

  /** A statement. */
  @FunctionalInterface
  interface Statement {
    void execute() throws SQLException;
  }

  /** Whether a refusal may be over soon. */
  @FunctionalInterface
  interface Passing {
    boolean isPassing() throws SQLException;
  }

  /** Executes a statement, again as long as it is refused, and that may be over soon. */
  static void outlast(Statement statement, Passing passing) throws SQLException {
    for (int go = 1; ; go++) {
      try {
        statement.execute();
        return;
      } catch (SQLException e) {
        if (!is(e) || go == GOES || !isPassing(passing, e)) {
          throw e;
        }
      }
    }
  }

  /** Who cannot be asked is told of the refusal itself. */
  private static boolean isPassing(Passing passing, SQLException refusal) {
    try {
      return passing.isPassing();
    } catch (SQLException unknown) {
      refusal.addSuppressed(unknown);
      return false;
    }
  }

  static boolean is(SQLException e) {
    return STATE.equals(e.getSQLState());
  }
}
