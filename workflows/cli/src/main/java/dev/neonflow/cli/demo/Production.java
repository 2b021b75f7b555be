package dev.neonflow.cli.demo;

import dev.neonflow.sdk.ConnectionUri;
import dev.neonflow.sdk.Neon;
import dev.neonflow.sdk.branches.AnnotatedBranch;
import dev.neonflow.sdk.branches.ListBranches;
import dev.neonflow.sdk.connectionuris.ConnectionUriQuery;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.flywaydb.core.Flyway;

/** The shop's production database: branch {@code main} of the project. */
final class Production {

  private static final String STATE =
      """
      select (select max(version::int) from flyway_schema_history) as version,
             (select count(*) from orders) as orders,
             md5((select string_agg(o::text, '|' order by id) from orders o)
               || (select string_agg(c::text, '|' order by id) from customer c)) as checksum
      """;

  private final ConnectionUri connection;

  private Production(ConnectionUri connection) {
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

  static Production of(Neon neon, String projectId) {
    String main =
        neon.branches().list(projectId, ListBranches.all()).items().stream()
            .map(AnnotatedBranch::branch)
            .filter(branch -> branch.isDefault())
            .findFirst()
            .orElseThrow(() -> new IllegalStateException("the project has no default branch"))
            .id();
    return new Production(
        neon.connectionUris()
            .get(projectId, ConnectionUriQuery.of("neondb", "neondb_owner").branchId(main)));
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
