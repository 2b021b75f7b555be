package dev.neonflow.workflows.temporal;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** An application that notes its start, and answers once it is let. */
public final class ShopApp {

  private ShopApp() {}

  /** Argument: the shop's directory. */
  public static void main(String[] arguments) throws Exception {
    Path directory = Path.of(arguments[0]);
    Files.writeString(
        directory.resolve("starts"), "x", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    Polling.until("the opening", () -> Files.exists(directory.resolve("open")));
    int port = Integer.parseInt(System.getenv("PORT"));
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
    server.start();
  }
}
