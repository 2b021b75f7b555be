package dev.neonflow.scripts;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * The reference of all commands, from what their {@code --help} is made of. An option that means
 * the same in several commands is explained once, and what all commands have is listed once.
 */
final class ScriptsPage {

  private static final String BEGIN =
      """
      # Scripts

      <!-- Written by ScriptsPageTest from what --help says; change it there. -->

      `neonflow SCRIPT ...` runs one of these; `jbang jbang-scripts/SCRIPT.java ...` is the same in a checkout that was built.
      Every option can also be set in the environment and in files: [configuration](configuration.md).
      What is printed: [outputs](outputs.md). How it ends: [exit codes](exit-codes.md).

      | script | does |
      |---|---|
      """;

  private static final String OPTIONS =
      """
      ## Options

      What holds where an option is not given stands in brackets.

      | option | means | of |
      |---|---|---|
      """;

  private static final int WIDTH = 132;

  /** By what is typed, such as {@code dev create}. */
  private final Map<String, CommandLine> commands = new TreeMap<>();

  /** As it is written, to what it means, to the commands where it means that. */
  private final Map<String, Map<String, List<String>>> options =
      new TreeMap<>(Comparator.comparing(ScriptsPage::plainName).thenComparing(name -> name));

  private ScriptsPage() {}

  static String of(CommandLines scripts) throws IOException {
    ScriptsPage content = new ScriptsPage();
    StringBuilder page = new StringBuilder(BEGIN);
    for (Map.Entry<String, CommandLine> script : scripts.scripts().entrySet()) {
      String name = script.getKey();
      page.append("| [").append(name).append("](#neonflow-").append(name).append(") | ");
      page.append(cell(CommandLines.description(name))).append(" |\n");
      content.add(name, script.getValue());
    }
    for (String name : scripts.scripts().keySet()) {
      page.append("\n## neonflow ").append(name).append("\n\n");
      page.append(CommandLines.description(name)).append(".\n");
      content.commands.forEach(
          (typed, line) -> {
            if (typed.equals(name) || typed.startsWith(name + " ")) {
              page.append(content.command(typed, line));
            }
          });
    }
    return page.append('\n').append(OPTIONS).append(content.table()).toString();
  }

  private void add(String typed, CommandLine line) {
    if (!line.getSubcommands().isEmpty()) {
      line.getSubcommands().forEach((name, sub) -> add(typed + " " + name, sub));
      return;
    }
    commands.put(typed, line);
    for (OptionSpec option : line.getCommandSpec().options()) {
      if (!option.hidden()) {
        options
            .computeIfAbsent(written(option), unused -> new LinkedHashMap<>())
            .computeIfAbsent(text(option.description()), unused -> new ArrayList<>())
            .add(typed);
      }
    }
  }

  private String command(String typed, CommandLine line) {
    StringBuilder all = new StringBuilder("**`neonflow " + typed);
    List<PositionalParamSpec> parameters = line.getCommandSpec().positionalParameters();
    parameters.forEach(
        one ->
            all.append(
                one.arity().min() == 0 ? " [" + one.paramLabel() + "]" : " " + one.paramLabel()));
    all.append("`**: ").append(text(line.getCommandSpec().usageMessage().description()));
    parameters.forEach(
        one -> all.append(" `" + one.paramLabel() + "`: " + text(one.description())));
    String names =
        line.getCommandSpec().options().stream()
            .filter(option -> !option.hidden() && !isCommon(option))
            .sorted(Comparator.comparing(option -> plainName(written(option))))
            .map(option -> "`" + shown(option) + "`")
            .collect(Collectors.joining(" "));
    return "\n" + wrapped(all.toString()) + (names.isEmpty() ? "" : wrapped("Options: " + names));
  }

  private String table() {
    StringBuilder rows = new StringBuilder();
    options.forEach(
        (option, meanings) ->
            meanings.forEach(
                (meaning, of) ->
                    rows.append("| `" + cell(option) + "` | " + cell(meaning) + " | ")
                        .append(of.size() == commands.size() ? "all" : String.join(", ", of))
                        .append(" |\n")));
    return rows.toString();
  }

  private boolean isCommon(OptionSpec option) {
    List<String> of = options.get(written(option)).get(text(option.description()));
    return of.size() == commands.size();
  }

  private static String written(OptionSpec option) {
    String names =
        Arrays.stream(option.names())
            .map(name -> name.equals(option.longestName()) ? shown(option) : name)
            .collect(Collectors.joining(", "));
    boolean hasValue = option.arity().max() > 0 && option.type() != boolean.class;
    return names + (hasValue ? "=" + option.paramLabel() : "");
  }

  private static String shown(OptionSpec option) {
    String name = option.longestName();
    return option.negatable() ? "--[no-]" + name.replaceFirst("^--(no-)?", "") : name;
  }

  private static String plainName(String option) {
    return option.replaceFirst("^.*?--", "").replaceFirst("=.*", "").replace("[no-]", "");
  }

  private static String text(String[] lines) {
    return String.join(" ", lines).replace("%%", "%").replaceAll("\\s+", " ").strip();
  }

  private static String cell(String text) {
    return text.replace("|", "\\|").replace("<", "&lt;");
  }

  private static String wrapped(String text) {
    StringBuilder lines = new StringBuilder();
    int column = 0;
    for (String word : text.split(" ")) {
      if (column > 0 && column + 1 + word.length() > WIDTH) {
        lines.append('\n');
        column = 0;
      }
      lines.append(column == 0 ? "" : " ").append(word);
      column += word.length() + (column == 0 ? 0 : 1);
    }
    return lines.append('\n').toString();
  }
}
