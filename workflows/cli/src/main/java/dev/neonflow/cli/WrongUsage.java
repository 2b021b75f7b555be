package dev.neonflow.cli;

import dev.neonflow.workflows.PreconditionException;
import java.util.List;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** What is said about a command line that cannot be run: one line, no usage text of two screens. */
record WrongUsage(Settings settings) {

  /** What the parser did not accept. */
  Failure failure(ParameterException e, List<String> args) {
    if (e.getCause() instanceof PreconditionException known) {
      return Failure.of(known);
    }
    ParameterException first = unknownFirst(e, args);
    String help = first.getCommandLine().getCommandSpec().qualifiedName() + " --help";
    return new Failure(ExitCodes.USAGE, null, message(first, args), help, e);
  }

  /**
   * What is missing may be there and misspelled, but the parser looks for what is missing before it
   * says what it does not know.
   */
  private static ParameterException unknownFirst(ParameterException e, List<String> args) {
    if (!(e instanceof MissingParameterException)) {
      return e;
    }
    CommandLine root = e.getCommandLine();
    while (root.getParent() != null) {
      root = root.getParent();
    }
    goOnAfterErrors(root);
    try {
      return root.parseArgs(args.toArray(String[]::new)).asCommandLineList().stream()
          .filter(line -> !line.getUnmatchedArguments().isEmpty())
          .findFirst()
          .<ParameterException>map(
              line -> new UnmatchedArgumentException(line, line.getUnmatchedArguments()))
          .orElse(e);
    } catch (ParameterException again) {
      return e;
    }
  }

  private static void goOnAfterErrors(CommandLine line) {
    line.getCommandSpec().parser().collectErrors(true);
    line.getSubcommands().values().forEach(WrongUsage::goOnAfterErrors);
  }

  private static String unknown(UnmatchedArgumentException e) {
    String word = e.getUnmatched().get(0).replaceFirst("=.*", "");
    Set<String> commands = e.getCommandLine().getSubcommands().keySet();
    boolean isOption = word.startsWith("-");
    String meant =
        isOption
            ? Nearest.to(word.replaceFirst("^-+", ""), options(e.getCommandLine()))
                .map(name -> "--" + name)
                .orElse("")
            : Nearest.to(word, commands).orElse("");
    return "'"
        + word
        + "' is not understood here"
        + (isOption || commands.isEmpty() ? "" : "; one of: " + String.join(", ", commands))
        + (meant.isEmpty() ? "" : "; did you mean " + meant + "?");
  }

  private static List<String> options(CommandLine line) {
    return line.getCommandSpec().options().stream()
        .filter(option -> !option.hidden())
        .map(SettingsDefaults::name)
        .toList();
  }

  private String message(ParameterException e, List<String> args) {
    if (e instanceof UnmatchedArgumentException unmatched) {
      return unknown(unmatched);
    }
    String message =
        String.valueOf(e.getMessage())
            .lines()
            .findFirst()
            .orElse("wrong usage")
            .replaceFirst("' is not an? (int|long)$", "' is not a number");
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
        .map(found -> message + " (from " + found.said() + ")")
        .orElse(message);
  }
}
