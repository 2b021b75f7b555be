package dev.neonflow.cli.demo;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.neonflow.sdk.ConnectionUri;
import dev.neonflow.sdk.Secret;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.Map;

/**
 * The application of the tour's pull request: one page that reads the column which only exists
 * after its migration. Like any application it knows nothing but {@code PORT} and {@code
 * DATABASE_URL}.
 */
final class ShopPage {

  private static final String LEVELS =
      """
      select (select count(*) from orders) as orders,
             count(*) as customers,
             count(*) filter (where level = 'gold') as gold,
             count(*) filter (where level = 'silver') as silver,
             count(*) filter (where level = 'bronze') as bronze
        from customer
      """;

  private ShopPage() {}

  /** Serves until the process is stopped. */
  public static void main(String[] args) throws IOException {
    Map<String, String> environment = System.getenv();
    ConnectionUri database =
        ConnectionUri.parse(Secret.of(environment.getOrDefault("DATABASE_URL", "")));
    int port = Integer.parseInt(environment.getOrDefault("PORT", "8080"));
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    server.createContext("/", exchange -> answer(exchange, database));
    server.start();
  }

  private static void answer(HttpExchange exchange, ConnectionUri database) throws IOException {
    int status = 200;
    String text;
    try {
      text = levels(database);
    } catch (SQLException e) {
      status = 500;
      text = "The database does not answer: " + e.getMessage();
    }
    String page =
        "<!doctype html>\n<title>Shop</title>\n<h1>Shop, as pull request 42 sees it</h1>\n<p>"
            + text.replace("&", "&amp;").replace("<", "&lt;")
            + "</p>\n";
    byte[] body = page.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
    exchange.sendResponseHeaders(status, body.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(body);
    }
  }

  private static String levels(ConnectionUri database) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection(
                database.jdbcUrl(), database.role(), database.password().reveal());
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(LEVELS)) {
      row.next();
      return String.format(
          Locale.ROOT,
          "%,d orders of %d customers: %d gold, %d silver, %d bronze",
          row.getLong("orders"),
          row.getLong("customers"),
          row.getLong("gold"),
          row.getLong("silver"),
          row.getLong("bronze"));
    }
  }
}
