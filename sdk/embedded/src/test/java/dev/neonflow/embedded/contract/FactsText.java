package dev.neonflow.embedded.contract;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** JSON that is good to compare line by line: whatever fits in a line stands in one. */
final class FactsText {

  private static final int WIDTH = 120;
  private static final String INDENT = "  ";

  private FactsText() {}

  static String of(Object facts) {
    return write(facts, "", 0) + "\n";
  }

  private static String write(Object value, String indent, int before) {
    String line = line(value);
    if (indent.length() + before + line.length() < WIDTH) {
      return line;
    }
    String inner = indent + INDENT;
    List<String> parts = new ArrayList<>();
    if (value instanceof Map<?, ?> object) {
      object.forEach(
          (name, member) -> {
            String label = quoted(String.valueOf(name)) + ": ";
            parts.add(inner + label + write(member, inner, label.length()));
          });
      return "{\n" + String.join(",\n", parts) + "\n" + indent + "}";
    }
    if (value instanceof List<?> array) {
      array.forEach(element -> parts.add(inner + write(element, inner, 0)));
      return "[\n" + String.join(",\n", parts) + "\n" + indent + "]";
    }
    return line;
  }

  private static String line(Object value) {
    List<String> parts = new ArrayList<>();
    if (value instanceof Map<?, ?> object) {
      object.forEach(
          (name, member) -> parts.add(quoted(String.valueOf(name)) + ": " + line(member)));
      return "{" + String.join(", ", parts) + "}";
    }
    if (value instanceof List<?> array) {
      array.forEach(element -> parts.add(line(element)));
      return "[" + String.join(", ", parts) + "]";
    }
    if (value instanceof String text) {
      return quoted(text);
    }
    if (value instanceof Double number) {
      return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
    }
    return String.valueOf(value);
  }

  private static String quoted(String text) {
    StringBuilder json = new StringBuilder("\"");
    for (char c : text.toCharArray()) {
      if (c == '"' || c == '\\') {
        json.append('\\').append(c);
      } else if (c < ' ' || c > '~') {
        json.append(String.format("\\u%04x", (int) c));
      } else {
        json.append(c);
      }
    }
    return json.append('"').toString();
  }
}
