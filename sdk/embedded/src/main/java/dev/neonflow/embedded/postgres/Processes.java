package dev.neonflow.embedded.postgres;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** PostgreSQL processes as the operating system sees them. */
final class Processes {

  private static final Path PROC = Path.of("/proc");
  private static final Duration POLITE = Duration.ofSeconds(10);
  private static final Duration FIRM = Duration.ofSeconds(5);

  private Processes() {}

  /** Sends a signal by its name, without the SIG. A process that is gone is not an error. */
  static void signal(String signal, List<Long> pids) {
    if (pids.isEmpty()) {
      return;
    }
    List<String> command = new ArrayList<>(List.of("sh", "-c", "s=$1; shift; kill -s $s $@", "sh"));
    command.add(signal);
    pids.forEach(pid -> command.add(pid.toString()));
    Run.command(command, Path.of("/"), "");
  }

  /**
   * Stops the PostgreSQL processes that work in a directory or below it, as a killed server leaves
   * them, and returns when none is left.
   *
   * @return how many servers there were
   */
  static int reap(Path root) throws IOException {
    List<Long> found = below(root);
    if (found.isEmpty()) {
      return 0;
    }
    List<Long> servers = servers(found, root);
    signal("INT", servers);
    if (!gone(root, POLITE)) {
      signal("QUIT", below(root));
      if (!gone(root, FIRM)) {
        signal("KILL", below(root));
        if (!gone(root, FIRM)) {
          throw new PostgresException(
              "PostgreSQL processes " + below(root) + " in " + root + " do not end; end them",
              null);
        }
      }
    }
    return servers.size();
  }

  /** Waits until no PostgreSQL process works in a directory. */
  static boolean gone(Path root, Duration limit) {
    return Pause.until(() -> below(root).isEmpty(), limit);
  }

  private static List<Long> servers(List<Long> pids, Path root) throws IOException {
    List<Long> servers = new ArrayList<>();
    try (DirectoryStream<Path> dirs = Files.newDirectoryStream(root)) {
      for (Path dir : dirs) {
        PidFile.read(dir).map(PidFile::pid).filter(pids::contains).ifPresent(servers::add);
      }
    }
    return servers;
  }

  /**
   * A process counts when its program is postgres and its working directory is ours; a number alone
   * may have been given to somebody else. A zombie has neither, so it counts as gone.
   */
  private static List<Long> below(Path root) {
    if (!Files.isDirectory(PROC.resolve("self"))) {
      return belowWithoutProc(root);
    }
    List<Long> pids = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(PROC, "[0-9]*")) {
      for (Path entry : entries) {
        if (worksIn(entry, root)) {
          pids.add(Long.valueOf(entry.getFileName().toString()));
        }
      }
    } catch (IOException e) {
      throw new PostgresException("The list of processes cannot be read", e);
    }
    return pids;
  }

  private static boolean worksIn(Path entry, Path root) {
    try {
      return Files.readSymbolicLink(entry.resolve("cwd")).startsWith(root)
          && Files.readSymbolicLink(entry.resolve("exe"))
              .getFileName()
              .toString()
              .startsWith("postgres");
    } catch (IOException e) {
      return false;
    }
  }

  private static List<Long> belowWithoutProc(Path root) {
    try (DirectoryStream<Path> dirs = Files.newDirectoryStream(root)) {
      List<Long> pids = new ArrayList<>();
      for (Path dir : dirs) {
        PidFile.read(dir)
            .flatMap(file -> ProcessHandle.of(file.pid()))
            .filter(ProcessHandle::isAlive)
            .filter(p -> p.info().command().orElse("").endsWith("/postgres"))
            .ifPresent(p -> pids.add(p.pid()));
      }
      return pids;
    } catch (IOException e) {
      throw new PostgresException("The directory " + root + " cannot be read", e);
    }
  }
}
