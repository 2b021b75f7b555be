package dev.neonflow.embedded;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/** One connection for each request, and every byte that comes back; nothing is repeated. */
final class RawClient {

  private static final int PATIENCE_MILLIS = 60_000;

  private final int port;
  private final String authorization;
  private final String host;
  private final String connection;

  RawClient(EmbeddedNeon neon) {
    this(neon.apiBase(), "Bearer " + neon.apiKey(), "127.0.0.1");
  }

  RawClient(URI base, String authorization, String host) {
    this(base.getPort(), authorization, host, "close");
  }

  private RawClient(int port, String authorization, String host, String connection) {
    this.port = port;
    this.authorization = authorization;
    this.host = host;
    this.connection = connection;
  }

  /** One that would use the connection again: it waits in vain for the end of one that is kept. */
  RawClient keepingAlive() {
    return new RawClient(port, authorization, host, "keep-alive");
  }

  /** The bytes of an answer, as far as they came. */
  record Raw(String text) {

    int status() {
      return Integer.parseInt(text.split(" ", 3)[1]);
    }

    Optional<String> header(String name) {
      return head()
          .lines()
          .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(name.toLowerCase(Locale.ROOT)))
          .map(line -> line.substring(name.length() + 1).trim())
          .findFirst();
    }

    private String head() {
      return text.substring(0, text.indexOf("\r\n\r\n"));
    }

    String body() {
      return text.substring(text.indexOf("\r\n\r\n") + 4);
    }

    int announced() {
      return Integer.parseInt(header("Content-Length").orElseThrow());
    }
  }

  Raw send(String method, String path, String body) {
    try (Socket socket = open(method, path, body)) {
      return new Raw(rest(socket));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Sends a request and leaves the answer to the caller. */
  Socket open(String method, String path, String body) throws IOException {
    byte[] bytes = body.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    String head =
        method
            + " "
            + path
            + " HTTP/1.1\r\nHost: "
            + host
            + "\r\nAuthorization: "
            + authorization
            + "\r\nContent-Length: "
            + bytes.length
            + "\r\nConnection: "
            + connection
            + "\r\n\r\n";
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(PATIENCE_MILLIS);
    socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
    socket.getOutputStream().write(bytes);
    return socket;
  }

  /** What comes until the connection ends; how it ends does not matter. */
  static String rest(Socket socket) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    InputStream in = socket.getInputStream();
    try {
      for (int b = in.read(); b >= 0; b = in.read()) {
        bytes.write(b);
      }
    } catch (SocketException reset) {
      return bytes.toString(StandardCharsets.UTF_8);
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
