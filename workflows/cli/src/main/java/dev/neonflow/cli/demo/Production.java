package dev.neonflow.cli.demo;

import dev.neonflow.sdk.ConnectionUri;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.flywaydb.core.Flyway;

/** The shop's production database. */
final class Production {

  private static final String STATE =
      """
      select (select max(version::int) from flyway_schema_history) as version,
             (select count(*) from orders) as orders,
             md5((select string_agg(o::text, '|' order by id) from orders o)
               || (select string_agg(c::text, '|' order by id) from customer c)) as checksum
      """;

  private final ConnectionUri connection;

  Production(ConnectionUri connection) {
    this.connection = connection;
  }

  /**
   * What can be seen of it from outside.
   *
   * @param version of the schema
   * @param orders how many
   * @param checksum of every row and column
   */
  record State(int version, long orders, String checksum) {

    String shortChecksum() {
      return checksum.substring(0, 12);
    }
  }

  /** Migrates it as its last release did, and fills it. */
  void make(Path migrations, String version, String data) throws SQLException {
    Flyway.configure()
        .dataSource(connection.jdbcUrl(), connection.role(), connection.password().reveal())
        .locations("filesystem:" + migrations)
        .target(version)
        .load()
        .migrate();
    try (Connection open = open();
        Statement statement = open.createStatement()) {
      statement.execute(data);
    }
  }

  State state() throws SQLException {
    try (Connection open = open();
        Statement statement = open.createStatement();
        ResultSet row = statement.executeQuery(STATE)) {
      row.next();
      return new State(row.getInt("version"), row.getLong("orders"), row.getString("checksum"));
    }
  }

  private Connection open() throws SQLException {
    return DriverManager.getConnection(
        connection.jdbcUrl(), connection.role(), connection.password().reveal());
  }
}
