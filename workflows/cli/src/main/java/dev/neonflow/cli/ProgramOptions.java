package dev.neonflow.cli;

import java.io.Closeable;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What every command understands; it knows the program that it is an option of. */
public abstract class ProgramOptions {

  @Option(
      names = "--output",
      paramLabel = "text|json",
      description = "What the result on standard output looks like (text).")
  private @Nullable String output;

  @Option(names = "--no-color", fallbackValue = "true", description = "No colours.")
  private boolean noColor;

  @Option(
      names = {"-q", "--quiet"},
      fallbackValue = "true",
      description = "Nothing on standard error but failures.")
  private boolean quiet;

  @Option(
      names = {"-v", "--verbose"},
      fallbackValue = "true",
      description = "Also what the steps say about themselves, and stack traces.")
  private boolean verbose;

  private @Nullable Program program;

  /** For the subclasses of this package and of scripts. */
  protected ProgramOptions() {}

  final void belongTo(Program itsProgram) {
    program = itsProgram;
  }

  final Program program() {
    if (program == null) {
      throw new IllegalStateException("these options were not made by a Program");
    }
    return program;
  }

  /** Where to tell people what goes on. */
  public final Terminal terminal() {
    boolean color = !noColor && !gitHub() && isTerminal(program());
    return new Terminal(program().err(), new Terminal.Style(color, quiet, verbose), gitHub());
  }

  /** Whether this is a job of GitHub Actions. */
  final boolean gitHub() {
    return "true".equals(program().environment().get("GITHUB_ACTIONS"));
  }

  /** The environment variables that this run sees. */
  protected final Map<String, String> environment() {
    return program().environment();
  }

  /** Puts out a line of the result as soon as it is known; not where one object is wanted. */
  protected final void early(String text) {
    if (!results().json()) {
      results().succeeded(text, Map.of());
    }
  }

  /**
   * Ends well: the text, or an object with the fields.
   *
   * @return the exit code
   */
  protected final int succeed(String text, Map<String, ?> fields) {
    return results().succeeded(text, fields);
  }

  /** Whether standard output and standard error are one terminal, in front of which somebody is. */
  protected final boolean readTogether() {
    return !results().json() && isTerminal(program());
  }

  /** Until it is closed, the thread that calls this is interrupted when the process is to end. */
  protected final Closeable interruptible() {
    Interruption.Work work = program().interruption().during(Thread.currentThread()::interrupt);
    return work::end;
  }

  /** Where to put the result. */
  final Results results() {
    String format = Choice.of("--output", output, "text", "json");
    return new Results(program().out(), format.equals("json"));
  }

  private static boolean isTerminal(Program program) {
    String terminal = program.environment().getOrDefault("TERM", "dumb");
    return !terminal.equals("dumb")
        && Optional.ofNullable(System.console()).map(ProgramOptions::isTerminal).orElse(false);
  }

  /** Since Java 22 there is a console even where there is no terminal; it tells by a new method. */
  private static boolean isTerminal(java.io.Console console) {
    try {
      return (Boolean) java.io.Console.class.getMethod("isTerminal").invoke(console);
    } catch (NoSuchMethodException e) {
      return true;
    } catch (ReflectiveOperationException e) {
      return false;
    }
  }
}
