package dev.neonflow.workflows.report;

import dev.neonflow.workflows.FakeContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;

/** A file as a place for reports. */
final class FileReporterContractTest extends ReporterContract {
  private static final String NOTES = "Notes that somebody keeps\n";

  @TempDir Path dir;

  private Path file() {
    return dir.resolve("report.md");
  }

  @Override
  protected Reporter reporter() {
    return FileReporter.to(file());
  }

  private String text() throws Exception {
    return Files.exists(file()) ? Files.readString(file()) : "";
  }

  private static String key(int pullRequest) {
    return FakeContext.subject(pullRequest, "c1").key();
  }

  @Override
  protected List<String> reports(int pullRequest) throws Exception {
    List<String> reports = new ArrayList<>();
    String text = text();
    String begin = ReportMarker.begin(key(pullRequest));
    for (int at = text.indexOf(begin); at >= 0; at = text.indexOf(begin, at + 1)) {
      reports.add(text.substring(at, text.indexOf(ReportMarker.end(key(pullRequest)), at)));
    }
    return reports;
  }

  @Override
  protected void remove(int pullRequest) throws Exception {
    String text = text();
    int begin = text.indexOf(ReportMarker.begin(key(pullRequest)));
    String end = ReportMarker.end(key(pullRequest));
    String rest = text.substring(text.indexOf(end) + end.length());
    Files.writeString(file(), text.substring(0, begin) + rest);
  }

  @Override
  protected void putForeign(int pullRequest) throws Exception {
    Files.writeString(file(), NOTES);
  }

  @Override
  protected boolean isForeignIntact() throws Exception {
    return text().startsWith(NOTES);
  }
}
