package dev.neonflow.scripts;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/**
 * A command of a script, as the parser sees it.
 *
 * @param name as it is typed after {@code neonflow}
 */
record ScriptCommand(String name, CommandLine line) {

  /** Those of all scripts that do something themselves, not by commands below them. */
  static List<ScriptCommand> all() throws IOException {
    List<ScriptCommand> all = new ArrayList<>();
    for (var file : Script.files()) {
      String script = file.getFileName().toString().replace(".java", "");
      CommandLine line = new Script(script).parser();
      if (line.getSubcommands().isEmpty()) {
        all.add(new ScriptCommand(script, line));
      }
      line.getSubcommands()
          .forEach((below, command) -> all.add(new ScriptCommand(script + " " + below, command)));
    }
    return all;
  }

  /** The words of its name. */
  String[] words() {
    return name.split(" ", -1);
  }

  /** What people may give it. */
  List<OptionSpec> options() {
    return line.getCommandSpec().options().stream().filter(option -> !option.hidden()).toList();
  }

  @Override
  public String toString() {
    return name;
  }
}
