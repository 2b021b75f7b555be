import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Properties;

/**
 * A shop: one page with what there is to buy. It knows two variables, PORT and DATABASE_URL, and
 * shows whatever columns the table has, so that a migration is seen without another change.
 */
public final class Shop {

  private Shop() {}

  /** Serves until it is stopped. */
  public static void main(String[] args) throws IOException {
    int port = Integer.parseInt(System.getenv().getOrDefault("PORT", "8080"));
    HttpServer server = HttpServer.create(new InetSocketAddress(port), 0);
    server.createContext("/", Shop::answer);
    server.start();
  }

  private static void answer(HttpExchange exchange) throws IOException {
    int status = 200;
    String text;
    try (Connection database = connect(URI.create(System.getenv("DATABASE_URL")))) {
      text = "<h1>Shop</h1>\n" + products(database);
    } catch (SQLException e) {
      status = 503;
      text = "<p>The database does not answer: " + escaped(e.getMessage()) + "</p>\n";
    }
    byte[] body = ("<!doctype html>\n" + text).getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
    exchange.sendResponseHeaders(status, body.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(body);
    }
  }

  /** From {@code postgresql://role:password@host:port/database?sslmode=require}, as JDBC wants it. */
  private static Connection connect(URI url) throws SQLException {
    String[] user = url.getRawUserInfo().split(":", 2);
    Properties properties = new Properties();
    properties.setProperty("user", decoded(user[0]));
    properties.setProperty("password", decoded(user[1]));
    String port = url.getPort() < 0 ? "" : ":" + url.getPort();
    String query = url.getRawQuery() == null ? "" : "?" + url.getRawQuery();
    String jdbc = "jdbc:postgresql://" + url.getHost() + port + url.getRawPath() + query;
    return DriverManager.getConnection(jdbc, properties);
  }

  private static String products(Connection database) throws SQLException {
    StringBuilder table = new StringBuilder("<table>\n");
    try (ResultSet row =
        database.createStatement().executeQuery("select * from product order by id")) {
      int columns = row.getMetaData().getColumnCount();
      table.append("<tr>");
      for (int column = 1; column <= columns; column++) {
        table.append("<th>").append(escaped(row.getMetaData().getColumnName(column)));
      }
      while (row.next()) {
        table.append("\n<tr>");
        for (int column = 1; column <= columns; column++) {
          table.append("<td>").append(escaped(row.getString(column)));
        }
      }
    }
    return table.append("\n</table>\n").toString();
  }

  private static String decoded(String text) {
    return java.net.URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  private static String escaped(String text) {
    return String.valueOf(text).replace("&", "&amp;").replace("<", "&lt;");
  }
}
