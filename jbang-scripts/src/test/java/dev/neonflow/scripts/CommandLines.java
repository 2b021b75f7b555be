package dev.neonflow.scripts;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import picocli.CommandLine;

/** The scripts as picocli sees them, and the command lines in a text as a shell would. */
final class CommandLines {

  private final Map<String, CommandLine> scripts = new TreeMap<>();

  /** All scripts of the checkout. */
  static CommandLines load() throws IOException {
    CommandLines lines = new CommandLines();
    for (Path file : Script.files()) {
      String name = file.getFileName().toString().replace(".java", "");
      lines.scripts.put(name, standard(new Script(name).parser()));
    }
    return lines;
  }

  Map<String, CommandLine> scripts() {
    return scripts;
  }

  /** The script of this name, if there is one. */
  Optional<CommandLine> script(String name) {
    return Optional.ofNullable(scripts.get(name));
  }

  /** What a script says about itself in the list of scripts. */
  static String description(String script) throws IOException {
    String mark = "//DESCRIPTION ";
    return Files.readAllLines(Checkout.SCRIPTS.resolve(script + ".java")).stream()
        .filter(line -> line.startsWith(mark))
        .map(line -> line.substring(mark.length()))
        .findFirst()
        .orElseThrow();
  }

  /**
   * The words of a shell's command up to its end. What only the shell knows, a variable for
   * example, becomes 1, which is a number, a name and a path.
   */
  static List<String> words(String text) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    boolean inWord = false;
    char quote = 0;
    for (char c : (shellsOwn(text) + "\n").toCharArray()) {
      if (quote != 0) {
        if (c == quote) {
          quote = 0;
        } else {
          word.append(c);
        }
      } else if (c == '"' || c == '\'') {
        quote = c;
        inWord = true;
      } else if (c == '#' && !inWord || "|;&<>)\n".indexOf(c) >= 0) {
        break;
      } else if (c == ' ') {
        if (inWord) {
          words.add(word.toString());
        }
        word.setLength(0);
        inWord = false;
      } else {
        word.append(c);
        inWord = true;
      }
    }
    if (inWord) {
      words.add(word.toString());
    }
    return words;
  }

  private static String shellsOwn(String text) {
    return text.replace("\\\n", " ")
        .replaceAll("\\$\\{\\{[^}]*}}", "1")
        .replaceAll("\\$\\([^)]*\\)", "1")
        .replaceAll("\\$\\{?\\w+}?", "1");
  }

  private static CommandLine standard(CommandLine line) {
    line.getCommandSpec().mixinStandardHelpOptions(true);
    line.getSubcommands().values().forEach(CommandLines::standard);
    return line;
  }
}
