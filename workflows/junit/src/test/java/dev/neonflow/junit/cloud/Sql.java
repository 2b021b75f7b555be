package dev.neonflow.junit.cloud;

import dev.neonflow.sdk.ConnectionUri;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;

/** What a database says. */
final class Sql {

  private static final String TABLE = "neonflow_tour";

  private Sql() {}

  /** Leaves a table behind, which no later connection sees if the branch was restored between. */
  static Set<String> facts(ConnectionUri uri, String project, String branch) throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("user", uri.role());
    properties.setProperty("password", uri.password().reveal());
    try (Connection connection = DriverManager.getConnection(uri.jdbcUrl(), properties);
        Statement statement = connection.createStatement()) {
      Set<String> facts = new TreeSet<>();
      facts.add("connected as the role: " + uri.role().equals(one(statement, "current_user")));
      facts.add("database: " + uri.database().equals(one(statement, "current_database()")));
      facts.add("neon.project_id: " + project.equals(setting(statement, "neon.project_id")));
      facts.add("neon.branch_id: " + branch.equals(setting(statement, "neon.branch_id")));
      facts.add(
          "table of an earlier connection: "
              + "t".equals(one(statement, "to_regclass('" + TABLE + "') IS NOT NULL")));
      statement.execute("CREATE TABLE IF NOT EXISTS " + TABLE + " (id int)");
      return facts;
    }
  }

  private static String setting(Statement statement, String name) throws SQLException {
    return one(statement, "current_setting('" + name + "', true)");
  }

  private static String one(Statement statement, String expression) throws SQLException {
    try (ResultSet row = statement.executeQuery("SELECT " + expression)) {
      return row.next() ? String.valueOf(row.getString(1)) : "no row";
    }
  }
}
