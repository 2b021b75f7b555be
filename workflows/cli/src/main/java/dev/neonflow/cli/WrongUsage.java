package dev.neonflow.cli;

import dev.neonflow.workflows.PreconditionException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** What is said about a command line that cannot be run: one line, no usage text of two screens. */
record WrongUsage(Settings settings) {

  /** Options of commands that come later: refused by name, so that nobody thinks they work. */
  private static final Set<String> NOT_BUILT =
      Set.of("liquibase", "rehearse", "no-rehearse", "max-lock", "fail-on-rewrite", "yes", "cloud");

  /** Commands that come later, and what to do until then. */
  private static final Map<String, String> COMMANDS_NOT_BUILT =
      Map.of("neonflow production rollback", "restore the branch in Neon's console until it is");

  /**
   * Looks at what is set outside of the command line.
   *
   * @throws PreconditionException if it is an option that comes later
   */
  void refuseWhatIsNotBuilt() {
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

  /** What the parser did not accept. */
  Failure failure(ParameterException e, List<String> args) {
    if (e.getCause() instanceof PreconditionException known) {
      return Failure.of(known);
    }
    String until = COMMANDS_NOT_BUILT.get(command(e));
    if (until != null) {
      return new Failure(ExitCodes.USAGE, null, command(e) + " is not built yet", until, e);
    }
    String help = e.getCommandLine().getCommandSpec().qualifiedName() + " --help";
    return new Failure(ExitCodes.USAGE, null, message(e, args), help, e);
  }

  /** What was taken for a command, with the one before it; empty if nothing was. */
  private static String command(ParameterException e) {
    return e instanceof UnmatchedArgumentException unmatched
        ? e.getCommandLine().getCommandSpec().qualifiedName()
            + " "
            + unmatched.getUnmatched().get(0)
        : "";
  }

  private String message(ParameterException e, List<String> args) {
    if (e instanceof UnmatchedArgumentException unmatched) {
      String first = unmatched.getUnmatched().get(0).replaceFirst("=.*", "");
      return first.startsWith("--") && NOT_BUILT.contains(first.substring(2))
          ? first + " is not built yet"
          : "'" + first + "' is not understood here";
    }
    String message = String.valueOf(e.getMessage()).lines().findFirst().orElse("wrong usage");
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
}
