package dev.neonflow.workflows.internal.process;

import dev.neonflow.workflows.PreconditionException;
import dev.neonflow.workflows.internal.redaction.Redactor;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;

/**
 * What to run.
 *
 * @param argv the program and its arguments; shown to everybody on the machine, so no secrets
 * @param directory where it runs
 * @param environment what it gets beside what it inherits
 * @param withheld which variables, by name and value, it does not inherit beside those that no
 *     child does
 * @param redactor masks its output
 */
public record Command(
    List<String> argv,
    Path directory,
    Map<String, String> environment,
    BiPredicate<String, String> withheld,
    Redactor redactor) {

  /** Copies the collections. */
  public Command {
    argv = List.copyOf(argv);
    environment = Map.copyOf(environment);
  }

  /** One that inherits what every child does. */
  public Command(
      List<String> argv, Path directory, Map<String, String> environment, Redactor redactor) {
    this(argv, directory, environment, (name, value) -> false, redactor);
  }

  /** The arguments that run a line of shell: {@code sh -c}, on Windows {@code cmd /c}. */
  public static List<String> shell(String line) {
    return isWindows() ? List.of("cmd", "/c", line) : List.of("sh", "-c", line);
  }

  /** Whether this is Windows, where there is neither {@code sh} nor {@code setsid}. */
  public static boolean isWindows() {
    return File.separatorChar == '\\';
  }

  /** Ready to be started, with nothing to read from. */
  ProcessBuilder builder() {
    File nothing = new File(isWindows() ? "NUL" : "/dev/null");
    ProcessBuilder builder =
        new ProcessBuilder(argv)
            .directory(directory.toAbsolutePath().toFile())
            .redirectInput(ProcessBuilder.Redirect.from(nothing))
            .redirectErrorStream(true);
    ChildEnvironment.prepare(builder.environment(), withheld, environment);
    return builder;
  }

  /**
   * Starts it.
   *
   * @throws PreconditionException if there is no such program or directory
   */
  Process start(ProcessBuilder builder) {
    if (!Files.isDirectory(directory.toAbsolutePath())) {
      throw PreconditionException.usage(
          "the directory " + directory.toAbsolutePath() + " to run a command in is missing",
          "name a directory that exists");
    }
    try {
      return builder.start();
    } catch (IOException e) {
      throw PreconditionException.usage(
          "cannot run " + argv.get(0) + ": there is no such program, or it is not executable",
          "install " + argv.get(0) + ", or put its directory on PATH");
    }
  }

  @Override
  public String toString() {
    return String.join(" ", argv);
  }
}
