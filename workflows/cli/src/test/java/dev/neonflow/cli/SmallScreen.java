package dev.neonflow.cli;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a terminal shows that got these bytes: enough of one for lines that are rewritten. Refuses a
 * line that it would have to wrap, and what it does not know.
 */
final class SmallScreen extends ByteArrayOutputStream {

  private static final Pattern PART =
      Pattern.compile("\\u001b\\[(\\d*)([AJ])|(\\r)|(\\n)|([^\\u001b\\r\\n])");

  private final int columns;

  SmallScreen(int columns) {
    this.columns = columns;
  }

  /** The bytes, escape sequences written as {@code <ESC>}. */
  String bytes() {
    return toString(StandardCharsets.UTF_8).replace("\u001b", "<ESC>").replace("\r", "<CR>");
  }

  /** The lines, without spaces at their ends. */
  List<String> lines() {
    List<StringBuilder> lines = new ArrayList<>(List.of(new StringBuilder()));
    int row = 0;
    int column = 0;
    Matcher part = PART.matcher(toString(StandardCharsets.UTF_8));
    int end = 0;
    while (part.find()) {
      assertTrue(part.start() == end, "not understood: " + bytes());
      end = part.end();
      if ("A".equals(part.group(2))) {
        row -= Integer.parseInt(part.group(1));
        assertTrue(row >= 0, "above the first line: " + bytes());
      } else if ("J".equals(part.group(2))) {
        lines.subList(row + 1, lines.size()).clear();
        lines.get(row).setLength(Math.min(column, lines.get(row).length()));
      } else if (part.group(3) != null) {
        column = 0;
      } else if (part.group(4) != null) {
        row++;
        column = 0;
        if (row == lines.size()) {
          lines.add(new StringBuilder());
        }
      } else {
        StringBuilder line = lines.get(row);
        assertTrue(column < columns, "wrapped: " + line);
        while (line.length() <= column) {
          line.append(' ');
        }
        line.setCharAt(column++, part.group(5).charAt(0));
      }
    }
    return lines.stream().map(line -> line.toString().stripTrailing()).toList();
  }
}
