package dev.neonflow.embedded.postgres;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Short commands: run to their end, with their output kept. */
final class Run {

  private static final Logger LOG = LoggerFactory.getLogger(Run.class);
  private static final Duration LIMIT = Duration.ofMinutes(2);

  /** What a command left: its exit code, and its output and errors in one text. */
  record Result(int code, String output) {
    boolean ok() {
      return code == 0;
    }
  }

  private Run() {}

  /**
   * Runs a command in a directory, with a text as its input. An interrupt is kept for later.
   *
   * @return its result; a command that does not exist has the code 127
   */
  static Result command(List<String> command, Path dir, String input) {
    return command(command, dir, input, LIMIT);
  }

  /** The same, with another limit than two minutes for all of it. */
  static Result command(List<String> command, Path dir, String input, Duration limit) {
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).directory(dir.toFile());
    PostgresEnvironment.clean(builder.environment());
    Process process;
    try {
      process = builder.start();
    } catch (IOException e) {
      return new Result(127, command.get(0) + " could not be started");
    }
    Output output = new Output(process.getInputStream());
    Thread reader = new Thread(output, "neonflow-output-of-" + process.pid());
    reader.setDaemon(true);
    reader.start();
    try (OutputStream in = process.getOutputStream()) {
      in.write(input.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      LOG.trace("{} ended without reading; its exit code says why", command.get(0), e);
    }
    if (!Pause.until(() -> !process.isAlive() && !reader.isAlive(), limit)) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
      throw new PostgresException(command.get(0) + " did not end within " + limit, null);
    }
    if (output.failure != null) {
      throw new PostgresException("The output of " + command.get(0) + " was lost", output.failure);
    }
    return new Result(process.exitValue(), output.bytes.toString(StandardCharsets.UTF_8));
  }

  /** Reads on a thread of its own, because a read has no limit. */
  private static final class Output implements Runnable {

    private final InputStream from;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private volatile @Nullable IOException failure;

    Output(InputStream from) {
      this.from = from;
    }

    @Override
    public void run() {
      try {
        from.transferTo(bytes);
      } catch (IOException e) {
        failure = e;
      }
    }
  }
}
