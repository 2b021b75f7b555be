package dev.neonflow.embedded.control;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;

/** Over pgjdbc, to the database {@code postgres}, which every branch has. */
final class JdbcOwnerSql implements OwnerSql {

  @Override
  public void run(int port, String role, String password, String statement) {
    Properties properties = new Properties();
    properties.setProperty("user", role);
    properties.setProperty("password", password);
    properties.setProperty("sslmode", "require");
    properties.setProperty("connectTimeout", "10");
    String url = "jdbc:postgresql://127.0.0.1:" + port + "/postgres";
    try (Connection connection = DriverManager.getConnection(url, properties);
        Statement sql = connection.createStatement()) {
      sql.execute(statement);
    } catch (SQLException e) {
      throw new SqlRefusedException(String.valueOf(e.getMessage()), e);
    }
  }
}
