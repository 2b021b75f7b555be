package dev.neonflow.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** What fish completes by: a line for each word that may come next. */
final class FishCompletion {

  private static final String HEAD =
      """
      # Completes neonflow in fish: neonflow completion fish > ~/.config/fish/completions/neonflow.fish
      function __neonflow_in --description 'whether these are the first words'
          set -l words (commandline -opc)
          for at in (seq (count $argv))
              set -l next (math $at + 1)
              test (count $words) -ge $next; or return 1
              test "$words[$next]" = "$argv[$at]"; or return 1
          end
      end
      function __neonflow_after --description 'whether these are all words'
          test (count (commandline -opc)) -eq (math (count $argv) + 1); and __neonflow_in $argv
      end
      complete -c neonflow -f
      """;

  private FishCompletion() {}

  static String script() {
    StringBuilder script = new StringBuilder(HEAD);
    command(script, "", Completion.launcher());
    return script.toString().stripTrailing();
  }

  private static void command(StringBuilder script, String words, CommandSpec command) {
    Map<String, CommandLine> below = command.subcommands();
    if (!below.isEmpty()) {
      String names = String.join(" ", below.keySet());
      line(script, "after", words, "-a " + quoted(names));
    }
    for (PositionalParamSpec parameter : command.positionalParameters()) {
      List<String> choices = Completion.words(parameter.paramLabel());
      if (!choices.isEmpty()) {
        line(script, "after", words, "-a " + quoted(String.join(" ", choices)));
      }
    }
    if (below.isEmpty()) {
      command.options().forEach(option -> line(script, "in", words, option(option)));
    }
    below.forEach(
        (name, line) -> command(script, (words + " " + name).strip(), line.getCommandSpec()));
  }

  private static void line(StringBuilder script, String where, String words, String what) {
    script
        .append("complete -c neonflow -n ")
        .append(quoted(("__neonflow_" + where + " " + words).strip()))
        .append(' ')
        .append(what)
        .append('\n');
  }

  private static String option(OptionSpec option) {
    StringBuilder text = new StringBuilder();
    for (String name : option.names()) {
      text.append(name.startsWith("--") ? " -l " : " -s ").append(name.replaceFirst("^-+", ""));
    }
    if (option.arity().max() > 0) {
      List<String> choices = Completion.words(option.paramLabel());
      text.append(
          !choices.isEmpty()
              ? " -x -a " + quoted(String.join(" ", choices))
              : option.type() == Path.class ? " -r -F" : " -x");
    }
    String description = String.join(" ", option.description()).replaceFirst("[.;(].*", "");
    return text.append(" -d ").append(quoted(description.strip())).toString().strip();
  }

  private static String quoted(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }
}
