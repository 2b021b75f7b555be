package dev.neonflow.scripts;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** What every command says about itself. */
class HelpTest {

  private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|(\\S+)");
  private static final Path ANYWHERE = Path.of("").toAbsolutePath();

  static List<ScriptCommand> commands() throws IOException {
    return ScriptCommand.all();
  }

  static List<String> scripts() throws IOException {
    return Script.files().stream()
        .map(file -> file.getFileName().toString().replace(".java", ""))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("commands")
  void help_hasExamplesThatAreUnderstood(ScriptCommand command) {
    List<String> examples = examples(help(command, Map.of("COLUMNS", "100")));
    assertFalse(examples.isEmpty(), "no example");
    for (String example : examples) {
      String own = example.replaceFirst(".*?(neonflow )", "$1").replaceFirst("(\\)\"?| > .*)$", "");
      List<String> words = words(own);
      int name = command.words().length + 1;
      assertEquals("neonflow " + command.name(), String.join(" ", words.subList(0, name)));
      CommandLine parser = new CommandLine(new Script(words.get(1)).made());
      String[] arguments = words.subList(2, words.size()).toArray(String[]::new);
      assertDoesNotThrow(() -> parser.parseArgs(arguments), example);
    }
  }

  @ParameterizedTest
  @MethodSource("commands")
  void help_saysDefaults_variablesAndExitCodes(ScriptCommand command) {
    String help = help(command, Map.of("COLUMNS", "100"));
    String text = help.replaceAll("\\s+", " ");
    assertTrue(text.contains("Exit codes: 0 done; 2 usage;"), help);
    assertTrue(text.contains("in the environment as NEONFLOW_ and its name (NEONFLOW_"), help);
    assertAll(
        command.options().stream()
            .map(
                option ->
                    () -> {
                      String name = option.longestName().replaceFirst("^--", "");
                      assertTrue(text.contains(name), option + " is not there");
                      assertFalse(lacksDefault(option), option + " does not say its default");
                    }));
  }

  private static boolean lacksDefault(OptionSpec option) {
    boolean on = option.negatable();
    return (on || option.arity().max() > 0)
        && !String.join(" ", option.description()).contains("(default: ");
  }

  @ParameterizedTest
  @MethodSource("scripts")
  void help_isNeverWiderThanTheTerminal(String script) {
    for (int columns : new int[] {55, 80, 200}) {
      Map<String, String> environment = Map.of("COLUMNS", Integer.toString(columns));
      List<Ended> all = new ArrayList<>();
      all.add(new Script(script).run(environment, ANYWHERE, "--help"));
      new CommandLine(new Script(script).made())
          .getSubcommands()
          .keySet()
          .forEach(
              below -> all.add(new Script(script).run(environment, ANYWHERE, below, "--help")));
      for (Ended help : all) {
        assertEquals(0, help.exitCode(), help.toString());
        assertTrue(help.out().contains("\nExamples:\n"), help.out());
        help.out()
            .lines()
            .forEach(line -> assertTrue(line.length() <= columns, columns + " columns: " + line));
      }
    }
  }

  @Test
  void longHelp_isDividedIntoSections_theCommandsOwnOptionsFirst() {
    Ended help = Script.PREVIEW.run(Map.of(), ANYWHERE, "up", "--help");
    List<String> titles =
        help.out().lines().filter(line -> line.matches("[A-Z].*:")).map(String::strip).toList();
    assertEquals(List.of("Examples:", "Options:", "The branch:"), titles.subList(0, 3));
    assertEquals("What is shown:", titles.get(titles.size() - 1));
    assertTrue(help.out().startsWith("Usage: neonflow preview up --pr NUMBER [options]"));
    assertTrue(help.out().contains("[or NEON_PROJECT_ID]"), help.out());
  }

  @Test
  void wrongOption_namesTheHelpToRead() {
    Ended run = Script.DEV.run(Map.of(), ANYWHERE, "url", "--nosuch");
    run.assertRefused(2, "--nosuch");
    assertTrue(run.err().contains("  next: neonflow dev url --help"), run.err());
  }

  private static String help(ScriptCommand command, Map<String, String> environment) {
    String[] words = command.words();
    String[] arguments =
        Stream.concat(Stream.of(words).skip(1), Stream.of("--help")).toArray(String[]::new);
    Ended help = new Script(words[0]).run(environment, ANYWHERE, arguments);
    assertEquals(0, help.exitCode(), help.toString());
    assertEquals("", help.err());
    return help.out();
  }

  @Test
  void longExample_goesOnInTheNextLine_asAShellReadsIt() {
    Ended help = Script.WORKER.run(Map.of("COLUMNS", "60"), ANYWHERE, "--help");
    assertTrue(help.out().contains("127.0.0.1:7233 \\\n      --task-queue neonflow\n"), help.out());
  }

  private static List<String> examples(String help) {
    return help.lines()
        .dropWhile(line -> !line.equals("Examples:"))
        .skip(1)
        .takeWhile(line -> !line.isEmpty())
        .map(String::strip)
        .toList();
  }

  private static List<String> words(String line) {
    List<String> words = new ArrayList<>();
    Matcher word = WORD.matcher(line);
    while (word.find()) {
      words.add(word.group(1) == null ? word.group(2) : word.group(1));
    }
    return words;
  }
}
