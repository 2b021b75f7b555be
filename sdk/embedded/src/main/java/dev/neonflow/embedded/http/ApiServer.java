package dev.neonflow.embedded.http;

import com.sun.net.httpserver.HttpServer;
import dev.neonflow.embedded.Fault;
import dev.neonflow.embedded.InjectedFault;
import dev.neonflow.embedded.control.Account;
import dev.neonflow.embedded.fault.Faults;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Serves an account on a loopback port. */
public final class ApiServer implements AutoCloseable {

  private static final String BASE = "/api/v2";
  private static final String OWN_BASE = "/embedded";
  private static final byte[] LOOPBACK = {127, 0, 0, 1};

  /**
   * The JDK's server sends headers and body apart and so falls into Nagle's delay, 40 ms for each
   * answer. This property, read when the first server of a process is made, is the only way out.
   */
  private static final String NO_DELAY = "sun.net.httpserver.nodelay";

  private final HttpServer server;
  private final ExecutorService executor;
  private volatile @Nullable FaultRoutes faultDesk;

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
        // As many as there are requests under way: delayed ones must not keep others waiting.
        Executors.newCachedThreadPool(
            task -> {
              Thread thread = new Thread(task, "neon-api-" + number.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
    server.setExecutor(executor);
    return new ApiServer(server, executor);
  }

  /** Begins to answer those who have the key. */
  public void serve(
      Account account, String apiKey, RateLimits limits, Faults faults, RequestListener listener) {
    Access access = new Access(apiKey);
    Router router = new Router(account, Routes.of(account));
    FaultRoutes desk = new FaultRoutes(faults, router);
    Router own = new Router(account, Routes.ofFaults(desk));
    server.createContext("/", new Dispatcher(BASE, access, limits, faults, router, listener));
    server.createContext(
        OWN_BASE + "/",
        new Dispatcher(
            OWN_BASE, access, RateLimits.none(), new Faults(), own, RequestListener.NONE));
    faultDesk = desk;
    server.start();
  }

  /**
   * Adds a fault.
   *
   * @throws IllegalArgumentException if no route is meant by it
   */
  public InjectedFault inject(Fault fault) {
    return Objects.requireNonNull(faultDesk, "serve first").inject(fault);
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
