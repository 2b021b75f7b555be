package dev.neonflow.sdk.bench;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * Answers every request on a kept connection with the same bytes, so that it costs next to nothing.
 */
final class LoopbackServer implements AutoCloseable {

  private final ServerSocket listener;
  private final byte[] answer;

  LoopbackServer(byte[] body) throws IOException {
    byte[] head =
        ("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: "
                + body.length
                + "\r\n\r\n")
            .getBytes(StandardCharsets.US_ASCII);
    this.answer = new byte[head.length + body.length];
    System.arraycopy(head, 0, answer, 0, head.length);
    System.arraycopy(body, 0, answer, head.length, body.length);
    this.listener = new ServerSocket(0, 16, InetAddress.getLoopbackAddress());
    thread(this::accept);
  }

  String base() {
    return "http://127.0.0.1:" + listener.getLocalPort() + "/api/v2";
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = listener.accept();
        socket.setTcpNoDelay(true);
        thread(() -> serve(socket));
      }
    } catch (IOException closed) {
      // The benchmark is over.
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      InputStream in = new BufferedInputStream(socket.getInputStream());
      OutputStream out = socket.getOutputStream();
      // The empty line that ends a request without a body.
      int matched = 0;
      for (int c = in.read(); c >= 0; c = in.read()) {
        matched = c == "\r\n\r\n".charAt(matched) ? matched + 1 : c == '\r' ? 1 : 0;
        if (matched == 4) {
          out.write(answer);
          matched = 0;
        }
      }
    } catch (IOException gone) {
      // The client hung up.
    }
  }

  private static void thread(Runnable work) {
    Thread thread = new Thread(work, "loopback-server");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }
}
