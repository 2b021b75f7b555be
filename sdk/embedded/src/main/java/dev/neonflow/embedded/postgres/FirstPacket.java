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
  private static final byte TLS_HANDSHAKE = 0x16;
  private static final int TLS_HEAD = 5;
  private static final int TLS_LENGTH = 3;

  private final byte[] bytes;
  private final boolean cancel;

  private FirstPacket(byte[] bytes, boolean cancel) {
    this.bytes = bytes;
    this.cancel = cancel;
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
    return new FirstPacket(bytes, !tls && buffer.getInt(Integer.BYTES) == CANCEL);
  }

  /** Whether it asks to cancel a statement of another connection; that has no answer. */
  boolean cancel() {
    return cancel;
  }

  void send(OutputStream out) throws IOException {
    out.write(bytes);
  }
}
