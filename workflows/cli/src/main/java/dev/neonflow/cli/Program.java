package dev.neonflow.cli;

import dev.neonflow.workflows.PreconditionException;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.IFactory;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * One run of a script: its environment, its directory and its streams. Parses the command line,
 * runs the command and turns whatever happens into a result on standard output, a failure on
 * standard error, and an exit code.
 */
public final class Program {

  /** Options of commands that come later: refused by name, so that nobody thinks they work. */
  private static final Set<String> NOT_BUILT =
      Set.of(
          "adopt",
          "data",
          "on-rerun",
          "liquibase",
          "rehearse",
          "no-rehearse",
          "max-lock",
          "fail-on-rewrite",
          "lock-url-env",
          "on-conflict",
          "yes",
          "cloud");

  private final Map<String, String> environment;
  private final Path directory;
  private final PrintStream out;
  private final PrintStream err;
  private final Interruption interruption;
  private final Settings settings;
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
    this.settings = Settings.load(environment, directory, CiDetection.of(environment));
  }

  /** Runs a script in this process and ends the process. */
  public static void main(Object script, String... args) {
    if (Arrays.asList(args).contains("-v") || Arrays.asList(args).contains("--verbose")) {
      // Read by the log's back end when the first logger is made, which is later than this.
      System.setProperty("org.slf4j.simpleLogger.log.dev.neonflow", "debug");
    }
    Interruption interruption =
        new Interruption(
            new Interruption.Ending() {
              @Override
              public void exit(int code) {
                System.exit(code);
              }

              @Override
              public void halt(int code) {
                Runtime.getRuntime().halt(code);
              }
            });
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
    Interruption nobody =
        new Interruption(
            new Interruption.Ending() {
              @Override
              public void exit(int code) {}

              @Override
              public void halt(int code) {}
            });
    return execute(environment, directory, out, err, nobody, script, args);
  }

  static int execute(
      Map<String, String> environment,
      Path directory,
      PrintStream out,
      PrintStream err,
      Interruption interruption,
      Object script,
      String... args) {
    Results results =
        new Results(out, wantsJson(environment.get("NEONFLOW_OUTPUT"), List.of(args)));
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
    refuseWhatIsNotBuilt();
    commandLine = List.of(args);
    return line.execute(args);
  }

  private void standard(CommandLine line) {
    line.getCommandSpec().mixinStandardHelpOptions(true);
    line.getCommandSpec().version("neonflow " + version());
    line.setDefaultValueProvider(new SettingsDefaults(settings));
    line.setUsageHelpAutoWidth(true);
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

  /** Wrong input: one line, what to do, no usage text of two screens. */
  private int wrongUsage(ParameterException e, String[] args) {
    String help = e.getCommandLine().getCommandSpec().qualifiedName() + " --help";
    Failure failure =
        e.getCause() instanceof PreconditionException known
            ? Failure.of(known)
            : new Failure(ExitCodes.USAGE, null, wrongUsage(e, List.of(args)), help, e);
    return results().failed(failure, Map.of(), plainTerminal());
  }

  private String wrongUsage(ParameterException e, List<String> args) {
    if (e instanceof UnmatchedArgumentException unmatched) {
      String first = unmatched.getUnmatched().get(0).replaceFirst("=.*", "");
      return first.startsWith("--") && NOT_BUILT.contains(first.substring(2))
          ? first + " is not built yet"
          : "'" + first + "' is not understood here";
    }
    String message = Failure.message(e).lines().findFirst().orElse("wrong usage");
    if (message.startsWith("Missing required subcommand")) {
      return "what to do is missing; one of: "
          + String.join(", ", e.getCommandLine().getSubcommands().keySet());
    }
    if (e.getArgSpec() == null || !e.getArgSpec().isOption()) {
      return message;
    }
    String option = SettingsDefaults.name(e.getArgSpec());
    boolean given =
        args.stream()
            .anyMatch(arg -> arg.equals("--" + option) || arg.startsWith("--" + option + "="));
    return settings
        .find(option)
        .filter(found -> !given)
        .map(found -> message + " (from " + found.origin() + ")")
        .orElse(message);
  }

  private int failed(Exception e, CommandLine line, @Nullable ParseResult parsed) {
    return results().failed(Failure.of(e), new LinkedHashMap<>(), plainTerminal());
  }

  private void refuseWhatIsNotBuilt() {
    for (String name : NOT_BUILT) {
      settings
          .find(name)
          .ifPresent(
              setting -> {
                throw PreconditionException.usage(
                    setting.origin() + " is set, but --" + name + " is not built yet", "unset it");
              });
    }
  }

  /** For errors that come before the options are known, or because of them. */
  private static boolean wantsJson(@Nullable String set, List<String> args) {
    int option = args.lastIndexOf("--output");
    if (option >= 0 && option + 1 < args.size()) {
      return args.get(option + 1).equals("json");
    }
    return args.contains("--output=json")
        || (args.stream().noneMatch(arg -> arg.startsWith("--output=")) && "json".equals(set));
  }

  private Terminal plainTerminal() {
    boolean verbose = commandLine.contains("-v") || commandLine.contains("--verbose");
    return new Terminal(err, new Terminal.Style(false, false, verbose), false);
  }

  Results results() {
    String set = settings.find("output").map(Settings.Setting::value).orElse("text");
    return new Results(out, wantsJson(set, commandLine));
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
