package dev.neonflow.embedded.control;

import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PortsTest {

  private static final int MANY = 100;
  private static final int PATIENCE_MILLIS = 20_000;

  /** The socket stays the compute's for all its life. */
  @Test
  void heldPort_letsManyClientsWait() throws Exception {
    List<Socket> clients = new ArrayList<>();
    try (Ports ports = new Ports(new SecureRandom(), port -> false)) {
      int port = ports.hold();
      for (int i = 0; i < MANY; i++) {
        Socket client = new Socket();
        clients.add(client);
        client.connect(
            new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port), PATIENCE_MILLIS);
      }
      assertNotEquals(port, ports.hold());
    } finally {
      for (Socket client : clients) {
        client.close();
      }
    }
  }

  @Test
  void portThatIsTaken_isNobodyElses() throws Exception {
    try (Ports ports = new Ports(new SecureRandom(), port -> false)) {
      int port = ports.hold();
      try (ServerSocket taken = ports.take(port)) {
        assertNotNull(taken);
        assertNull(ports.take(port));
        ports.release(port);
        new Socket("127.0.0.1", port).close();
      }
    }
  }
}
