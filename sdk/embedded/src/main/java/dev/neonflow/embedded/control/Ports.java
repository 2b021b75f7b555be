package dev.neonflow.embedded.control;

import dev.neonflow.embedded.postgres.PostgresException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.ServerSocketChannel;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntPredicate;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Ports for computes, held from the answer that names them until the compute opens; who connects
 * meanwhile waits. They lie below the range that operating systems give to outgoing connections, so
 * that they are still free after a restart.
 */
final class Ports implements AutoCloseable {

  private static final byte[] LOOPBACK = {127, 0, 0, 1};
  private static final int FIRST = 15_000;
  private static final int LAST = 31_999;
  private static final int ATTEMPTS = 500;

  /** As many as the relay lets wait, who gets this very socket. */
  private static final int BACKLOG = 128;

  private final RandomGenerator random;
  private final IntPredicate taken;
  private final Map<Integer, ServerSocket> held = new ConcurrentHashMap<>();

  /**
   * Draws from this source.
   *
   * @param taken whether an endpoint has the port, be it open or not
   */
  Ports(RandomGenerator random, IntPredicate taken) {
    this.random = random;
    this.taken = taken;
  }

  int hold() {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      int port = FIRST + random.nextInt(LAST - FIRST + 1);
      if (!taken.test(port) && tryHold(port)) {
        return port;
      }
    }
    throw new PostgresException("no free port between " + FIRST + " and " + LAST, null);
  }

  /** The socket that holds a port, for whoever serves it from now on; null if none does. */
  @Nullable ServerSocket take(int port) {
    return held.remove(port);
  }

  void release(int port) {
    ServerSocket socket = held.remove(port);
    if (socket != null) {
      closeQuietly(socket);
    }
  }

  @Override
  public void close() {
    held.keySet().forEach(this::release);
  }

  private boolean tryHold(int port) {
    if (held.containsKey(port)) {
      return false;
    }
    try {
      // The relay says why a channel's.
      ServerSocket socket = ServerSocketChannel.open().socket();
      try {
        socket.bind(new InetSocketAddress(InetAddress.getByAddress(LOOPBACK), port), BACKLOG);
      } catch (IOException inUse) {
        socket.close();
        return false;
      }
      held.put(port, socket);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static void closeQuietly(ServerSocket socket) {
    try {
      socket.close();
    } catch (IOException ignored) {
      // Nothing depends on it: the port is either free or the next bind says that it is not.
    }
  }
}
