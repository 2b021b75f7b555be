package dev.neonflow.cli;

import dev.neonflow.embedded.EmbeddedNeon;
import dev.neonflow.embedded.RunningServer;
import dev.neonflow.workflows.PreconditionException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;

/** The embedded Neon of a data directory, as other processes see it. */
public final class EmbeddedServer {

  private static final Duration START = Duration.ofMinutes(2);
  private static final Duration STOP = Duration.ofSeconds(30);

  /** What a server for whoever comes has no business with: settings and secrets of this run. */
  private static final Pattern FOREIGN =
      Pattern.compile("NEON.*|(GITHUB|GH)_TOKEN|(FLY|VERCEL)_.*|DATABASE_URL|DIRECT_URL");

  private static final int USUAL_PORT = 7432;
  private static final Duration LOOK = Duration.ofMillis(100);

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
    Path data = UserDirectories.data(environment);
    if (data == null) {
      throw PreconditionException.usage(
          "there is no home directory for the embedded Neon", "give --data-dir, or set HOME");
    }
    return data.resolve("embedded");
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
   * @throws PreconditionException with the end of its log if it does not come up
   */
  public RunningServer startDetached(List<String> arguments) {
    Path log = directory.resolve("server.log");
    try {
      Files.createDirectories(directory);
      List<String> command = new ArrayList<>(List.of(java()));
      command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto"));
      command.addAll(List.of("-cp", System.getProperty("java.class.path")));
      command.add(EmbeddedMain.class.getName());
      command.addAll(List.of("--data-dir", directory.toString()));
      command.addAll(arguments);
      Process process = start(command, log);
      process.getOutputStream().close();
      return awaitStart(process, log);
    } catch (IOException e) {
      throw PreconditionException.state(
          "cannot start the embedded Neon in " + directory + ": " + e.getMessage(),
          "choose a directory that can be written to with --data-dir",
          e);
    }
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

  /** In a session of its own where the system can, so that Ctrl-C here does not end it. */
  private Process start(List<String> command, Path log) throws IOException {
    List<String> detached = new ArrayList<>(command);
    if (Files.isExecutable(Path.of("/usr/bin/setsid"))) {
      detached.add(0, "/usr/bin/setsid");
    }
    ProcessBuilder builder = new ProcessBuilder(detached);
    builder.environment().clear();
    builder.environment().putAll(environment);
    builder.environment().keySet().removeIf(name -> FOREIGN.matcher(name).matches());
    return builder
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
        .start();
  }

  private RunningServer awaitStart(Process process, Path log) throws IOException {
    long deadline = System.nanoTime() + START.toNanos();
    while (System.nanoTime() < deadline) {
      Optional<RunningServer> server = running();
      if (server.isPresent()) {
        return server.get();
      }
      if (ended(process.toHandle(), LOOK)) {
        break;
      }
    }
    Optional<RunningServer> server = running();
    if (server.isPresent()) {
      return server.get();
    }
    process.destroy();
    String last = Files.readAllLines(log).stream().reduce("it wrote nothing", (a, b) -> b);
    throw PreconditionException.state(
        "the embedded Neon did not start: " + last.replaceFirst("^neonflow: ", ""),
        "read " + log,
        null);
  }

  private static boolean ended(ProcessHandle process, Duration within) {
    try {
      process.onExit().get(within.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException | ExecutionException e) {
      return !process.isAlive();
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

  private static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }
}
