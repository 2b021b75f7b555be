package dev.neonflow.embedded.schema;

import dev.neonflow.embedded.TestCache;
import dev.neonflow.embedded.postgres.Compute;
import dev.neonflow.embedded.postgres.ComputeSpec;
import dev.neonflow.embedded.postgres.PostgresDataPlane;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.postgresql.ds.PGSimpleDataSource;
import org.postgresql.jdbc.PreferQueryMode;

/** A server with databases to fill, to read, and to fill again. */
final class SchemaServer implements AutoCloseable {

  static final String OWNER = "neondb_owner";
  static final String SUPERUSER = "cloud_admin";
  static final String FIRST = "neondb";

  private static final String PASSWORD = "secret";
  private static final String BRANCH = "br-schema-0001";

  private final PostgresDataPlane plane;
  private final Compute compute;
  private final String adminPassword;
  private int databases;

  SchemaServer(Path home) throws IOException, SQLException {
    plane = PostgresDataPlane.open(home, TestCache.DIR, false);
    plane.createRoot(BRANCH, OWNER, PASSWORD, FIRST);
    compute = plane.open(new ComputeSpec(BRANCH, "prj-1", BRANCH, "ep-schema", 0));
    adminPassword = Files.readString(home.resolve("admin.password")).strip();
    try (Connection owner = connect(FIRST, OWNER)) {
      run(owner, "CREATE ROLE reader; CREATE ROLE \"Odd \"\"role\"\"\"");
    }
  }

  /** A new database of the owner. */
  String database() throws SQLException {
    String name = "db" + databases++;
    try (Connection owner = connect(FIRST, OWNER)) {
      run(owner, "CREATE DATABASE " + name);
    }
    return name;
  }

  /** A new database that a role has run a text in. */
  String database(String sql, String role) throws SQLException {
    String name = database();
    try (Connection connection = connect(name, role)) {
      run(connection, sql);
    }
    return name;
  }

  String text(String database) throws SQLException {
    try (Connection connection = connect(database, OWNER)) {
      return SchemaText.of(connection);
    }
  }

  List<String> query(String database, String sql) throws SQLException {
    try (Connection connection = connect(database, SUPERUSER);
        Statement statement = connection.createStatement()) {
      statement.execute("SET search_path = ''");
      List<String> rows = new ArrayList<>();
      try (ResultSet set = statement.executeQuery(sql)) {
        while (set.next()) {
          rows.add(set.getString(1));
        }
      }
      return rows;
    }
  }

  Connection connect(String database, String role) throws SQLException {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setServerNames(new String[] {"127.0.0.1"});
    source.setPortNumbers(new int[] {compute.port()});
    source.setDatabaseName(database);
    source.setUser(role);
    source.setPassword(role.equals(SUPERUSER) ? adminPassword : PASSWORD);
    source.setSslmode("require");
    source.setPreferQueryMode(PreferQueryMode.SIMPLE);
    return source.getConnection();
  }

  /** Statements in one message, as they are. */
  static void run(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.setEscapeProcessing(false);
      statement.execute(sql);
    }
  }

  static String resource(String name) throws IOException {
    try (InputStream in =
        Objects.requireNonNull(SchemaServer.class.getResourceAsStream(name), name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Override
  public void close() {
    compute.close();
    plane.close();
  }
}
