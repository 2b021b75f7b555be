package dev.neonflow.scripts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** What the documents tell people to type is what the scripts understand. */
class DocumentCommandsTest {

  private static final Set<String> SHELL = Set.of("", "sh", "yaml", "groovy");
  private static final Pattern TYPED = Pattern.compile("(?<![\\w.])neonflow ([a-z].*)");
  private static final Pattern INLINE =
      Pattern.compile("`[^`]*?(?<![\\w.])neonflow ([a-z]+(?: [^`]*)?)`");

  @Test
  void commandsInBlocks_areUnderstood() throws IOException {
    CommandLines scripts = CommandLines.load();
    List<String> wrong = new ArrayList<>();
    int found = 0;
    for (Document document : Document.all()) {
      for (Document.Block block : document.blocks()) {
        if (SHELL.contains(block.language())) {
          Matcher typed = TYPED.matcher(block.text().replace("\\\n", " "));
          while (typed.find()) {
            found++;
            String problem = refused(scripts, CommandLines.words(typed.group(1)));
            if (!problem.isEmpty()) {
              wrong.add(document + ": " + typed.group() + ": " + problem);
            }
          }
        }
      }
    }
    assertEquals(List.of(), wrong);
    assertTrue(found > 40, "only " + found + " commands");
  }

  @Test
  void commandsInSentences_nameWhatThereIs() throws IOException {
    CommandLines scripts = CommandLines.load();
    List<String> wrong = new ArrayList<>();
    int found = 0;
    for (Document document : Document.all()) {
      Matcher inline = INLINE.matcher(String.join("\n", document.prose()));
      while (inline.find()) {
        found++;
        String problem = unknown(scripts, inline.group(1));
        if (!problem.isEmpty()) {
          wrong.add(document + ": " + inline.group() + ": " + problem);
        }
      }
    }
    assertEquals(List.of(), wrong);
    assertTrue(found > 40, "only " + found + " commands");
  }

  @Test
  void wrongCommands_areSeen() throws IOException {
    CommandLines scripts = CommandLines.load();
    assertEquals("", refused(scripts, CommandLines.words("preview up --pr \"$PR\" # first")));
    assertFalse(refused(scripts, CommandLines.words("preview up --pr seven")).isEmpty());
    assertFalse(refused(scripts, CommandLines.words("preview upp --pr 7")).isEmpty());
    assertFalse(refused(scripts, CommandLines.words("review up")).isEmpty());
    assertEquals("", unknown(scripts, "dev create|url NAME --format FORMAT"));
    assertFalse(unknown(scripts, "preview up --pull N").isEmpty());
  }

  private static String refused(CommandLines scripts, List<String> words) {
    List<String> args = new ArrayList<>(words);
    args.remove("...");
    CommandLine line = scripts.script(args.remove(0)).orElse(null);
    if (line == null) {
      return "no such script";
    }
    try {
      // In a job the number of the pull request comes from the event.
      line.setDefaultValueProvider(arg -> arg.paramLabel().equals("NUMBER") ? "1" : null);
      line.parseArgs(args.toArray(String[]::new));
      return "";
    } catch (ParameterException e) {
      return e.getMessage();
    }
  }

  /** Sentences leave things out and have placeholders, so only the names are looked at. */
  private static String unknown(CommandLines scripts, String text) {
    String[] words = text.strip().split("[\\s()\"\\[\\]]+");
    CommandLine line = scripts.script(words[0]).orElse(null);
    if (line == null) {
      return "no such script";
    }
    Set<CommandLine> meant = new HashSet<>(Set.of(line));
    if (words.length > 1 && !line.getSubcommands().isEmpty() && words[1].matches("[a-z|\\\\]+")) {
      meant.clear();
      for (String name : words[1].split("[|\\\\]+")) {
        CommandLine command = line.getSubcommands().get(name);
        if (command == null) {
          return "no such command: " + name;
        }
        meant.add(command);
      }
    }
    for (String word : words) {
      if (word.equals("--")) {
        break;
      }
      String option = word.replaceFirst("=.*", "");
      if (option.startsWith("--") && meant.stream().noneMatch(command -> has(command, option))) {
        return "no such option: " + option;
      }
    }
    return "";
  }

  private static boolean has(CommandLine command, String option) {
    return command.getCommandSpec().optionsMap().containsKey(option)
        || command.getCommandSpec().negatedOptionsMap().containsKey(option)
        || command.getSubcommands().values().stream().anyMatch(sub -> has(sub, option));
  }
}
