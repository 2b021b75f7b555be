package dev.neonflow.embedded.http;

import com.sun.net.httpserver.HttpServer;
import dev.neonflow.embedded.control.Account;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** Serves an account on a loopback port. */
public final class ApiServer implements AutoCloseable {

  private static final String BASE = "/api/v2";
  private static final byte[] LOOPBACK = {127, 0, 0, 1};
  private static final int THREADS = 16;

  /**
   * The JDK's server sends headers and body apart and so falls into Nagle's delay, 40 ms for each
   * answer. This property, read when the first server of a process is made, is the only way out.
   */
  private static final String NO_DELAY = "sun.net.httpserver.nodelay";

  private final HttpServer server;
  private final ExecutorService executor;

  private ApiServer(HttpServer server, ExecutorService executor) {
    this.server = server;
    this.executor = executor;
  }

  /**
   * Takes the port; nothing is answered before {@link #serve}.
   *
   * @param port 0 for any free one
   * @throws BindException if the port is in use
   */
  public static ApiServer bind(int port) throws IOException {
    if (System.getProperty(NO_DELAY) == null) {
      System.setProperty(NO_DELAY, "true");
    }
    InetAddress loopback = InetAddress.getByAddress(LOOPBACK);
    HttpServer server = HttpServer.create(new InetSocketAddress(loopback, port), 0);
    AtomicInteger number = new AtomicInteger();
    ExecutorService executor =
        Executors.newFixedThreadPool(
            THREADS,
            task -> {
              Thread thread = new Thread(task, "neon-api-" + number.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
    server.setExecutor(executor);
    return new ApiServer(server, executor);
  }

  /** Begins to answer those who have the key. */
  public void serve(Account account, String apiKey, RequestListener listener) {
    server.createContext(
        "/", new Dispatcher(BASE, account, new Access(apiKey), Routes.of(account), listener));
    server.start();
  }

  /** The base of all routes. */
  public URI base() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + BASE);
  }

  /** Stops at once; requests that are being answered are cut off. */
  @Override
  public void close() {
    server.stop(0);
    executor.shutdownNow();
  }
}
