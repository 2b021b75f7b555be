package dev.neonflow.cli;

import dev.neonflow.workflows.PreconditionException;
import dev.neonflow.workflows.WorkflowCancelledException;
import java.io.Console;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What every command understands; it knows the program that it is an option of. */
@Section.Of(Section.SHOWN)
public abstract class ProgramOptions {

  @Option(
      names = "--output",
      paramLabel = "text|json",
      description = "What the result on standard output looks like (default: text).")
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
    Terminal.Live live = program().live();
    boolean color = !noColor && !gitHub() && live != null;
    Terminal.Style style = new Terminal.Style(color, quiet, verbose);
    return new Terminal(program().err(), style, gitHub(), isCi() ? null : live);
  }

  /** Most CI systems set it; some have a terminal all the same, of which nobody sees but a log. */
  private boolean isCi() {
    String ci = program().environment().getOrDefault("CI", "");
    return gitHub() || !(ci.isEmpty() || ci.equals("false") || ci.equals("0"));
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
    return !results().json() && program().live() != null && hasConsole();
  }

  /** Whether somebody sits at a terminal and can be asked. */
  final boolean canAsk() {
    return !gitHub() && hasConsole();
  }

  /** What somebody at the terminal types; null at the end of the input. */
  static @Nullable String answer() {
    return Optional.ofNullable(System.console()).map(Console::readLine).orElse(null);
  }

  /** Whether the answer to a question is yes. */
  static boolean isYes(Terminal terminal, String question, Supplier<@Nullable String> answer) {
    terminal.question(question + " [y/N] ");
    String given = answer.get();
    String word = given == null ? "" : given.strip().toLowerCase(Locale.ROOT);
    return word.equals("y") || word.equals("yes");
  }

  /** Until it is closed, the thread that calls this is interrupted when the process is to end. */
  protected final Interruptible interruptible() {
    return Interruptible.on(program().interruption());
  }

  /**
   * The same for work that has something to remove before it ends.
   *
   * @param longest how long that may take; a second request does not wait for it
   * @param said what is said when the request comes
   * @param left what may be there still if the process ends all the same
   * @param next what removes it
   */
  protected final Interruptible interruptible(
      Duration longest, String said, Supplier<String> left, String next) {
    Interruption interruption = program().interruption();
    return Interruptible.on(
        interruption,
        longest,
        () -> terminal().always(said),
        () -> Failure.interrupted(interruption.code(), next).tell(left.get(), terminal()));
  }

  /**
   * Does nothing unless the process was asked to end, though nothing was interrupted by that.
   *
   * @throws WorkflowCancelledException if it was
   */
  protected final void throwIfInterrupted() {
    if (program().interruption().code() != 0) {
      throw new WorkflowCancelledException("interrupted", "run it again", null);
    }
  }

  /**
   * The account that the environment names; its client is to be closed.
   *
   * @param projectId the project that is meant, or null for the only one
   * @throws PreconditionException if there is no key, or not one project that is meant
   */
  protected final NeonAccount account(@Nullable String projectId) {
    return NeonAccount.of(program().settings(), projectId, terminal());
  }

  /**
   * Says what is going to happen and asks a person, unless the answer was given beforehand.
   *
   * @param yes whether it was
   * @param command what to run where there is nobody to ask
   * @throws PreconditionException if there is nobody to ask
   * @throws WorkflowCancelledException if the answer is not yes
   */
  protected final void confirm(List<String> said, boolean yes, String question, String command) {
    said.forEach(terminal()::always);
    if (yes) {
      return;
    }
    if (!canAsk()) {
      throw PreconditionException.usage("there is no terminal to ask at", command);
    }
    ask(terminal(), question, ProgramOptions::answer);
  }

  /**
   * Asks before anything is changed.
   *
   * @throws WorkflowCancelledException if the answer is not yes
   */
  static void ask(Terminal terminal, String question, Supplier<@Nullable String> answer) {
    if (!isYes(terminal, question, answer)) {
      throw new WorkflowCancelledException(
          "not confirmed; nothing was changed", "run it again and answer y", null);
    }
  }

  /** Where to put the result. */
  final Results results() {
    String format = Choice.of("--output", output, "text", "json");
    return new Results(program().out(), format.equals("json"));
  }

  /** Whether standard input and standard output lead to a terminal. */
  static boolean hasConsole() {
    return Optional.ofNullable(System.console()).map(ProgramOptions::isTerminal).orElse(false);
  }

  /** Since Java 22 there is a console even where there is no terminal; it tells by a new method. */
  private static boolean isTerminal(Console console) {
    try {
      return (Boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (NoSuchMethodException e) {
      return true;
    } catch (ReflectiveOperationException e) {
      return false;
    }
  }
}
