package dev.neonflow.workflows.internal.process;

import dev.neonflow.workflows.internal.redaction.Redactor;
import java.io.IOException;
import java.io.Reader;
import org.jspecify.annotations.Nullable;

/** Reads text line by line, redacted; a line too long is cut, and its rest thrown away. */
final class LineReader {
  private static final String CUT = " ... (cut)";

  private final Reader reader;
  private final Redactor redactor;
  private final int longestLine;
  private boolean afterReturn;

  LineReader(Reader reader, Redactor redactor, int longestLine) {
    this.reader = reader;
    this.redactor = redactor;
    this.longestLine = longestLine;
  }

  /** The next line without its end, or null after the last. A carriage return ends one as well. */
  @Nullable String next() throws IOException {
    // So much more than is shown is kept that a secret which the cut goes through is still found.
    int kept = longestLine + redactor.longest();
    StringBuilder line = new StringBuilder();
    long length = 0;
    int character = reader.read();
    if (afterReturn && character == '\n') {
      character = reader.read();
    }
    afterReturn = false;
    if (character < 0) {
      return null;
    }
    for (; character >= 0 && character != '\n' && character != '\r'; character = reader.read()) {
      length++;
      if (line.length() < kept) {
        line.append((char) character);
      }
    }
    afterReturn = character == '\r';
    String text = line.toString();
    return length <= longestLine
        ? redactor.redact(text)
        : redactor.redactBeginning(text, longestLine) + CUT;
  }
}
