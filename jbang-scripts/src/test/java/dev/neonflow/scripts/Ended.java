package dev.neonflow.scripts;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A program that has ended, and what it said.
 *
 * @param out what it wrote to standard output
 * @param err what it wrote to standard error
 */
record Ended(int exitCode, String out, String err) {

  /** A result in JSON must be as it is published. */
  Ended {
    OutputSchema.check(out);
  }

  /** It must have refused, with one line that says why and one that says what to do. */
  void assertRefused(int code, String named) {
    List<String> said = err.lines().filter(line -> line.startsWith("neonflow: ")).toList();
    assertAll(
        toString(),
        () -> assertEquals(code, exitCode),
        () -> assertEquals(1, said.size()),
        () -> assertEquals("", out),
        () -> assertTrue(said.toString().contains(named), "does not say: " + named),
        () -> assertTrue(err.contains("\n  next: "), "does not say what is next"),
        () -> assertFalse(err.contains("Exception"), "shows a class"),
        () -> assertFalse(err.contains("\tat "), "shows a stack trace"));
  }

  /** The text of a field of the JSON object on standard output. */
  String field(String name) {
    Matcher matcher =
        Pattern.compile("\"" + name + "\":(?:\"((?:[^\"\\\\]|\\\\.)*)\"|([^,}]*))").matcher(out);
    if (!matcher.find()) {
      throw new AssertionError("no " + name + " in " + this);
    }
    return matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
  }
}
