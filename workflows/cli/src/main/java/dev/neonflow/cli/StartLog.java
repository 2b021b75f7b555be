package dev.neonflow.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a process in the background wrote about its failed start.
 *
 * @param lines without empty ones and colours
 */
record StartLog(List<String> lines) {

  private static final int SHOWN = 40;
  private static final Pattern COLOUR = Pattern.compile("\u001b\\[[0-9;]*m");
  private static final String REASON = "neonflow: ";
  private static final Pattern REMEDY = Pattern.compile("\\s+next: (.+)");

  /** How the JVM names what nobody caught, and why it cannot begin. */
  private static final Pattern UNCAUGHT =
      Pattern.compile("(?:Exception in thread \"[^\"]*\" |Error: )(.+)");

  /** Copies the list. */
  StartLog {
    lines =
        lines.stream()
            .map(line -> COLOUR.matcher(line).replaceAll("").stripTrailing())
            .filter(line -> !line.isBlank())
            .toList();
  }

  /** The part of a file that was written after it had a length. */
  static StartLog read(Path file, long begin) {
    try {
      byte[] all = Files.readAllBytes(file);
      int from = (int) Math.min(begin, all.length);
      return new StartLog(
          new String(all, from, all.length - from, StandardCharsets.UTF_8).lines().toList());
    } catch (IOException e) {
      return new StartLog(List.of(REASON + "its log cannot be read: " + e.getMessage()));
    }
  }

  /** Why, on one line; what the process itself says comes first. */
  Optional<String> reason() {
    return lines.stream()
        .filter(line -> line.startsWith(REASON))
        .map(line -> line.substring(REASON.length()))
        .findFirst()
        .or(() -> first(UNCAUGHT))
        .or(() -> lines.stream().filter(StartLog::isSaid).reduce((one, other) -> other));
  }

  /** What to do about it, if the process knows. */
  Optional<String> next() {
    return first(REMEDY);
  }

  /** Its last lines, for those who want to know more. */
  String tail() {
    return String.join("\n", lines.subList(Math.max(0, lines.size() - SHOWN), lines.size()));
  }

  private Optional<String> first(Pattern pattern) {
    return lines.stream()
        .map(pattern::matcher)
        .filter(Matcher::matches)
        .map(found -> found.group(1))
        .findFirst();
  }

  /** Frames of a stack trace, and what to do next, begin with white space. */
  private static boolean isSaid(String line) {
    return !Character.isWhitespace(line.charAt(0)) && !line.startsWith("Caused by: ");
  }
}
