package dev.neonflow.embedded.postgres;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
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
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).directory(dir.toFile());
    PostgresEnvironment.clean(builder.environment());
    Process process;
    try {
      process = builder.start();
    } catch (IOException e) {
      return new Result(127, command.get(0) + " could not be started");
    }
    try {
      try (OutputStream in = process.getOutputStream()) {
        in.write(input.getBytes(StandardCharsets.UTF_8));
      } catch (IOException e) {
        LOG.trace("{} ended without reading; its exit code says why", command.get(0), e);
      }
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (!Pause.until(() -> !process.isAlive(), LIMIT)) {
        throw new PostgresException(command.get(0) + " did not end", null);
      }
      return new Result(process.exitValue(), output);
    } catch (IOException e) {
      throw new PostgresException("The output of " + command.get(0) + " was lost", e);
    } finally {
      process.destroyForcibly();
    }
  }
}
