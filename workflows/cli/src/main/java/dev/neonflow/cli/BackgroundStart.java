package dev.neonflow.cli;

import dev.neonflow.embedded.EmbeddedNeon;
import dev.neonflow.embedded.RunningServer;
import dev.neonflow.workflows.PreconditionException;
import dev.neonflow.workflows.WorkflowCancelledException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
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

  private static final String REASON = "neonflow: ";
  private static final String REMEDY = "  next: ";

  /**
   * The one that runs when this returns.
   *
   * @param arguments options of {@code neonflow embedded start}
   * @throws PreconditionException with what it said if it does not come up
   */
  RunningServer run(List<String> arguments) {
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
          return running.isPresent() && lock.isValid() ? running.get() : start(arguments);
        }
      } catch (IOException e) {
        throw PreconditionException.state(
            "cannot start the embedded Neon in " + directory + ": " + e.getMessage(),
            "choose a directory that can be written to with --data-dir",
            e);
      }
    }
  }

  private RunningServer start(List<String> arguments) throws IOException {
    Path log = directory.resolve("server.log");
    long begin = Files.exists(log) ? Files.size(log) : 0;
    Process process = process(arguments, log);
    process.getOutputStream().close();
    try {
      return await(process)
          .orElseThrow(
              () -> {
                process.destroy();
                return refused(log, begin);
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

  /** What the process said, from where the log ended before. */
  private PreconditionException refused(Path log, long begin) {
    String reason = "";
    String remedy = "";
    String last = "it wrote nothing";
    for (String line : lines(log, begin)) {
      if (line.startsWith(REASON)) {
        reason = line.substring(REASON.length());
      } else if (line.startsWith(REMEDY)) {
        remedy = line.substring(REMEDY.length()) + "; ";
      }
      last = line.isBlank() ? last : line.strip();
    }
    return PreconditionException.state(
        "the embedded Neon did not start: " + (reason.isEmpty() ? last : reason),
        remedy + "its log is " + log,
        null);
  }

  private static List<String> lines(Path log, long begin) {
    try {
      byte[] all = Files.readAllBytes(log);
      int from = (int) Math.min(begin, all.length);
      return new String(all, from, all.length - from, StandardCharsets.UTF_8).lines().toList();
    } catch (IOException e) {
      return List.of("its log cannot be read: " + e.getMessage());
    }
  }
}
