package dev.neonflow.embedded.postgres;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import okhttp3.tls.HandshakeCertificates;

/**
 * Tells a client why there is no server. It speaks the server's part up to the error message, TLS
 * included, because clients take a refusal before that for something else.
 */
final class ErrorReply {

  private static final int PATIENCE_MILLIS = 10_000;

  private ErrorReply() {}

  /** Answers a client whose first packet was read; error 57P03 says that it may try again. */
  static void send(Socket client, FirstPacket first, Path tls, String message) throws IOException {
    client.setSoTimeout(PATIENCE_MILLIS);
    FirstPacket packet = first;
    if (packet.asksForGss()) {
      client.getOutputStream().write('N');
      packet = FirstPacket.read(client.getInputStream());
    }
    if (!packet.asksForTls()) {
      client.getOutputStream().write(error(message));
      return;
    }
    client.getOutputStream().write('S');
    HandshakeCertificates certificates =
        new HandshakeCertificates.Builder().heldCertificate(Certificate.read(tls)).build();
    SSLSocketFactory factory = certificates.sslContext().getSocketFactory();
    try (Socket secure = factory.createSocket(client, null, client.getPort(), false)) {
      ((SSLSocket) secure).setUseClientMode(false);
      if (!FirstPacket.read(secure.getInputStream()).cancel()) {
        OutputStream out = secure.getOutputStream();
        out.write(error(message));
        out.flush();
      }
    }
  }

  private static byte[] error(String message) {
    byte[] fields =
        ("SFATAL\0VFATAL\0C57P03\0M" + message + "\0\0").getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(1 + Integer.BYTES + fields.length)
        .put((byte) 'E')
        .putInt(Integer.BYTES + fields.length)
        .put(fields)
        .array();
  }
}
