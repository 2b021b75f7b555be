package dev.neonflow.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.IFactory;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * One run of a script: its environment, its directory and its streams. Parses the command line,
 * runs the command and turns whatever happens into a result on standard output, a failure on
 * standard error, and an exit code.
 */
public final class Program {

  private static final int USUAL_COLUMNS = 80;
  private static final String END_OF_OPTIONS = "--";

  private final Map<String, String> environment;
  private final Path directory;
  private final PrintStream out;
  private final PrintStream err;
  private final Interruption interruption;
  private final Terminal.@Nullable Live live;
  private final Settings settings;
  private final WrongUsage usage;
  private List<String> commandLine = List.of();
  private String name = "neonflow";
  private boolean warned;

  /**
   * A run.
   *
   * @param environment the environment variables
   * @param directory the working directory
   * @param out takes the result only
   * @param err takes everything else
   * @param live the terminal behind {@code err}, or null if there is none
   */
  private Program(
      Map<String, String> environment,
      Path directory,
      PrintStream out,
      PrintStream err,
      Interruption interruption,
      Terminal.@Nullable Live live) {
    this.environment = Map.copyOf(environment);
    this.directory = directory;
    this.out = out;
    this.err = err;
    this.interruption = interruption;
    this.live = live;
    this.settings = Settings.load(environment, directory, CiDetection.of(environment, directory));
    this.usage = new WrongUsage(settings);
  }

