package dev.neonflow.embedded.postgres;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class RelayCloseTest {

  private static final int VERSION_3 = 196608;

  @TempDir Path tls;

  /** A server that never answers would hold the connection for ever. */
  @Test
  @Timeout(600)
  void connectionThatIsMadeWhileTheRelayCloses_isCutAtOnce() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      CompletableFuture<Relay> itself = new CompletableFuture<>();
      Relay relay =
          new Relay(Relay.bind(0), tls, new ClosesMeanwhile(itself, silent.getLocalPort()));
      itself.complete(relay);
      relay.serve();
      try (Socket client = new Socket(InetAddress.getLoopbackAddress(), relay.port())) {
        client
            .getOutputStream()
            .write(ByteBuffer.allocate(9).putInt(9).putInt(VERSION_3).put((byte) 0).array());
        try (Socket server = silent.accept()) {
          server.getInputStream().readAllBytes();
        }
        assertEquals(-1, client.getInputStream().read());
      }
    }
  }

  private record ClosesMeanwhile(CompletableFuture<Relay> relay, int port)
      implements Relay.Backend {

    @Override
    public boolean running() {
      return true;
    }

    @Override
    public Socket connect() throws IOException {
      Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
      relay.join().close();
      return socket;
    }

    @Override
    public boolean awaitEnd() {
      return false;
    }
  }
}
