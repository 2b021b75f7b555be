package dev.neonflow.embedded.postgres;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Owns a compute's public port: passes bytes, TLS included, between clients and the server behind
 * it, which it asks for at each connection.
 */
final class Relay implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Relay.class);
  private static final int BACKLOG = 128;
  private static final int BUFFER = 1 << 15;
  private static final int HEAD_TIMEOUT_MILLIS = 60_000;
  private static final Duration RETRY = Duration.ofMillis(100);
  private static final int ATTEMPTS = 4;

  /** The server behind the relay. */
  interface Backend {

    /** Whether it runs now. */
    boolean running();

    /** A connection to it; it is started if it does not run. */
    Socket connect() throws IOException;

    /** Waits a little for an end that has begun; whether it came. */
    boolean awaitEnd();
  }

  private final ServerSocket listener;
  private final Path tls;
  private final Backend backend;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final AtomicInteger sessions = new AtomicInteger();
  private final AtomicLong total = new AtomicLong();
  private volatile boolean closed;

  /**
   * Takes a bound port over. Nothing is served before {@link #serve}.
   *
   * @param tls the directory of the certificate, for the case that there is no server to show it
   */
  Relay(ServerSocket listener, Path tls, Backend backend) {
    this.listener = listener;
    this.tls = tls;
    this.backend = backend;
  }

  /** Binds a port; 0 is any free one. */
  static ServerSocket bind(int port) throws IOException {
    // A channel's: when a connection's timeout is taken back, it blocks again. One of a plain
    // socket would poll before each read for ever.
    ServerSocket listener = ServerSocketChannel.open().socket();
    try {
      listener.setReuseAddress(true);
      listener.bind(new InetSocketAddress(Loopback.address(), port), BACKLOG);
      return listener;
    } catch (BindException e) {
      listener.close();
      throw new PostgresException(
          "The port " + port + " is in use; stop what listens there, or choose another", e);
    } catch (IOException | IllegalArgumentException e) {
      listener.close();
      throw e;
    }
  }

  int port() {
    return listener.getLocalPort();
  }

  void serve() {
    thread("accept", this::accept);
  }

  private void accept() {
    while (!closed) {
      try {
        Socket client = listener.accept();
        register(client);
        thread("client", () -> attend(client));
      } catch (IOException e) {
        if (!Pause.until(() -> closed, RETRY)) {
          LOG.warn("Port {} did not accept a connection: {}", port(), e.getMessage());
        }
      }
    }
  }

  /** Close cuts what it finds here; what comes later is cut at once. */
  private void register(Socket socket) {
    open.add(socket);
    if (closed) {
      quietly(socket);
    }
  }

  private void attend(Socket client) {
    try (client) {
      client.setTcpNoDelay(true);
      client.setSoTimeout(HEAD_TIMEOUT_MILLIS);
      FirstPacket first = FirstPacket.read(client.getInputStream());
      client.setSoTimeout(0);
      if (first.cancel() && !backend.running()) {
        return;
      }
      session(client, first);
    } catch (IOException e) {
      LOG.trace("A connection to port {} ended", port(), e);
    } finally {
      open.remove(client);
    }
  }

  private void session(Socket client, FirstPacket first) throws IOException {
    // Before a server is asked for: whoever wants to stop it must see that it is wanted.
    sessions.incrementAndGet();
    total.incrementAndGet();
    try {
      introduce(client, first);
    } finally {
      sessions.decrementAndGet();
    }
  }

  Use use() {
    return new Use(sessions.get(), total.get());
  }

  /**
   * Hands the first packet over until a server answers it: one that was killed a moment ago may
   * still accept connections.
   */
  private void introduce(Socket client, FirstPacket first) throws IOException {
    for (int attempt = 1; !closed; attempt++) {
      try (Socket server = connect(client, first)) {
        register(server);
        try {
          if (first.cancel()) {
            first.send(server.getOutputStream());
            join(client, server);
            return;
          }
          byte[] answer = ask(server, first);
          if (answer.length > 0) {
            client.getOutputStream().write(answer);
            join(client, server);
            return;
          }
        } finally {
          open.remove(server);
        }
      }
      if (attempt == ATTEMPTS || !backend.awaitEnd()) {
        throw new IOException("The server ended the connection without an answer");
      }
    }
  }

  private static byte[] ask(Socket server, FirstPacket first) {
    try {
      first.send(server.getOutputStream());
      byte[] buffer = new byte[BUFFER];
      int n = server.getInputStream().read(buffer);
      return Arrays.copyOf(buffer, Math.max(0, n));
    } catch (IOException e) {
      LOG.trace("The server did not answer", e);
      return new byte[0];
    }
  }

  private Socket connect(Socket client, FirstPacket first) throws IOException {
    try {
      Socket server = backend.connect();
      server.setTcpNoDelay(true);
      return server;
    } catch (PostgresException e) {
      LOG.warn("A connection to port {} was refused: {}", port(), e.getMessage());
      ErrorReply.send(client, first, tls, String.valueOf(e.getMessage()));
      throw new IOException("The server could not be reached", e);
    }
  }

  private void join(Socket client, Socket server) {
    Thread back =
        thread(
            "server",
            () -> {
              pump(server, client);
              hangUp(client);
            });
    pump(client, server);
    try {
      back.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Without its server a session is over, also if the client keeps silent for hours. */
  private static void hangUp(Socket client) {
    try {
      client.shutdownInput();
    } catch (IOException e) {
      LOG.trace("The client is gone already", e);
    }
  }

  /** Copies until one side ends; then the other learns of it. */
  private static void pump(Socket from, Socket to) {
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      byte[] buffer = new byte[BUFFER];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        out.write(buffer, 0, n);
      }
      to.shutdownOutput();
    } catch (IOException e) {
      LOG.trace("A direction ended", e);
      quietly(from);
      quietly(to);
    }
  }

  /** Releases the port and cuts all connections. */
  @Override
  public void close() {
    closed = true;
    try {
      listener.close();
    } catch (IOException e) {
      LOG.warn("Port {} was not released: {}", port(), e.getMessage());
    }
    open.forEach(Relay::quietly);
  }

  static void quietly(Closeable socket) {
    try {
      socket.close();
    } catch (IOException e) {
      LOG.trace("A socket did not close", e);
    }
  }

  private Thread thread(String name, Runnable work) {
    Thread thread = new Thread(work, "neonflow-relay-" + port() + "-" + name);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }
}
