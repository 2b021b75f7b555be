package dev.neonflow.embedded.postgres;

import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One running server process on a port that only we know. */
final class Postmaster {

  private static final Logger LOG = LoggerFactory.getLogger(Postmaster.class);
  private static final int ATTEMPTS = 5;
  private static final Duration START = Duration.ofMinutes(2);
  private static final Duration POLITE = Duration.ofSeconds(10);
  private static final Duration FIRM = Duration.ofSeconds(5);

  private final Process process;
  private final long pid;
  private final int port;

  private Postmaster(Process process, long pid, int port) {
    this.process = process;
    this.pid = pid;
    this.port = port;
  }

  /**
   * What a server is started with.
   *
   * @param log the file that its messages are appended to
   * @param more settings besides the usual ones
   */
  record Launch(
      Programs programs,
      Watchdog watchdog,
      ComputeSpec spec,
      Path data,
      Path tls,
      Path log,
      boolean durable,
      Map<String, String> more) {}

  /** Starts a server and returns when it accepts connections. */
  static Postmaster start(Launch launch) {
    String reason = "";
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      try {
        BaseBackup.repeatCutOffStart(launch.data());
        long position = ServerLog.position(launch.log());
        int port = freePort();
        Process process = spawn(launch, port);
        if (Pause.until(() -> !process.isAlive() || pid(launch.data(), process) > 0, START)) {
          long pid = pid(launch.data(), process);
          if (pid > 0 && process.isAlive()) {
            return started(launch, process, pid, port);
          }
          reason = ServerLog.reason(ServerLog.since(launch.log(), position));
          if (!passes(reason)) {
            break;
          }
          Processes.gone(launch.data(), FIRM);
        } else {
          new Postmaster(process, process.pid(), port).stop();
          reason = "it was not ready after " + START.toSeconds() + " s";
          break;
        }
      } catch (IOException e) {
        throw new PostgresException("PostgreSQL cannot be started in " + launch.data(), e);
      }
    }
    throw new PostgresException(
        "PostgreSQL of branch "
            + launch.spec().branchId()
            + " did not start: "
            + reason
            + " (see "
            + launch.log()
            + ")",
        null);
  }

  int port() {
    return port;
  }

  long pid() {
    return pid;
  }

  boolean alive() {
    return process.isAlive();
  }

  /** Waits for an end that has begun elsewhere. */
  boolean awaitEnd(Duration limit) {
    return Pause.until(() -> !process.isAlive(), limit);
  }

  /** Ends the process: sessions are cut, what was committed is kept. */
  void stop() {
    if (!process.isAlive()) {
      return;
    }
    Processes.signal("INT", List.of(pid));
    if (!awaitEnd(POLITE)) {
      LOG.warn("PostgreSQL {} does not end, so it is ended without a checkpoint", pid);
      Processes.signal("QUIT", List.of(pid));
      if (!awaitEnd(FIRM)) {
        Processes.signal("KILL", List.of(pid));
        awaitEnd(FIRM);
      }
    }
  }

  private static Postmaster started(Launch launch, Process process, long pid, int port) {
    if (pid != process.pid()) {
      guard(launch.watchdog(), process, pid);
    }
    LOG.debug("PostgreSQL {} serves branch {}", pid, launch.spec().branchId());
    return new Postmaster(process, pid, port);
  }

  private static void guard(Watchdog watchdog, Process process, long pid) {
    watchdog.watch(pid);
    var unused = process.onExit().thenRun(() -> watchdog.forget(pid));
  }

  private static Process spawn(Launch launch, int port) throws IOException {
    List<String> arguments = new ArrayList<>(List.of("-D", launch.data().toString()));
    arguments.addAll(
        Settings.arguments(
            Settings.server(
                launch.spec(),
                port,
                launch.tls(),
                Extensions.path(launch.programs().bundle()),
                launch.durable())));
    arguments.addAll(Settings.arguments(launch.more()));
    ProcessBuilder builder =
        new ProcessBuilder(launch.programs().command("postgres", arguments))
            .directory(new File("/"))
            .redirectErrorStream(true)
            .redirectInput(new File("/dev/null"))
            .redirectOutput(ProcessBuilder.Redirect.appendTo(launch.log().toFile()));
    PostgresEnvironment.clean(builder.environment());
    Process process = builder.start();
    guard(launch.watchdog(), process, process.pid());
    return process;
  }

  /** The server's own number once it is ready and is ours, else 0. */
  private static long pid(Path data, Process process) {
    return PidFile.read(data)
        .filter(PidFile::ready)
        .map(PidFile::pid)
        .filter(
            pid ->
                pid == process.pid() || process.descendants().anyMatch(child -> child.pid() == pid))
        .orElse(0L);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, Loopback.address())) {
      return socket.getLocalPort();
    }
  }

  /** Whether another attempt may succeed: a port was taken, or an old server is still ending. */
  private static boolean passes(String reason) {
    return reason.contains("could not bind")
        || reason.contains("could not create any TCP/IP sockets")
        || reason.contains("pre-existing shared memory block")
        || reason.contains("lock file \"postmaster.pid\" already exists");
  }
}
