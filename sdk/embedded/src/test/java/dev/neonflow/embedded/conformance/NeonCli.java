package dev.neonflow.embedded.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Runs Neon's own CLI as a job does: nothing of this machine's user in reach, the key in the
 * environment, and no way out to any host but this one.
 */
final class NeonCli {

  private static final long PATIENCE_SECONDS = 120;

  private final Path script = CliInstallation.script();
  private final Path home;
  private final Map<String, String> environment = new LinkedHashMap<>();
  private final List<String> options;

  /**
   * A CLI.
   *
   * @param home an empty directory
   * @param options precede every command
   */
  NeonCli(Path home, Map<String, String> environment, String... options) {
    this.home = home;
    this.environment.put("PATH", System.getenv().getOrDefault("PATH", ""));
    this.environment.put("HOME", home.toString());
    this.environment.put("CI", "1");
    this.environment.putAll(environment);
    this.options = List.of(options);
  }

  /** How a command ended. */
  record Ran(List<String> arguments, int exitCode, String stdout, String stderr) {

    Ran ended(int code) {
      assertEquals(code, exitCode, this::toString);
      return this;
    }

    /** What it printed, which must be JSON. */
    Json json() {
      return Json.parse(stdout);
    }
  }

  Ran run(String... arguments) {
    List<String> command = new ArrayList<>(List.of("node", script.toString()));
    command.addAll(options);
    command.addAll(List.of(arguments));
    Path out = temporary("out");
    Path err = temporary("err");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(home.toFile())
            .redirectInput(new File("/dev/null"))
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    try {
      Process process = builder.start();
      boolean ended = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
      process.destroyForcibly();
      String stderr = Files.readString(err);
      if (!ended) {
        throw new AssertionError("neon " + List.of(arguments) + " did not end: " + stderr);
      }
      return new Ran(List.of(arguments), process.exitValue(), Files.readString(out), stderr);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private Path temporary(String name) {
    try {
      return Files.createTempFile(home, "neon-", "." + name);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
