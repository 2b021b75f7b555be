package dev.neonflow.cli.archive;

import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A PostgreSQL server that refuses everybody, for good: whoever practises need not wait. */
final class PracticeDatabase implements Closeable {

  /** Severity, SQLSTATE (a role that may not log in) and message, as the protocol has it. */
  private static final byte[] REFUSAL =
      "SFATAL\0C28000\0Monly practice\0\0".getBytes(StandardCharsets.US_ASCII);

  private final ServerSocket server;

  private PracticeDatabase(ServerSocket server) {
    this.server = server;
  }

  /** Starts it on a free port of this machine. */
  static PracticeDatabase start() throws IOException {
    PracticeDatabase database =
        new PracticeDatabase(new ServerSocket(0, 5, InetAddress.getLoopbackAddress()));
    Thread thread = new Thread(database::serve, "practice-database");
    thread.setDaemon(true);
    thread.start();
    return database;
  }

  String uri() {
    return "postgresql://neondb_owner:practice@127.0.0.1:"
        + server.getLocalPort()
        + "/neondb?sslmode=disable";
  }

  private void serve() {
    while (!server.isClosed()) {
      try (Socket client = server.accept()) {
        DataInputStream in = new DataInputStream(client.getInputStream());
        in.skipNBytes(in.readInt() - Integer.BYTES);
        DataOutputStream out = new DataOutputStream(client.getOutputStream());
        out.writeByte('E');
        out.writeInt(Integer.BYTES + REFUSAL.length);
        out.write(REFUSAL);
      } catch (IOException e) {
        // A client that left, or this is closed: the loop tells which.
      }
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
