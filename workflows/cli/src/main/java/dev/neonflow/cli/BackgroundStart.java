package dev.neonflow.cli;

import dev.neonflow.embedded.EmbeddedNeon;
import dev.neonflow.embedded.RunningServer;
import dev.neonflow.workflows.PreconditionException;
import dev.neonflow.workflows.WorkflowCancelledException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Starts the embedded Neon of a data directory as a process that outlives this one. Of several that
 * do so at once, here or in other processes, one starts it and the others find it.
 *
 * @param environment what the process sees, without settings and secrets of this run
 */
record BackgroundStart(Path directory, Map<String, String> environment) {

  private static final Duration WITHIN = Duration.ofMinutes(2);
  private static final Duration LOOK = Duration.ofMillis(100);

  /** What a server for whoever comes has no business with. */
  private static final Pattern FOREIGN =
      Pattern.compile("NEON.*|(GITHUB|GH)_TOKEN|(FLY|VERCEL)_.*|DATABASE_URL|DIRECT_URL");

  /** A lock of a file is the whole process's; this is for its threads. */
  private static final Object ONE_AT_A_TIME = new Object();

  /**
   * The one that runs when this returns.
   *
   * @param arguments options of {@code neonflow embedded start}
   * @param otherwise what to do if it fails and does not say what to do
   * @throws PreconditionException with what it said if it does not come up
   */
  RunningServer run(List<String> arguments, String otherwise) {
    synchronized (ONE_AT_A_TIME) {
      try {
        Files.createDirectories(directory);
        try (FileChannel file =
                FileChannel.open(
                    directory.resolve("start.lock"),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.WRITE);
            FileLock lock = file.lock()) {
          Optional<RunningServer> running = EmbeddedNeon.running(directory);
          return running.isPresent() && lock.isValid()
              ? running.get()
              : start(arguments, otherwise);
        }
      } catch (IOException e) {
        throw PreconditionException.state(
            "cannot start the embedded Neon in " + directory + ": " + e.getMessage(),
            "choose a directory that can be written to with --data-dir",
            e);
      }
    }
  }

  private RunningServer start(List<String> arguments, String otherwise) throws IOException {
    Path log = directory.resolve("server.log");
    long begin = Files.exists(log) ? Files.size(log) : 0;
    Process process = process(arguments, log);
    process.getOutputStream().close();
    try {
      return await(process)
          .orElseThrow(
              () -> {
                process.destroy();
                return refused(log, begin, otherwise);
              });
    } catch (InterruptedException e) {
      process.destroy();
      Thread.currentThread().interrupt();
      throw new WorkflowCancelledException("interrupted", "", e);
    }
  }

  /** In a session of its own where the system can, so that Ctrl-C here does not end it. */
  private Process process(List<String> arguments, Path log) throws IOException {
    List<String> command = new ArrayList<>();
    if (Files.isExecutable(Path.of("/usr/bin/setsid"))) {
      command.add("/usr/bin/setsid");
    }
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(EmbeddedMain.class.getName());
    command.addAll(List.of("--data-dir", directory.toString()));
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().clear();
    builder.environment().putAll(environment);
    builder.environment().keySet().removeIf(name -> FOREIGN.matcher(name).matches());
    return builder
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
        .start();
  }

  private Optional<RunningServer> await(Process process) throws InterruptedException {
    long deadline = System.nanoTime() + WITHIN.toNanos();
    boolean ended = false;
    while (!ended && System.nanoTime() < deadline) {
      ended = Waiting.ended(process.toHandle(), LOOK);
      Optional<RunningServer> server = EmbeddedNeon.running(directory);
      if (server.isPresent()) {
        return server;
      }
    }
    return Optional.empty();
  }

  /** One line and one thing to do; all that it wrote is for those who ask for it. */
  private PreconditionException refused(Path log, long begin, String otherwise) {
    StartLog said = StartLog.read(log, begin);
    return PreconditionException.state(
        "the embedded Neon did not start: "
            + said.reason().orElse("it wrote nothing within " + Durations.show(WITHIN)),
        said.next().orElse(otherwise),
        new IOException("the process wrote:\n" + said.tail()));
  }
}
