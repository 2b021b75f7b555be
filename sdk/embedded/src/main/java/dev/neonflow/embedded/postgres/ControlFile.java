package dev.neonflow.embedded.postgres;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32C;

/** {@code global/pg_control} of PostgreSQL 18: the file by which a server knows where to start. */
final class ControlFile {

  static final String NAME = "global/pg_control";

  private static final int STATE_OFFSET = 16;
  private static final int SHUT_DOWN_IN_RECOVERY = 2;
  private static final int IN_ARCHIVE_RECOVERY = 5;
  private static final int CHECKPOINT_OFFSET = 32;
  private static final int CRC_OFFSET = 292;

  private ControlFile() {}

  /** Whether the bytes were not torn by a write that went on meanwhile. */
  static boolean sound(byte[] bytes) {
    if (bytes.length < CRC_OFFSET + Integer.BYTES) {
      return false;
    }
    CRC32C crc = new CRC32C();
    crc.update(bytes, 0, CRC_OFFSET);
    return (int) crc.getValue() == order(bytes).getInt(CRC_OFFSET);
  }

  /** The position of the last checkpoint, as {@code 0/1A2B3C4}. */
  static String checkpoint(Path data) throws IOException {
    long position = read(data).getLong(CHECKPOINT_OFFSET);
    return "%X/%X".formatted(position >>> 32, position & 0xFFFFFFFFL);
  }

  /** Whether the last server was replaying a backup; ours replay nothing else in this state. */
  static boolean replaysBackup(Path data) throws IOException {
    int state = read(data).getInt(STATE_OFFSET);
    return state == SHUT_DOWN_IN_RECOVERY || state == IN_ARCHIVE_RECOVERY;
  }

  private static ByteBuffer read(Path data) throws IOException {
    byte[] bytes = Files.readAllBytes(data.resolve(NAME));
    if (!sound(bytes)) {
      throw new PostgresException(data.resolve(NAME) + " is damaged", null);
    }
    return order(bytes);
  }

  private static ByteBuffer order(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder());
  }
}
