package dev.neonflow.workflows.temporal;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** Keeps the second migration of the shop waiting in its middle until it is closed. */
final class Brake implements AutoCloseable {

  private final Town town;
  private final Connection connection;

  private Brake(Town town, Connection connection) {
    this.town = town;
    this.connection = connection;
  }

  static Brake on(Town town) throws SQLException {
    Connection connection = town.connect();
    try (Statement statement = connection.createStatement()) {
      statement.execute("select pg_advisory_lock(" + Shop.BRAKE + ")");
    }
    return new Brake(town, connection);
  }

  void awaitWaiting() throws Exception {
    String waiting =
        "select count(*) from pg_locks where locktype = 'advisory' and not granted and objid = "
            + Shop.BRAKE;
    Polling.until("a migration in its middle", () -> town.query(waiting).equals(List.of("1")));
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
