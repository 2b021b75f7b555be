package dev.neonflow.workflows.ci.check;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A line of a {@code run:} that runs one of our scripts.
 *
 * @param kind what it does
 * @param text the line
 * @param line where it is
 */
record Call(Kind kind, String text, int line) {
  private static final Pattern SCRIPT =
      Pattern.compile(
          "(?:^|[\\s;&|(/\"'])(?:neonflow(?:\\.cmd)?|jbang(?:\\s+(?:run|--\\S+))*)[\"']?"
              + "\\s+(?:\\S*/)?(preview|production|staging|sweep|test|dev)(?:\\.java|@\\S+)?"
              + "(?:\\s+([a-z]+))?(?=\\s|$)");

  /** What a script does. */
  enum Kind {
    UP,
    DOWN,
    PRODUCTION,
    OTHER
  }

  static List<Call> in(YamlNode run) {
    List<Call> calls = new ArrayList<>();
    List<String> lines = run.text().lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      Matcher script = SCRIPT.matcher(line);
      if (!line.startsWith("#") && script.find()) {
        calls.add(new Call(kind(script.group(1), script.group(2)), line, run.textLine() + i));
      }
    }
    return calls;
  }

  private static Kind kind(String script, String verb) {
    if (script.equals("preview")) {
      return "up".equals(verb) ? Kind.UP : "down".equals(verb) ? Kind.DOWN : Kind.OTHER;
    }
    return script.equals("production") ? Kind.PRODUCTION : Kind.OTHER;
  }

  /** Whether the shell becomes the script, so that the signals of a cancelled job reach it. */
  boolean isExec() {
    return text.startsWith("exec ");
  }
}
