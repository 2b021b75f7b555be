package dev.neonflow.cli;

import dev.neonflow.workflows.PreconditionException;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A file in the format of {@link Properties} that remembers on which line each value stands.
 *
 * @param entries by name
 */
record SettingsFile(Path path, Map<String, Entry> entries) {

  /**
   * A value.
   *
   * @param line from 1
   */
  record Entry(String value, int line) {}

  /** Copies the map. */
  SettingsFile {
    entries = Map.copyOf(entries);
  }

  /**
   * Reads a file.
   *
   * @throws PreconditionException if it cannot be read
   */
  static SettingsFile read(Path path) {
    try {
      return new SettingsFile(path, entries(Files.readAllLines(path)));
    } catch (IOException | IllegalArgumentException e) {
      throw PreconditionException.usage(
          "cannot read " + path + ": " + e.getMessage(), "mend or remove " + path);
    }
  }

  private static Map<String, Entry> entries(List<String> lines) throws IOException {
    Map<String, Entry> entries = new HashMap<>();
    for (int at = 0; at < lines.size(); ) {
      int first = at;
      StringBuilder text = new StringBuilder(lines.get(at++));
      if (!isComment(text)) {
        while (isContinued(text) && at < lines.size()) {
          text.append('\n').append(lines.get(at++));
        }
      }
      Properties one = new Properties();
      one.load(new StringReader(text.toString()));
      for (String name : one.stringPropertyNames()) {
        entries.put(name, new Entry(one.getProperty(name).strip(), first + 1));
      }
    }
    return entries;
  }

  private static boolean isComment(CharSequence line) {
    String text = line.toString().stripLeading();
    return text.startsWith("#") || text.startsWith("!");
  }

  /** An odd number of backslashes at its end: the last one is not escaped. */
  private static boolean isContinued(CharSequence line) {
    int end = line.length();
    while (end > 0 && line.charAt(end - 1) == '\\') {
      end--;
    }
    return (line.length() - end) % 2 == 1;
  }

  /** Its names that fit. */
  Set<String> names(Predicate<String> which) {
    return Set.copyOf(entries.keySet().stream().filter(which).toList());
  }

  /** The same without some names. */
  SettingsFile without(Set<String> names) {
    Map<String, Entry> rest = new HashMap<>(entries);
    rest.keySet().removeAll(names);
    return new SettingsFile(path, rest);
  }

  /** A value, unless it is empty. */
  Optional<Settings.Setting> find(String name) {
    @Nullable Entry entry = entries.get(name);
    return Optional.ofNullable(entry)
        .filter(found -> !found.value().isEmpty())
        .map(found -> new Settings.Setting(name, found.value(), path + ":" + found.line()));
  }
}
