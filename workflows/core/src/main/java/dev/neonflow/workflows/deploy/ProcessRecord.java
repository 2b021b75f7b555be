package dev.neonflow.workflows.deploy;

import dev.neonflow.workflows.internal.process.ProcessIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The file in which a started process wrote down its id, before it became the application. */
final class ProcessRecord {
  /** Boot clocks that are kept in whole seconds tell the start of a process this inexactly. */
  private static final Duration INEXACT = Duration.ofSeconds(2);

  private ProcessRecord() {}

  /**
   * The process that wrote this, if it still runs. The first line is its id; on Linux its {@code
   * stat} and the boot id follow, so that another process with the same id is told apart. Elsewhere
   * it must have started before the file was written.
   */
  static Optional<ProcessIdentity> running(Path file) throws IOException {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    List<String> lines = Files.readAllLines(file);
    if (lines.isEmpty() || !lines.get(0).matches("[0-9]{1,18}")) {
      return Optional.empty();
    }
    long pid = Long.parseLong(lines.get(0));
    Optional<ProcessIdentity> now = ProcessIdentity.running(pid);
    if (lines.size() >= 3) {
      return ProcessIdentity.fromStat(pid, lines.get(1), lines.get(2))
          .filter(ProcessIdentity::isAlive);
    }
    Instant written = Files.getLastModifiedTime(file).toInstant();
    return now.filter(identity -> startedBefore(identity, written.plus(INEXACT)));
  }

  private static boolean startedBefore(ProcessIdentity identity, Instant latest) {
    return ProcessHandle.of(identity.pid())
        .flatMap(handle -> handle.info().startInstant())
        .filter(start -> start.isBefore(latest))
        .isPresent();
  }
}
