package dev.neonflow.scripts;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A program that has ended, and what it said.
 *
 * @param out what it wrote to standard output
 * @param err what it wrote to standard error
 */
record Ended(int exitCode, String out, String err) {

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
