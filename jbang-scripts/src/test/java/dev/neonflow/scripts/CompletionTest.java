package dev.neonflow.scripts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code neonflow completion}, read by the shells themselves. */
class CompletionTest {

  /** A command line, and what its last word can become. */
  private static final Map<String, Set<String>> LINES =
      Map.of(
          "neonflow pre", Set.of("preview"),
          "neonflow preview ", Set.of("up", "down"),
          "neonflow dev ", Set.of("create", "url", "reset", "delete", "list"),
          "neonflow preview up --data ", Set.of("full", "schema-only"),
          "neonflow preview up --pr 7 --data s", Set.of("schema-only"),
          "neonflow preview up --dat", Set.of("--data", "--database"),
          "neonflow completion ", Set.of("bash", "zsh", "fish"),
          "neonflow dev url --format ", Set.of("uri", "psql", "jdbc", "prisma", "env"));

  @TempDir Path temp;

  @Test
  void bash_completesCommandsOptionsAndWords() throws Exception {
    Path bash = Peers.need("bash");
    Path script = script("bash");
    StringBuilder program = new StringBuilder("source " + script + "\n");
    LINES
        .keySet()
        .forEach(
            line -> {
              String words =
                  Arrays.stream(line.split(" ", -1))
                      .map(word -> "'" + word + "'")
                      .collect(Collectors.joining(" "));
              program
                  .append("COMP_WORDS=(" + words + "); COMP_CWORD=$((${#COMP_WORDS[@]} - 1))\n")
                  .append("COMPREPLY=(); _complete_neonflow 2>/dev/null\n")
                  .append("echo \"" + line + "=>${COMPREPLY[*]}\"\n");
            });
    program.append("complete -p neonflow\n");
    Ended run = Child.run(temp, Map.of(), List.of(bash.toString(), "-c", program.toString()));
    assertEquals(0, run.exitCode(), run.toString());
    assertCompleted(run.out());
    assertTrue(run.out().contains("-F _complete_neonflow neonflow"), run.out());
  }

  @Test
  void fish_completesCommandsOptionsAndWords() throws Exception {
    String shell = "fish";
    Path fish = Peers.need(shell);
    StringBuilder program = new StringBuilder("source " + script(shell) + "\n");
    LINES
        .keySet()
        .forEach(
            line ->
                program.append(
                    "echo '"
                        + line
                        + "=>'(complete -C '"
                        + line
                        + "' | string replace -r '\\t.*' '' | string join ' ')\n"));
    Ended run =
        Child.run(
            temp,
            Map.of("HOME", temp.toString()),
            List.of(fish.toString(), "--no-config", "-c", program.toString()));
    assertEquals(0, run.exitCode(), run.toString());
    assertCompleted(run.out());
  }

  @Test
  void zsh_takesTheScript() throws Exception {
    String shell = "zsh";
    Path zsh = Peers.need(shell);
    String program =
        "autoload -Uz compinit && compinit -u -D\nsource "
            + script(shell)
            + "\necho \"by ${_comps[neonflow]}\"\n";
    Ended run =
        Child.run(
            temp, Map.of("HOME", temp.toString()), List.of(zsh.toString(), "-f", "-c", program));
    assertTrue(run.out().contains("_complete_neonflow"), run.toString());
  }

  private static void assertCompleted(String out) {
    LINES.forEach(
        (line, words) -> {
          String found =
              out.lines().filter(said -> said.startsWith(line + "=>")).findFirst().orElse("");
          assertEquals(
              new TreeSet<>(words),
              new TreeSet<>(List.of(found.substring(line.length() + 2).split(" ", -1))),
              line);
        });
  }

  /** Fish's script names each command and each option on a line, so it tells what is known. */
  @Test
  void allCommandsOfAllScripts_areKnown_andNoOthers() throws IOException {
    String fish = Script.COMPLETION.run(Map.of(), temp, "fish").out();
    TreeSet<String> known = new TreeSet<>();
    Matcher line = Pattern.compile("__neonflow_in ([a-z ]+)'.* -l ([a-z-]+)").matcher(fish);
    while (line.find()) {
      known.add(line.group(1) + " --" + line.group(2));
    }
    TreeSet<String> there = new TreeSet<>();
    for (ScriptCommand command : ScriptCommand.all()) {
      command.options().forEach(option -> there.add(command + " " + option.longestName()));
      there.addAll(List.of(command + " --help", command + " --version"));
    }
    assertEquals(there, known, "the list of known commands is not that of the scripts");
  }

  @Test
  void script_isTheResult_inJsonToo_andAnotherShellIsWrongUsage() {
    Ended json = Script.COMPLETION.json(Map.of(), temp, "bash");
    assertEquals("bash", json.field("shell"));
    assertTrue(json.out().contains(",\"script\":\"#!/usr/bin/env bash\\n"), json.out());
    Script.COMPLETION.run(Map.of(), temp, "tcsh").assertRefused(2, "the shell is 'tcsh'");
    Script.COMPLETION.run(Map.of(), temp).assertRefused(2, "the shell is missing");
  }

  @Test
  void notesAtTheBeginning_areAboutThisProgram_andNothingElseIsLost() {
    String out = Script.COMPLETION.run(Map.of(), temp, "bash").out();
    String notes = out.substring(0, out.indexOf("\n\n"));
    assertTrue(notes.contains("#   source <(neonflow completion bash)\n"), notes);
    assertTrue(notes.lines().allMatch(line -> line.startsWith("#")), notes);
    assertTrue(!out.contains("YOUR_APP_HOME"), notes);
    assertTrue(out.contains("\n\nif [ -n \"$BASH_VERSION\" ]; then\n"), out);
  }

  private Path script(String shell) throws IOException {
    Ended run = Script.COMPLETION.run(Map.of(), temp, shell);
    assertEquals(0, run.exitCode(), run.toString());
    return Files.writeString(temp.resolve("completion." + shell), run.out());
  }
}