  /** Runs a script in this process and ends the process. */
  public static void main(Object script, String... args) {
    if (isVerbose(ours(List.of(args)))) {
      // Read by the log's back end when the first logger is made, which is later than this.
      System.setProperty("org.slf4j.simpleLogger.log.dev.neonflow", "debug");
    }
    Map<String, String> environment = System.getenv();
    LiveLines lines = new LiveLines(new FileOutputStream(FileDescriptor.err));
    PrintStream err = new PrintStream(lines, true, StandardCharsets.UTF_8);
    Interruption interruption = new Interruption(Interruption.Ending.ofTheProcess(lines::end));
    Signals.onEnd(interruption::arrived);
    int code =
        execute(
            environment,
            Path.of("").toAbsolutePath(),
            new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8),
            err,
            interruption,
            live(environment, lines, err),
            script,
            args);
    System.exit(interruption.exitCode(code));
  }

  private static Terminal.@Nullable Live live(
      Map<String, String> environment, LiveLines lines, PrintStream err) {
    ProcessTty tty = new ProcessTty(environment);
    if (!tty.isThere()) {
      return null;
    }
    // The log, too, comes above the lines that are rewritten, which no end may leave behind.
    System.setErr(err);
    Runtime.getRuntime().addShutdownHook(new Thread(lines::end, "neonflow-terminal"));
    Signals.onResize(tty::forget);
    return new Terminal.Live(lines, tty, ProcessTty.showsUnicode(environment));
  }

  /**
   * Runs a script with everything given, for tests and for programs that embed one.
   *
   * @param environment the environment variables; no others are seen
   * @param out takes the result only
   * @param err takes everything else
   * @return the exit code
   */
  public static int execute(
      Map<String, String> environment,
      Path directory,
      PrintStream out,
      PrintStream err,
      Object script,
      String... args) {
    Interruption never = new Interruption(Interruption.Ending.NONE);
    return execute(environment, directory, out, err, never, null, script, args);
  }

  static int execute(
      Map<String, String> environment,
      Path directory,
      PrintStream out,
      PrintStream err,
      Interruption interruption,
      Terminal.@Nullable Live live,
      Object script,
      String... args) {
    Results results =
        Results.beforeOptions(out, environment.get("NEONFLOW_OUTPUT"), ours(List.of(args)));
    Terminal plain = new Terminal(err, Terminal.Style.PLAIN, false);
    try {
      return new Program(environment, directory, out, err, interruption, live)
          .execute(script, args);
    } catch (RuntimeException e) {
      return results.failed(Failure.of(e), Map.of(), plain);
    }
  }

  private int execute(Object script, String... args) {
    if (List.of("--version").equals(List.of(args))) {
      // Without reading what all of the script's commands understand.
      out.println(versionLine());
      return CommandLine.ExitCode.OK;
    }
    CommandLine line = new CommandLine(script, factory());
    name = "neonflow " + line.getCommandName();
    line.getCommandSpec().name(name);
    standard(line);
    if (asksForHelp(ours(List.of(args)))) {
      HelpText.on(line, columns());
    }
    line.setOut(new PrintWriter(out, true, StandardCharsets.UTF_8));
    line.setErr(new PrintWriter(err, true, StandardCharsets.UTF_8));
    line.setParameterExceptionHandler(this::wrongUsage);
    line.setExecutionExceptionHandler(this::failed);
    line.setExecutionStrategy(this::run);
    commandLine = List.of(args);
    return line.execute(args);
  }

  private void standard(CommandLine line) {
    line.getCommandSpec().mixinStandardHelpOptions(true);
    line.getCommandSpec().version(versionLine());
    line.setDefaultValueProvider(new SettingsDefaults(settings));
    line.getSubcommands().values().forEach(this::standard);
  }

  /** The terminal's size, which takes a process to know, and the text matter only then. */
  private static boolean asksForHelp(List<String> args) {
    return args.stream()
        .anyMatch(arg -> arg.equals("--help") || arg.matches("-[a-zA-Z]*h[a-zA-Z]*"));
  }

  private int columns() {
    String set = environment.getOrDefault("COLUMNS", "");
    return set.matches("\\d{1,5}")
        ? Integer.parseInt(set)
        : live == null
            ? USUAL_COLUMNS
            : live.tty().size().map(Tty.Size::columns).orElse(USUAL_COLUMNS);
  }

  private IFactory factory() {
    IFactory usual = CommandLine.defaultFactory();
    return new IFactory() {
      @Override
      public <K> K create(Class<K> type) throws Exception {
        K made = usual.create(type);
        if (made instanceof ProgramOptions options) {
          options.belongTo(Program.this);
        }
        return made;
      }
    };
  }

  private int run(ParseResult parsed) {
    if (!asksForHelp(ours(commandLine))) {
      warn(parsed.commandSpec().commandLine());
    }
    return new CommandLine.RunLast().execute(parsed);
  }

  /** What is misspelled elsewhere would do nothing without a word. */
  private void warn(CommandLine line) {
    if (warned) {
      return;
    }
    warned = true;
    Set<String> own = new HashSet<>();
    names(line.getCommandSpec(), own);
    settings.unknown(own).forEach(plainTerminal()::always);
  }

  private static void names(CommandSpec command, Set<String> names) {
    command.options().forEach(option -> names.add(SettingsDefaults.name(option)));
    command.subcommands().values().forEach(below -> names(below.getCommandSpec(), names));
  }

  private int wrongUsage(ParameterException e, String[] args) {
    CommandLine line = e.getCommandLine();
    warn(line.getParent() == null ? line : line.getParent());
    return results().failed(usage.failure(e, ours(List.of(args))), Map.of(), plainTerminal());
  }

  private int failed(Exception e, CommandLine line, @Nullable ParseResult parsed) {
    int signal = interruption.code();
    if (signal == 0) {
      Failure failure = Failure.of(e);
      return results().failed(failure, "failed", failure.left(e), Map.of(), plainTerminal());
    }
    // Whatever it was, it failed because it was asked to end.
    String next = Failure.removal(e).orElse("run again to go on: " + commandAgain());
    Failure ended = new Failure(signal, null, "interrupted", next, e);
    return results().failed(ended, "cancelled", ended.left(e), Map.of(), plainTerminal());
  }

  private Terminal plainTerminal() {
    return new Terminal(err, new Terminal.Style(false, false, isVerbose(ours(commandLine))), false);
  }

  Results results() {
    String set = settings.find("output").map(Settings.Setting::value).orElse("text");
    return Results.beforeOptions(out, set, ours(commandLine));
  }

  /** The arguments that are the script's; what comes after "--" is another program's. */
  private static List<String> ours(List<String> args) {
    int end = args.indexOf(END_OF_OPTIONS);
    return end < 0 ? args : args.subList(0, end);
  }

  private static boolean isVerbose(List<String> args) {
    return args.contains("-v") || args.contains("--verbose");
  }

  /** Whether an option is on the command line itself, and not only set elsewhere. */
  boolean isGiven(String option) {
    return ours(commandLine).stream()
        .anyMatch(argument -> argument.equals(option) || argument.startsWith(option + "="));
  }

  /** How many arguments come after "--", or -1 if there is none. */
  int afterOptions() {
    int end = commandLine.indexOf(END_OF_OPTIONS);
    return end < 0 ? -1 : commandLine.size() - end - 1;
  }

  /** What to type to run this again. */
  String commandAgain() {
    return typed(commandLine);
  }

  /**
   * The same without some options.
   *
   * @param options with their dashes, and whether a value follows
   */
  String commandAgainWithout(Map<String, Boolean> options) {
    List<String> rest = new ArrayList<>();
    for (int at = 0; at < commandLine.size(); at++) {
      String argument = commandLine.get(at);
      String option = argument.replaceFirst("=.*", "");
      if (!options.containsKey(option)) {
        rest.add(argument);
      } else if (options.get(option) && option.equals(argument)) {
        at++;
      }
    }
    return typed(rest);
  }

  private String typed(List<String> arguments) {
    StringBuilder line = new StringBuilder(name);
    arguments.forEach(argument -> line.append(' ').append(Shell.quoted(argument)));
    return line.toString();
  }

  Map<String, String> environment() {
    return environment;
  }

  Path directory() {
    return directory;
  }

  PrintStream out() {
    return out;
  }

  PrintStream err() {
    return err;
  }

  /** The terminal behind standard error, or null if there is none. */
  Terminal.@Nullable Live live() {
    return live;
  }

  Settings settings() {
    return settings;
  }

  Interruption interruption() {
    return interruption;
  }

  private static String versionLine() {
    String version = Program.class.getPackage().getImplementationVersion();
    return "neonflow " + (version == null ? "(not packaged)" : version);
  }
}
