package dev.neonflow.cli;

import java.util.List;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** All commands as one, as the launcher offers them, and what bash and zsh complete by. */
final class Completion {

  private static final String LAUNCHER = "neonflow";

  private static final String HEADER =
      """
      #!/usr/bin/env bash
      #
      # What bash and zsh complete after `neonflow`. In ~/.bashrc:
      #
      #   source <(neonflow completion bash)
      #
      # That starts Java with each shell; a file is faster, and is to be made again after an update:
      #
      #   neonflow completion bash > ~/.neonflow-completion.bash
      #   source ~/.neonflow-completion.bash   # in ~/.bashrc
      #
      # zsh takes the same file, sourced in ~/.zshrc after compinit.
      # Generated with picocli.
      """;

  private Completion() {}

  /** The script for bash, which zsh understands, too. */
  static String script() {
    String made = AutoComplete.bash(LAUNCHER, new CommandLine(launcher())).stripTrailing();
    // Its own notes are about a program that is installed in another way.
    int code = made.indexOf("\n\n");
    return HEADER + made.substring(code + 1);
  }

  /** The launcher with everything below it. */
  static CommandSpec launcher() {
    CommandSpec launcher = CommandSpec.create().name(LAUNCHER).mixinStandardHelpOptions(true);
    for (KnownCommand known : KnownCommand.ALL) {
      CommandSpec at = launcher;
      String[] words = known.name().split(" ", -1);
      for (int i = 0; i < words.length - 1; i++) {
        CommandLine there = at.subcommands().get(words[i]);
        if (there == null) {
          there = new CommandLine(CommandSpec.create().mixinStandardHelpOptions(true));
          at.addSubcommand(words[i], there);
        }
        at = there.getCommandSpec();
      }
      at.addSubcommand(words[words.length - 1], new CommandLine(completable(known.spec())));
    }
    return launcher;
  }

  /** Without what is hidden; with the words of options that take one of a few. */
  private static CommandSpec completable(CommandSpec command) {
    for (OptionSpec option : List.copyOf(command.options())) {
      List<String> words = words(option.paramLabel());
      if (option.hidden() || !words.isEmpty()) {
        command.remove(option);
      }
      if (!option.hidden() && !words.isEmpty()) {
        command.addOption(OptionSpec.builder(option).completionCandidates(words).build());
      }
    }
    for (PositionalParamSpec parameter : List.copyOf(command.positionalParameters())) {
      List<String> words = words(parameter.paramLabel());
      if (!words.isEmpty()) {
        command.remove(parameter);
        command.addPositional(
            PositionalParamSpec.builder(parameter).completionCandidates(words).build());
      }
    }
    return command;
  }

  /** The words between the bars of a label such as {@code full|schema-only}. */
  static List<String> words(String label) {
    return label.matches("[a-z-]+(\\|[a-z-]+)+") ? List.of(label.split("\\|", -1)) : List.of();
  }
}
