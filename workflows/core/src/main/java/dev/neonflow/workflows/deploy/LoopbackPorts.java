package dev.neonflow.workflows.deploy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** Ports that applications can be given. */
final class LoopbackPorts {
  private LoopbackPorts() {}

  /**
   * The preferred port if nobody has it, else another that nobody has at the moment.
   *
   * @param preferred 0 for none
   */
  static int free(int preferred) throws IOException {
    if (preferred != 0 && isFree(preferred)) {
      return preferred;
    }
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** Whether nobody has it. */
  static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return socket.isBound();
    } catch (IOException taken) {
      return false;
    }
  }
}
