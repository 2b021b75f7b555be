package dev.neonflow.embedded.postgres;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What PostgreSQL's programs say. */
final class ServerLog {

  private static final long LIMIT = 8L << 20;
  private static final int TAIL = 1 << 16;
  private static final Pattern SAYS_WHY =
      Pattern.compile("^.*?(FATAL|PANIC|ERROR|error): +|^.*?(LOG|WARNING): +(?=could not)");

  private ServerLog() {}

  /** Why a program failed, on one line. */
  static String reason(String output) {
    String reason =
        output
            .lines()
            .filter(line -> SAYS_WHY.matcher(line).find())
            .map(line -> SAYS_WHY.matcher(line).replaceFirst("").strip())
            .collect(Collectors.joining("; "));
    if (!reason.isEmpty()) {
      return reason;
    }
    return output
        .lines()
        .filter(line -> !line.isBlank())
        .reduce((a, b) -> b)
        .orElse("it left no message");
  }

  /** Where the next message will be; a log that became large is put aside first. */
  static long position(Path log) throws IOException {
    if (!Files.exists(log)) {
      return 0;
    }
    if (Files.size(log) > LIMIT) {
      Files.move(log, putAside(log), StandardCopyOption.REPLACE_EXISTING);
      return 0;
    }
    return Files.size(log);
  }

  /** Removes a log and the one that was put aside. */
  static void delete(Path log) throws IOException {
    Files.deleteIfExists(log);
    Files.deleteIfExists(putAside(log));
  }

  private static Path putAside(Path log) {
    return log.resolveSibling(log.getFileName() + ".1");
  }

  /** What was written since a position. */
  static String since(Path log, long position) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
      long from = Math.max(position, file.length() - TAIL);
      byte[] bytes = new byte[(int) Math.max(0, file.length() - from)];
      file.seek(from);
      file.readFully(bytes);
      return new String(bytes, StandardCharsets.UTF_8);
    }
  }
}
