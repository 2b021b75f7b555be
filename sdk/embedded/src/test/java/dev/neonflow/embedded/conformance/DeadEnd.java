package dev.neonflow.embedded.conformance;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A proxy that lets nothing out of this machine, and remembers who was asked for. */
final class DeadEnd implements AutoCloseable {

  private final ServerSocket socket;
  private final Queue<String> asked = new ConcurrentLinkedQueue<>();

  DeadEnd() {
    try {
      socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread thread = new Thread(this::refuse, "dead-end");
    thread.setDaemon(true);
    thread.start();
  }

  /** Variables that send a program's requests here, but for those to this machine. */
  Map<String, String> environment() {
    String url = "http://127.0.0.1:" + socket.getLocalPort();
    return Map.of("HTTP_PROXY", url, "HTTPS_PROXY", url, "NO_PROXY", "127.0.0.1");
  }

  /** {@code host:port} of each request, since the last call. */
  List<String> asked() {
    List<String> all = new ArrayList<>();
    for (String one = asked.poll(); one != null; one = asked.poll()) {
      all.add(one);
    }
    return all;
  }

  private void refuse() {
    while (!socket.isClosed()) {
      try (Socket client = socket.accept()) {
        BufferedReader lines =
            new BufferedReader(
                new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII));
        String request = String.valueOf(lines.readLine());
        asked.add(request.replaceFirst("^\\S+ (\\S+).*", "$1"));
        client
            .getOutputStream()
            .write(
                "HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
                    .getBytes(StandardCharsets.US_ASCII));
      } catch (IOException e) {
        // The client went away, or this was closed.
      }
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
