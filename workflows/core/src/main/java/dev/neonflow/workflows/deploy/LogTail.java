package dev.neonflow.workflows.deploy;

import dev.neonflow.workflows.internal.process.Tail;
import dev.neonflow.workflows.internal.redaction.Redactor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The end of a log. */
final class LogTail {
  private static final int BYTES = 64 * 1024;

  private LogTail() {}

  /** Its last lines, redacted; empty if it is empty or missing. */
  static String of(Path log, Redactor redactor) throws IOException {
    if (!Files.exists(log)) {
      return "";
    }
    try (SeekableByteChannel channel = Files.newByteChannel(log)) {
      long from = Math.max(0, channel.size() - BYTES);
      channel.position(from);
      ByteBuffer end = ByteBuffer.allocate(BYTES);
      while (end.hasRemaining() && channel.read(end) >= 0) {
        // Read on.
      }
      String text = new String(end.array(), 0, end.position(), StandardCharsets.UTF_8);
      // The first line may have lost its beginning, and with it the beginning of a secret.
      String whole = from == 0 ? text : text.substring(text.indexOf('\n') + 1);
      Tail tail = new Tail();
      whole.lines().map(redactor::redact).forEach(tail::add);
      return tail.toString();
    }
  }
}
