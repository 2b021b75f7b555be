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
import org.jspecify.annotations.Nullable;

/**
 * The summary of a GitHub Actions job, in front of another place for the report.
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
    append(MarkdownReport.render(report));
    return other == null ? new Published(LOCATION, true) : other.publish(report, context);
  }

  private void append(String text) throws IOException {
    Files.writeString(file, text + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }
}
