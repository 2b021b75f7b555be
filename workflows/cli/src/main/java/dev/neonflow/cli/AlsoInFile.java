package dev.neonflow.cli;

import dev.neonflow.workflows.ReportFailedException;
import dev.neonflow.workflows.StepContext;
import dev.neonflow.workflows.report.FileReporter;
import dev.neonflow.workflows.report.Published;
import dev.neonflow.workflows.report.Reporter;
import dev.neonflow.workflows.report.RunReport;
import java.util.Objects;
import java.util.Set;

/**
 * A file that gets the report besides another place, and whatever happens there.
 *
 * @param other the place that counts
 * @param file the file
 */
record AlsoInFile(Reporter other, FileReporter file) implements Reporter {

  @Override
  public String describe() {
    return other.describe() + " and " + file.describe();
  }

  @Override
  public Published publish(RunReport report, StepContext context) throws Exception {
    Published written = null;
    ReportFailedException unwritable = null;
    try {
      written = file.publish(report, context);
    } catch (ReportFailedException e) {
      unwritable = e;
    }
    Published published;
    try {
      published = other.publish(report, context);
    } catch (Exception e) {
      if (unwritable != null) {
        e.addSuppressed(unwritable);
      }
      throw e;
    }
    if (written == null) {
      throw Objects.requireNonNull(unwritable);
    }
    return published.isSomewhere() ? published : written.noting(published.note());
  }

  @Override
  public Set<String> standing(String prefix, StepContext context) throws Exception {
    return other.standing(prefix, context);
  }
}
