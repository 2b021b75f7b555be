package dev.neonflow.embedded.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Pieces of statements. */
final class Text {

  private static final String ARRAY = "(ARRAY[";
  private static final String CAST = "])::text[]";

  private Text() {}

  /** A text in single quotes. */
  static String literal(String value) {
    return "'" + value.replace("'", "''") + "'";
  }

  /** Storage options as they stand in parentheses; empty for none. */
  static String options(List<String> options, String prefix) {
    return options.stream()
        .map(option -> option.split("=", 2))
        .map(o -> prefix + o[0] + "=" + literal(o.length > 1 ? o[1] : ""))
        .collect(Collectors.joining(", "));
  }

  /**
   * An expression as it looks after it was read again. PostgreSQL shows {@code kind IN ('a', 'b')}
   * on a varchar as {@code (ARRAY['a'::character varying, ...])::text[]}, but reads that as a cast
   * of each element, and shows it so from then on.
   */
  static String settled(String expression) {
    if (!expression.contains(CAST)) {
      return expression;
    }
    int at = array(expression, 0);
    StringBuilder out = new StringBuilder();
    int done = 0;
    while (at >= 0) {
      List<String> elements = new ArrayList<>();
      int end = elements(expression, at + ARRAY.length(), elements);
      if (end >= 0 && expression.startsWith(CAST, end)) {
        out.append(expression, done, at).append("ARRAY[");
        out.append(
            elements.stream().map(e -> "(" + e + ")::text").collect(Collectors.joining(", ")));
        out.append(']');
        done = end + CAST.length();
      }
      at = array(expression, Math.max(done, at + 1));
    }
    return out.append(expression, done, expression.length()).toString();
  }

  /** Where the next array begins that is no part of a quoted text, or -1. */
  private static int array(String text, int from) {
    char quote = 0;
    for (int i = from; i < text.length(); i++) {
      char c = text.charAt(i);
      if (quote != 0) {
        quote = c == quote ? 0 : quote;
      } else if (c == '\'' || c == '"') {
        quote = c;
      } else if (text.startsWith(ARRAY, i)) {
        return i;
      }
    }
    return -1;
  }

  /** Collects what commas part up to the closing bracket; its position, or -1. */
  private static int elements(String text, int from, List<String> into) {
    int depth = 0;
    char quote = 0;
    int start = from;
    for (int i = from; i < text.length(); i++) {
      char c = text.charAt(i);
      if (quote != 0) {
        quote = c == quote ? 0 : quote;
      } else if (c == '\'' || c == '"') {
        quote = c;
      } else if (c == '(' || c == '[') {
        depth++;
      } else if (depth > 0 && (c == ')' || c == ']')) {
        depth--;
      } else if (depth == 0 && (c == ',' || c == ']')) {
        into.add(text.substring(start, i).strip());
        start = i + 1;
        if (c == ']') {
          return i;
        }
      }
    }
    return -1;
  }
}
