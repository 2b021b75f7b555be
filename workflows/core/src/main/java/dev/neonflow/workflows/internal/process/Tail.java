package dev.neonflow.workflows.internal.process;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** The last lines of an output, bounded. Mutable, for one thread. */
public final class Tail {
  private static final int LINES = 30;
  private static final int LONGEST = 500;

  private final Deque<String> lines = new ArrayDeque<>();

  /** Adds a line; empty ones are not kept. */
  public void add(String line) {
    if (line.isBlank()) {
      return;
    }
    if (lines.size() == LINES) {
      lines.removeFirst();
    }
    lines.addLast(line.length() > LONGEST ? line.substring(0, LONGEST) + " ..." : line);
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
