package dev.neonflow.cli;

import java.util.Iterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes maps, collections, strings, numbers, booleans and null as JSON, on one line. */
final class Json {

  private Json() {}

  static String write(@Nullable Object value) {
    StringBuilder text = new StringBuilder();
    append(text, value);
    return text.toString();
  }

  private static void append(StringBuilder text, @Nullable Object value) {
    if (value == null || value instanceof Boolean || value instanceof Number) {
      text.append(value);
    } else if (value instanceof Map<?, ?> map) {
      text.append('{');
      for (Iterator<? extends Map.Entry<?, ?>> i = map.entrySet().iterator(); i.hasNext(); ) {
        Map.Entry<?, ?> entry = i.next();
        quote(text, String.valueOf(entry.getKey()));
        text.append(':');
        append(text, entry.getValue());
        text.append(i.hasNext() ? "," : "");
      }
      text.append('}');
    } else if (value instanceof Iterable<?> items) {
      text.append('[');
      for (Iterator<?> i = items.iterator(); i.hasNext(); ) {
        append(text, i.next());
        text.append(i.hasNext() ? "," : "");
      }
      text.append(']');
    } else {
      quote(text, value.toString());
    }
  }

  private static void quote(StringBuilder text, String value) {
    text.append('"');
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      switch (c) {
        case '"' -> text.append("\\\"");
        case '\\' -> text.append("\\\\");
        case '\n' -> text.append("\\n");
        case '\r' -> text.append("\\r");
        case '\t' -> text.append("\\t");
        default -> {
          if (c < 0x20 || c == 0x2028 || c == 0x2029 || Character.isSurrogate(c)) {
            text.append(String.format("\\u%04x", (int) c));
          } else {
            text.append(c);
          }
        }
      }
    }
    text.append('"');
  }
}
