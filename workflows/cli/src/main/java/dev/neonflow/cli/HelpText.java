package dev.neonflow.cli;

import java.lang.reflect.AnnotatedElement;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/**
 * What {@code --help} prints: what the command is for, examples, its options by sections with their
 * defaults, where else they can be set, and the exit codes.
 */
final class HelpText {

  private static final int NARROWEST = 55;
  private static final int NARROW = 72;
  private static final int WIDEST = 100;
  private static final int NAMES = 32;
  private static final int INDENT = 6;
  private static final String EXAMPLES = "examples";
  private static final String VARIABLES =
      "Every option can be set elsewhere, too: in the environment as NEONFLOW_ and its name"
          + " (NEONFLOW_%s for --%s), in neonflow.properties or"
          + " ~/.config/neonflow/config.properties by its name (%s=...).%s neonflow config shows"
          + " what is set, and where.";
  private static final String OTHERS = " A variable after \"or\" is a second name.";

  private HelpText() {}

  /**
   * Makes a command, and all below it, explain itself so.
   *
   * @param columns what the terminal has; lines are not made longer than is good to read
   */
  static void on(CommandLine line, int columns) {
    CommandSpec command = line.getCommandSpec();
    UsageMessageSpec usage = command.usageMessage();
    line.setColorScheme(Help.defaultColorScheme(Help.Ansi.OFF));
    line.setUsageHelpWidth(Math.min(WIDEST, Math.max(NARROWEST, columns)));
    usage.customSynopsis(synopsis(command));
    usage.sectionMap().put(EXAMPLES, help -> examples(command, usage.width()));
    usage.sectionMap().put(UsageMessageSpec.SECTION_KEY_COMMAND_LIST, HelpText::commands);
    usage.sectionMap().put(UsageMessageSpec.SECTION_KEY_OPTION_LIST, HelpText::options);
    usage.sectionKeys(
        List.of(
            UsageMessageSpec.SECTION_KEY_SYNOPSIS_HEADING,
            UsageMessageSpec.SECTION_KEY_SYNOPSIS,
            UsageMessageSpec.SECTION_KEY_DESCRIPTION,
            UsageMessageSpec.SECTION_KEY_COMMAND_LIST,
            EXAMPLES,
            UsageMessageSpec.SECTION_KEY_OPTION_LIST,
            UsageMessageSpec.SECTION_KEY_FOOTER));
    usage.footer(footer(command, usage.width()));
    line.getSubcommands().values().forEach(below -> on(below, columns));
  }

  /** Command lines for it, or one for each command below it. */
  static List<String> examplesOf(CommandSpec command) {
    List<String> own =
        Stream.concat(Stream.of(command), command.mixins().values().stream())
            .flatMap(spec -> written(spec.userObject()).stream())
            .toList();
    return !own.isEmpty()
        ? own
        : command.subcommands().values().stream()
            .flatMap(below -> examplesOf(below.getCommandSpec()).stream().limit(1))
            .toList();
  }

  private static List<String> written(@Nullable Object user) {
    AnnotatedElement at =
        user instanceof AnnotatedElement method ? method : user == null ? null : user.getClass();
    Examples examples = at == null ? null : at.getAnnotation(Examples.class);
    return examples == null ? List.of() : List.of(examples.value());
  }

  /** A long one goes on in the next line, as a shell understands it. */
  private static String examples(CommandSpec command, int width) {
    String begin = System.lineSeparator() + "  ";
    String next = " \\" + System.lineSeparator() + "      ";
    String lines =
        examplesOf(command).stream()
            .map(line -> begin + String.join(next, wrapped(line, width - INDENT - 2)))
            .collect(Collectors.joining());
    return lines.isEmpty() ? "" : String.format("%nExamples:%s%n", lines);
  }

  private static String synopsis(CommandSpec command) {
    StringBuilder line = new StringBuilder(command.qualifiedName());
    if (!command.subcommands().isEmpty()) {
      return line.append(" COMMAND [options]").toString();
    }
    command.options().stream()
        .filter(option -> option.required() && !option.hidden())
        .forEach(option -> line.append(' ').append(names(option)));
    line.append(" [options]");
    for (PositionalParamSpec parameter : command.positionalParameters()) {
      boolean must = parameter.required();
      line.append(must ? " " : " [").append(parameter.paramLabel()).append(must ? "" : "]");
    }
    return line.toString();
  }

