package dev.neonflow.cli;

import dev.neonflow.workflows.ConnectionLostException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;

/**
 * Looks whether anybody listens where an embedded Neon of this machine should. One that was stopped
 * does not come back by waiting, which the client would do for a minute.
 */
final class LocalApi {

  private static final Duration WITHIN = Duration.ofSeconds(2);

  private LocalApi() {}

  /**
   * Does nothing about an API that is elsewhere.
   *
   * @throws ConnectionLostException if the connection is refused
   */
  static void requireListening(URI apiBase) {
    String host = String.valueOf(apiBase.getHost());
    if (!host.equals("localhost") && !host.startsWith("127.") && !host.equals("[::1]")) {
      return;
    }
    int port =
        apiBase.getPort() >= 0 ? apiBase.getPort() : "https".equals(apiBase.getScheme()) ? 443 : 80;
    if (refuses(host, port)) {
      boolean usual = port == EmbeddedServer.USUAL_PORT;
      throw new ConnectionLostException(
          "nothing listens at " + apiBase + ", which the API host names",
          "start the embedded Neon: neonflow embedded start --detach"
              + (usual ? "" : " --port " + port)
              + "; or unset NEON_API_HOST to work with Neon itself",
          null);
    }
  }

  /** Whether all addresses do; what is only slow is the client's to wait for. */
  private static boolean refuses(String host, int port) {
    try {
      for (InetAddress address : InetAddress.getAllByName(host)) {
        if (!refuses(new InetSocketAddress(address, port))) {
          return false;
        }
      }
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static boolean refuses(InetSocketAddress address) {
    try (Socket socket = new Socket()) {
      socket.connect(address, (int) WITHIN.toMillis());
      return false;
    } catch (ConnectException e) {
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
