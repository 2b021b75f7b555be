package dev.neonflow.workflows.ci.check;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A command of a {@code run:} that runs one of our scripts.
 *
 * @param kind what it does
 * @param text the line that it is in, with those that continue it
 * @param line where it is
 * @param isExec whether the shell becomes the script, so that the signals of a cancelled job reach
 *     it; also true of one whose output the shell waits for
 * @param asExec how to write it so
 */
record Call(Kind kind, String text, int line, boolean isExec, String asExec) {
  private static final Pattern SCRIPT =
      Pattern.compile(
          "(?:^|[\\s;&|(/\"'`])(?:neonflow(?:\\.cmd)?|jbang(?:\\s+(?:run|--\\S+))*)[\"']?"
              + "\\s+(?:\\S*/)?(preview|production|staging|sweep|test|dev)(?:\\.java|@\\S+)?"
              + "(?:\\s+([a-z]+))?(?=[\\s;&|)`]|$)");

  /** What stands before a command in its line. */
  private static final Pattern BEFORE =
      Pattern.compile(".*(?:[;&|({]|\\b(?:then|do|else)\\s)|\\s*(?:[A-Za-z_]\\w*=\\S*\\s+)+");

  private static final Pattern QUOTED =
      Pattern.compile("\"[^\"]*\"|'[^']*'|\\$\\{\\{.*?}}|\\$\\{.*?}");

  private static final Pattern AFTER = Pattern.compile("\\s*(?:&&|\\||;)");
  private static final Pattern ASKED = Pattern.compile("^(?:(?:if|while|until|!|time)\\s+)+");

  /** What a script does. */
  enum Kind {
    UP,
    DOWN,
    PRODUCTION,
    OTHER
  }

  static List<Call> in(YamlNode run) {
    List<Call> calls = new ArrayList<>();
    List<String> lines = run.text().lines().map(String::strip).toList();
    for (int i = 0; i < lines.size(); i++) {
      int first = i;
      StringBuilder whole = new StringBuilder(lines.get(i));
      while (whole.toString().endsWith("\\") && i + 1 < lines.size()) {
        whole.setLength(whole.length() - 1);
        whole.append(lines.get(++i));
      }
      Matcher script = SCRIPT.matcher(whole);
      if (!lines.get(first).startsWith("#") && script.find()) {
        boolean last =
            lines.stream().skip(i + 1).allMatch(line -> line.isEmpty() || line.startsWith("#"));
        calls.add(call(whole.toString(), script, run.textLine() + first, last));
      }
    }
    return calls;
  }

  private static Call call(String text, Matcher script, int line, boolean last) {
    Kind kind = kind(script.group(1), script.group(2));
    String before = text.substring(0, script.start(1));
    int start = 0;
    Matcher prefix = BEFORE.matcher(before);
    while (prefix.region(start, before.length()).lookingAt()) {
      start = prefix.end();
    }
    while (Character.isWhitespace(text.charAt(start))) {
      start++;
    }
    String command = text.substring(start);
    boolean exec = command.startsWith("exec ") || isSubstitution(before);
    Matcher quoted = QUOTED.matcher(command);
    Matcher after = AFTER.matcher(quoted.replaceAll(found -> "x".repeat(found.group().length())));
    boolean more = after.find();
    String alone = more ? command.substring(0, after.start()) : command;
    Matcher asked = ASKED.matcher(alone);
    String asExec =
        more || !last || asked.lookingAt()
            ? "give it a step of its own: run: exec " + asked.replaceFirst("")
            : text.substring(0, start) + "exec " + command;
    return new Call(kind, text, line, exec, asExec);
  }

  /** Whether the shell wants what it puts out. */
  private static boolean isSubstitution(String before) {
    int open = before.lastIndexOf("$(");
    return open >= 0 && before.indexOf(')', open) < 0
        || before.chars().filter(letter -> letter == '`').count() % 2 == 1;
  }

  private static Kind kind(String script, String verb) {
    if (script.equals("preview")) {
      return "up".equals(verb) ? Kind.UP : "down".equals(verb) ? Kind.DOWN : Kind.OTHER;
    }
    return script.equals("production") ? Kind.PRODUCTION : Kind.OTHER;
  }
}
