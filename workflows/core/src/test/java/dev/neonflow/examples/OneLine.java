package dev.neonflow.examples;

import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;

import dev.neonflow.workflows.StepContext;
import dev.neonflow.workflows.report.Published;
import dev.neonflow.workflows.report.Reporter;
import dev.neonflow.workflows.report.RunReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

// region reporter
/** Adds a line to a file for each run. */
public record OneLine(Path file) implements Reporter {

  @Override
  public String describe() {
    return "a line in " + file;
  }

  @Override
  public Published publish(RunReport report, StepContext context) throws IOException {
    boolean created = !Files.exists(file);
    String line = report.subject().key() + " " + report.status() + " " + report.left() + "\n";
    Files.writeString(file, line, CREATE, APPEND);
    return new Published(file.toString(), created);
  }
}
// end
