package dev.neonflow.embedded.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.neonflow.embedded.Peers;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.TimeUnit;

/** A connection string as it was printed; whoever uses it changes nothing in it. */
record Printed(String uri) {

  private static final long PATIENCE_SECONDS = 60;
  private static final Map<String, String> JDBC_NAMES =
      Map.of("channel_binding", "channelBinding", "connect_timeout", "connectTimeout");

  /** The one of a new branch. */
  static Printed of(Json created) {
    return new Printed(created.text("connection_uris", 0, "connection_uri"));
  }

  Map<String, String> parameters() {
    Map<String, String> all = new LinkedHashMap<>();
    String query = URI.create(uri).getRawQuery();
    if (query != null) {
      for (String pair : query.split("&", -1)) {
        String[] sides = pair.split("=", 2);
        all.put(sides[0], decoded(sides[1]));
      }
    }
    return all;
  }

  String authority() {
    return URI.create(uri).getRawAuthority().replaceFirst(".*@", "");
  }

  String role() {
    return decoded(URI.create(uri).getRawUserInfo().split(":", 2)[0]);
  }

  String password() {
    return decoded(URI.create(uri).getRawUserInfo().split(":", 2)[1]);
  }

  String database() {
    return decoded(URI.create(uri).getRawPath().substring(1));
  }

  /** The first column of the first row, by pgjdbc. */
  String jdbc(String sql) throws SQLException {
    return jdbc(sql, Optional.empty());
  }

  String jdbc(String sql, Optional<Path> rootCertificate) throws SQLException {
    try (Connection connection = connect(rootCertificate);
        Statement statement = connection.createStatement()) {
      if (!statement.execute(sql)) {
        return "";
      }
      ResultSet row = statement.getResultSet();
      row.next();
      return String.valueOf(row.getString(1));
    }
  }

  private Connection connect(Optional<Path> rootCertificate) throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("user", role());
    properties.setProperty("password", password());
    parameters()
        .forEach((name, value) -> properties.put(JDBC_NAMES.getOrDefault(name, name), value));
    rootCertificate.ifPresent(file -> properties.setProperty("sslrootcert", file.toString()));
    return DriverManager.getConnection(
        "jdbc:postgresql://" + authority() + URI.create(uri).getRawPath(), properties);
  }

  /** What the query answers, by psql, and so by libpq. */
  String psql(String sql, Optional<Path> rootCertificate) {
    Peers.need("psql", CliInstallation.onPath("psql"));
    ProcessBuilder builder =
        new ProcessBuilder("psql", uri, "--no-psqlrc", "-Atc", sql).redirectErrorStream(true);
    builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
    builder.environment().put("HOME", "/nonexistent");
    rootCertificate.ifPresent(file -> builder.environment().put("PGSSLROOTCERT", file.toString()));
    try {
      Process psql = builder.start();
      psql.getOutputStream().close();
      String output = new String(psql.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      psql.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
      psql.destroyForcibly();
      assertEquals(0, psql.exitValue(), output);
      return output.strip();
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }
}
