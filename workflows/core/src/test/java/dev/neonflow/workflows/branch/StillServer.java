package dev.neonflow.workflows.branch;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.sdk.ConnectionUri;
import dev.neonflow.sdk.Secret;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A way to a database on which, once told so, nothing moves any more though nothing breaks. */
final class StillServer implements AutoCloseable {

  private final ConnectionUri database;
  private final ServerSocket server;
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();
  private final CountDownLatch heldBack = new CountDownLatch(1);
  private volatile boolean still;

  private StillServer(ConnectionUri database) throws IOException {
    this.database = database;
    this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  }

  static StillServer inFrontOf(ConnectionUri database) throws IOException {
    StillServer server = new StillServer(database);
    begin(server::accept);
    return server;
  }

  /** The database by this way. */
  Secret uri() {
    String direct = database.uri().reveal();
    return Secret.of(
        direct.replace(":" + database.port() + "/", ":" + server.getLocalPort() + "/"));
  }

  void standStill() {
    still = true;
  }

  /** Waits until a client has sent something that does not arrive. */
  void awaitBytes() throws InterruptedException {
    assertTrue(heldBack.await(30, TimeUnit.SECONDS), "no client sent anything");
  }

  private void accept() throws IOException {
    while (true) {
      Socket client = server.accept();
      sockets.add(client);
      Socket behind = new Socket(database.host(), database.port());
      sockets.add(behind);
      begin(() -> copy(client.getInputStream(), behind.getOutputStream()));
      begin(() -> copy(behind.getInputStream(), client.getOutputStream()));
    }
  }

  private void copy(InputStream from, OutputStream to) throws IOException {
    byte[] bytes = new byte[8192];
    for (int read = from.read(bytes); read >= 0; read = from.read(bytes)) {
      if (still) {
        heldBack.countDown();
      } else {
        to.write(bytes, 0, read);
      }
    }
  }

  private interface Io {
    void run() throws IOException;
  }

  private static void begin(Io work) {
    Thread thread =
        new Thread(
            () -> {
              try {
                work.run();
              } catch (IOException e) {
                // Its sockets were closed, which is how it ends.
              }
            },
            "still-server");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (Socket socket : sockets) {
      socket.close();
    }
  }
}
