package dev.neonflow.cli;

import dev.neonflow.workflows.StepContext;
import dev.neonflow.workflows.report.MarkdownReport;
import dev.neonflow.workflows.report.Published;
import dev.neonflow.workflows.report.Reporter;
import dev.neonflow.workflows.report.RunReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The summary of a GitHub Actions job, beside another place for the report; it says why the report
 * is not there.
 *
 * @param file what GitHub shows beside the job, {@code $GITHUB_STEP_SUMMARY}
 * @param other the other place, or null
 */
record JobSummary(Path file, @Nullable Reporter other) implements Reporter {

  /** Where it is, for people; it has no address of its own while the job runs. */
  static final String LOCATION = "the job's summary";

  @Override
  public String describe() {
    return LOCATION + (other == null ? "" : " and " + other.describe());
  }

  @Override
  public Published publish(RunReport report, StepContext context) throws Exception {
    if (other == null) {
      append(report, null);
      return new Published(LOCATION, true);
    }
    Published published;
    try {
      published = other.publish(report, context);
    } catch (Exception e) {
      append(report, e.getMessage());
      throw e;
    }
    append(report, published.note());
    return published.isSomewhere() ? published : new Published(LOCATION, true, published.note());
  }

  private void append(RunReport report, @Nullable String note) throws IOException {
    Files.writeString(
        file,
        MarkdownReport.inFile(report, note) + "\n",
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
  }

  @Override
  public Set<String> standing(String prefix, StepContext context) throws Exception {
    return other == null ? Set.of() : other.standing(prefix, context);
  }
}