  private static String commands(Help help) {
    int width = help.commandSpec().usageMessage().width();
    StringBuilder text = new StringBuilder();
    help.commandSpec()
        .subcommands()
        .forEach(
            (name, line) -> {
              String[] what = line.getCommandSpec().usageMessage().description();
              row(text, width, name, String.join(" ", what));
            });
    return text.isEmpty() ? "" : title("Commands", width) + text;
  }

  private static String options(Help help) {
    CommandSpec command = help.commandSpec();
    int width = command.usageMessage().width();
    Map<Section, StringBuilder> sections = new EnumMap<>(Section.class);
    for (PositionalParamSpec parameter : command.positionalParameters()) {
      StringBuilder text = sections.computeIfAbsent(Section.COMMAND, none -> new StringBuilder());
      row(text, width, parameter.paramLabel(), String.join(" ", parameter.description()));
    }
    for (OptionSpec option : command.options()) {
      if (!option.hidden()) {
        row(
            sections.computeIfAbsent(Section.of(option), none -> new StringBuilder()),
            width,
            names(option),
            description(option));
      }
    }
    return sections.entrySet().stream()
        .map(section -> title(section.getKey().title(), width) + section.getValue())
        .collect(Collectors.joining());
  }

  private static String title(String text, int width) {
    return String.format("%n%s%n", String.join(System.lineSeparator(), wrapped(text + ":", width)));
  }

  private static String description(OptionSpec option) {
    String other =
        Settings.otherVariable(SettingsDefaults.name(option))
            .map(variable -> " [or " + variable + "]")
            .orElse("");
    return String.join(" ", option.description()) + other;
  }

  /** A name and what it is about beside it, or below it where the name is long. */
  private static void row(StringBuilder text, int width, String names, String description) {
    int begin = width < NARROW ? INDENT : NAMES;
    String beside = "  " + names;
    for (String line : wrapped(description, width - begin)) {
      if (beside.length() > begin - 2) {
        text.append(beside).append(System.lineSeparator());
        beside = "";
      }
      text.append(String.format("%-" + begin + "s%s%n", beside, line));
      beside = "";
    }
  }

  /** Lines that end between words only: names of files and variables stay whole. */
  private static List<String> wrapped(String text, int width) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : text.split(" ", -1)) {
      if (!line.isEmpty() && line.length() + 1 + word.length() > width) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.isEmpty() ? "" : " ").append(word);
    }
    lines.add(line.toString());
    return lines;
  }

  /** The names of an option, and what it takes: {@code -q, --quiet}, {@code --data full|none}. */
  private static String names(OptionSpec option) {
    String names =
        option.negatable()
            ? option.longestName().replaceFirst("^--", "--[no-]")
            : String.join(", ", option.names());
    return option.arity().max() == 0 ? names : names + " " + option.paramLabel();
  }

  private static String[] footer(CommandSpec command, int width) {
    List<String> lines = new ArrayList<>(List.of(""));
    lines.addAll(wrapped(elsewhere(command), width));
    lines.add("");
    lines.addAll(wrapped(ExitCodes.HELP, width));
    return lines.toArray(String[]::new);
  }

  private static String elsewhere(CommandSpec command) {
    if (!command.subcommands().isEmpty()) {
      return command.qualifiedName() + " COMMAND --help says more about each.";
    }
    List<OptionSpec> options = command.options();
    String name =
        options.stream()
            .filter(option -> Section.of(option) == Section.COMMAND && !option.hidden())
            .map(SettingsDefaults::name)
            .findFirst()
            .orElse("output");
    boolean others =
        options.stream()
            .anyMatch(option -> Settings.otherVariable(SettingsDefaults.name(option)).isPresent());
    return VARIABLES.formatted(Settings.upper(name), name, name, others ? OTHERS : "");
  }
}
