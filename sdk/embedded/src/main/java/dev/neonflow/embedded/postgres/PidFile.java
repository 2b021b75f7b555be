package dev.neonflow.embedded.postgres;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What a server writes into {@code postmaster.pid}. */
record PidFile(long pid, boolean ready) {

  static final String NAME = "postmaster.pid";

  private static final int STATUS_LINE = 7;

  /** Reads the file of a data directory; empty when it is missing or being written. */
  static Optional<PidFile> read(Path data) {
    try {
      List<String> lines = Files.readAllLines(data.resolve(NAME), StandardCharsets.ISO_8859_1);
      if (lines.isEmpty() || !lines.get(0).strip().matches("\\d{1,18}")) {
        return Optional.empty();
      }
      boolean ready = lines.size() > STATUS_LINE && lines.get(STATUS_LINE).strip().equals("ready");
      return Optional.of(new PidFile(Long.parseLong(lines.get(0).strip()), ready));
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
