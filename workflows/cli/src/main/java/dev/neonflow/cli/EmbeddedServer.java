package dev.neonflow.cli;

import dev.neonflow.embedded.EmbeddedNeon;
import dev.neonflow.embedded.RunningServer;
import dev.neonflow.workflows.PreconditionException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The embedded Neon of a data directory, as other processes see it. */
public final class EmbeddedServer {

  private static final Duration STOP = Duration.ofSeconds(30);

  /** Where its API is served if nothing else is said. */
  static final int USUAL_PORT = 7432;

  private final Path directory;
  private final Map<String, String> environment;

  private EmbeddedServer(Path directory, Map<String, String> environment) {
    this.directory = directory;
    this.environment = environment;
  }

  /** The one in a directory. */
  public static EmbeddedServer in(Path directory, Map<String, String> environment) {
    return new EmbeddedServer(directory.toAbsolutePath().normalize(), environment);
  }

  /** The one in the user's usual directory. */
  static EmbeddedServer usual(Map<String, String> environment) {
    return in(usualDirectory(environment), environment);
  }

  /** Where its data lies if nothing else is said. */
  static Path usualDirectory(Map<String, String> environment) {
    String named = environment.getOrDefault("NEONFLOW_DATA_DIR", "");
    if (!named.isEmpty()) {
      return Path.of(named);
    }
    return UserDirectories.data(environment).resolve("embedded");
  }

  /** Where its data lies. */
  public Path directory() {
    return directory;
  }

  /** The process that serves it now. */
  public Optional<RunningServer> running() {
    return EmbeddedNeon.running(directory);
  }

  /**
   * Starts a process that serves it and outlives this one.
   *
   * @param arguments options of {@code neonflow embedded start}
   * @throws PreconditionException with what it said if it does not come up
   */
  public RunningServer startDetached(List<String> arguments) {
    return startDetached(arguments, "read " + directory.resolve("server.log"));
  }

  /**
   * The same.
   *
   * @param otherwise what to do if it does not come up and does not say itself what to do
   */
  public RunningServer startDetached(List<String> arguments, String otherwise) {
    return new BackgroundStart(directory, environment).run(arguments, otherwise);
  }

  /**
   * Ends the process that serves it.
   *
   * @return the process that was ended, empty if there was none
   */
  public Optional<Long> stop() {
    Optional<RunningServer> server = running();
    Optional<ProcessHandle> process = server.flatMap(found -> ProcessHandle.of(found.pid()));
    process.ifPresent(
        found -> {
          found.destroy();
          if (!ended(found, STOP)) {
            found.destroyForcibly();
            ended(found, STOP);
          }
        });
    return process.map(ProcessHandle::pid);
  }

  /** The running one, or one that is started now and said so. */
  RunningServer runningOrStarted(Terminal terminal) {
    Optional<RunningServer> running = running();
    if (running.isPresent()) {
      return running.get();
    }
    terminal.line("embedded Neon: starting one in " + directory);
    RunningServer started = startDetached(List.of("--port", Integer.toString(freePort())));
    terminal.line(
        "embedded Neon: serves "
            + started.apiBase()
            + " in the background (process "
            + started.pid()
            + "); stop it with: neonflow embedded stop");
    return started;
  }

  private static boolean ended(ProcessHandle process, Duration within) {
    try {
      return Waiting.ended(process, within);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return !process.isAlive();
    }
  }

  /** The usual port if nobody has it; any other does as well, since clients read where it is. */
  private static int freePort() {
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), USUAL_PORT));
      return USUAL_PORT;
    } catch (IOException e) {
      return 0;
    }
  }
}
