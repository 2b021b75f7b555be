package dev.neonflow.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.IFactory;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * One run of a script: its environment, its directory and its streams. Parses the command line,
 * runs the command and turns whatever happens into a result on standard output, a failure on
 * standard error, and an exit code.
 */
public final class Program {

  private final Map<String, String> environment;
  private final Path directory;
  private final PrintStream out;
  private final PrintStream err;
  private final Interruption interruption;
  private final Settings settings;
  private final WrongUsage usage;
  private List<String> commandLine = List.of();
  private String name = "neonflow";

  /**
   * A run.
   *
   * @param environment the environment variables
   * @param directory the working directory
   * @param out takes the result only
   * @param err takes everything else
   */
  Program(
      Map<String, String> environment,
      Path directory,
      PrintStream out,
      PrintStream err,
      Interruption interruption) {
    this.environment = Map.copyOf(environment);
    this.directory = directory;
    this.out = out;
    this.err = err;
    this.interruption = interruption;
    this.settings = Settings.load(environment, directory, CiDetection.of(environment, directory));
    this.usage = new WrongUsage(settings);
  }

  /** Runs a script in this process and ends the process. */
  public static void main(Object script, String... args) {
    if (Arrays.asList(args).contains("-v") || Arrays.asList(args).contains("--verbose")) {
      // Read by the log's back end when the first logger is made, which is later than this.
      System.setProperty("org.slf4j.simpleLogger.log.dev.neonflow", "debug");
    }
    Interruption interruption = new Interruption(Interruption.Ending.OF_THE_PROCESS);
    Signals.onEnd(interruption::arrived);
    int code =
        execute(
            System.getenv(),
            Path.of("").toAbsolutePath(),
            new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8),
            new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8),
            interruption,
            script,
            args);
    System.exit(interruption.code() == 0 ? code : interruption.code());
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
    return execute(environment, directory, out, err, never, script, args);
  }

  static int execute(
      Map<String, String> environment,
      Path directory,
      PrintStream out,
      PrintStream err,
      Interruption interruption,
      Object script,
      String... args) {
    Results results = Results.beforeOptions(out, environment.get("NEONFLOW_OUTPUT"), List.of(args));
    Terminal plain = new Terminal(err, Terminal.Style.PLAIN, false);
    try {
      return new Program(environment, directory, out, err, interruption).execute(script, args);
    } catch (RuntimeException e) {
      return results.failed(Failure.of(e), Map.of(), plain);
    }
  }

  private int execute(Object script, String... args) {
    CommandLine line = new CommandLine(script, factory());
    name = "neonflow " + line.getCommandName();
    line.getCommandSpec().name(name);
    standard(line);
    line.setOut(new PrintWriter(out, true, StandardCharsets.UTF_8));
    line.setErr(new PrintWriter(err, true, StandardCharsets.UTF_8));
    line.setParameterExceptionHandler(this::wrongUsage);
    line.setExecutionExceptionHandler(this::failed);
    usage.refuseWhatIsNotBuilt();
    commandLine = List.of(args);
    return line.execute(args);
  }

  private void standard(CommandLine line) {
    line.getCommandSpec().mixinStandardHelpOptions(true);
    line.getCommandSpec().version("neonflow " + version());
    line.setDefaultValueProvider(new SettingsDefaults(settings));
    line.setUsageHelpAutoWidth(true);
    line.getCommandSpec().usageMessage().footer("", ExitCodes.HELP);
    line.getSubcommands().values().forEach(this::standard);
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

  private int wrongUsage(ParameterException e, String[] args) {
    return results().failed(usage.failure(e, List.of(args)), Map.of(), plainTerminal());
  }

  private int failed(Exception e, CommandLine line, @Nullable ParseResult parsed) {
    int signal = interruption.code();
    if (signal == 0) {
      return results().failed(Failure.of(e), Map.of(), plainTerminal());
    }
    // Whatever it was, it failed because it was asked to end.
    Failure ended =
        new Failure(signal, null, "interrupted", "run again to go on: " + commandAgain(), e);
    return results().failed(ended, "cancelled", "", Map.of(), plainTerminal());
  }

  private Terminal plainTerminal() {
    boolean verbose = commandLine.contains("-v") || commandLine.contains("--verbose");
    return new Terminal(err, new Terminal.Style(false, false, verbose), false);
  }

  Results results() {
    String set = settings.find("output").map(Settings.Setting::value).orElse("text");
    return Results.beforeOptions(out, set, commandLine);
  }

  /** What to type to run this again. */
  String commandAgain() {
    StringBuilder line = new StringBuilder(name);
    commandLine.forEach(argument -> line.append(' ').append(Shell.quoted(argument)));
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

  Settings settings() {
    return settings;
  }

  Interruption interruption() {
    return interruption;
  }

  private static String version() {
    String version = Program.class.getPackage().getImplementationVersion();
    return version == null ? "(not packaged)" : version;
  }
}
