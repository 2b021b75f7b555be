package dev.neonflow.workflows.internal.process;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The last lines of an output, bounded, for messages that more people read than may read a
 * database: where the output is of a tool that quotes a database's errors, the lines that hold
 * values of rows are left out. Of Python's tracebacks only what was raised is kept, not from where.
 * Mutable, for one thread.
 */
public final class Tail {
  private static final int LINES = 30;
  private static final int LONGEST = 500;

  /** Of PostgreSQL's errors as programs print them; node-postgres calls the last one so. */
  private static final Pattern OF_ROWS =
      Pattern.compile("^\\W*(?:detail|context|where)\\s*:.*", Pattern.CASE_INSENSITIVE);

  /** The same within a line: of Rust's programs, and of errors about a value. */
  private static final Pattern VALUES =
      Pattern.compile(
          "(\\bdetail: )Some\\(.*|(invalid input (?:syntax|value) for [^:]*|out of range): [\"'].*");

  private static final String TRACEBACK = "Traceback (most recent call last):";

  /** Between two tracebacks of Python. */
  private static final Pattern BECAUSE =
      Pattern.compile("(?:The above|During handling of the above) exception.*:");

  private final Deque<String> lines = new ArrayDeque<>();
  private boolean inTraceback;

  /** Adds a line; empty ones are not kept, nor are values of rows. */
  public void add(String line) {
    if (line.endsWith(TRACEBACK)) {
      inTraceback = true;
      keep(line.substring(0, line.length() - TRACEBACK.length()));
    } else if (!inTraceback || !Character.isWhitespace(line.isEmpty() ? ' ' : line.charAt(0))) {
      inTraceback = false;
      keep(line);
    }
  }

  private void keep(String line) {
    if (line.isBlank() || OF_ROWS.matcher(line).matches() || BECAUSE.matcher(line).matches()) {
      return;
    }
    if (lines.size() == LINES) {
      lines.removeFirst();
    }
    String kept = VALUES.matcher(line).replaceFirst("$1$2");
    lines.addLast(kept.length() > LONGEST ? kept.substring(0, LONGEST) + " ..." : kept);
  }

  /** The last line, if there was any. */
  public Optional<String> last() {
    return Optional.ofNullable(lines.peekLast());
  }

  /** The lines; empty if there were none. */
  @Override
  public String toString() {
    return String.join("\n", lines);
  }
}
