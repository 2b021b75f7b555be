package dev.neonflow.embedded.postgres;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** What a client sends before the server says anything; small, so that it can be sent again. */
final class FirstPacket {

  private static final int HEAD = 8;
  private static final int LIMIT = 10_000;
  private static final int CANCEL = 80877102;
  private static final int TLS = 80877103;
  private static final int GSS = 80877104;
  private static final byte TLS_HANDSHAKE = 0x16;
  private static final int TLS_HEAD = 5;
  private static final int TLS_LENGTH = 3;

  private final byte[] bytes;
  private final int code;

  private FirstPacket(byte[] bytes, int code) {
    this.bytes = bytes;
    this.code = code;
  }

  /** Reads one packet of PostgreSQL's protocol, or one record of a client that begins with TLS. */
  static FirstPacket read(InputStream in) throws IOException {
    DataInputStream data = new DataInputStream(in);
    byte[] head = new byte[HEAD];
    data.readFully(head);
    ByteBuffer buffer = ByteBuffer.wrap(head);
    boolean tls = head[0] == TLS_HANDSHAKE;
    int length = tls ? TLS_HEAD + (buffer.getShort(TLS_LENGTH) & 0xFFFF) : buffer.getInt(0);
    if (length < HEAD || length > (tls ? TLS_HEAD + 0xFFFF : LIMIT)) {
      throw new IOException("Not a PostgreSQL client");
    }
    byte[] bytes = Arrays.copyOf(head, length);
    data.readFully(bytes, HEAD, length - HEAD);
    return new FirstPacket(bytes, tls ? 0 : buffer.getInt(Integer.BYTES));
  }

  /** Whether it asks to cancel a statement of another connection; that has no answer. */
  boolean cancel() {
    return code == CANCEL;
  }

  boolean asksForTls() {
    return code == TLS;
  }

  boolean asksForGss() {
    return code == GSS;
  }

  void send(OutputStream out) throws IOException {
    out.write(bytes);
  }
}
