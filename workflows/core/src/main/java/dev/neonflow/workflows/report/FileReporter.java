package dev.neonflow.workflows.report;

import dev.neonflow.workflows.ReportFailedException;
import dev.neonflow.workflows.StepContext;
import dev.neonflow.workflows.internal.files.SharedFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;

/**
 * Keeps reports as Markdown in a file, one for each key; a new one takes the place of the last one
 * of its key. Whatever else is in the file stays. Several processes may report to one file.
 *
 * @param file the file; it and its directory are made if missing
 */
public record FileReporter(Path file) implements Reporter {

  /** Reports to this file. */
  public static FileReporter to(Path file) {
    return new FileReporter(file);
  }

  /** Reports to this file. */
  public static FileReporter to(String file) {
    return new FileReporter(Path.of(file));
  }

  @Override
  public String describe() {
    return "the file " + file;
  }

  @Override
  public Published publish(RunReport report, StepContext context) {
    String key = report.subject().key();
    String section = MarkdownReport.inFile(report, null) + ReportMarker.end(key) + "\n";
    try {
      String before = SharedFile.update(file, text -> replaced(text, key, section));
      return new Published(file.toAbsolutePath().toString(), find(before, key) < 0);
    } catch (IOException e) {
      throw new ReportFailedException(
          "the report could not be written to " + file + ": " + e.getMessage(),
          "make the file writable and run again",
          e);
    }
  }

  @Override
  public Set<String> standing(String prefix, StepContext context) throws IOException {
    Set<String> keys = new TreeSet<>();
    if (Files.exists(file)) {
      for (String section : Files.readString(file).split("(?m)^(?=<!-- neonflow:)", -1)) {
        ReportMarker.standing(section).filter(key -> key.startsWith(prefix)).ifPresent(keys::add);
      }
    }
    return keys;
  }

  private static String replaced(String text, String key, String section) {
    int begin = find(text, key);
    if (begin < 0) {
      return text + (text.isEmpty() || text.endsWith("\n") ? "" : "\n") + section;
    }
    String last = ReportMarker.end(key);
    int end = text.indexOf(last, begin);
    // Without its end somebody cut it; then it goes up to the next report.
    int next = text.indexOf("<!-- neonflow:", begin + 1);
    int after = end >= 0 && (next < 0 || end < next) ? end + last.length() : next;
    String rest = after < 0 ? "" : text.substring(after);
    return text.substring(0, begin) + section + (rest.startsWith("\n") ? rest.substring(1) : rest);
  }

  /** Where the report of a key begins, at the beginning of a line; negative if there is none. */
  private static int find(String text, String key) {
    String marker = ReportMarker.begin(key);
    int at = text.indexOf(marker);
    while (at > 0 && text.charAt(at - 1) != '\n') {
      at = text.indexOf(marker, at + 1);
    }
    return at;
  }
}
