package dev.neonflow.workflows.report;

import dev.neonflow.workflows.RunId;
import dev.neonflow.workflows.StepOutcome;
import dev.neonflow.workflows.Subject;
import dev.neonflow.workflows.WorkflowStatus;
import dev.neonflow.workflows.branch.BranchRef;
import dev.neonflow.workflows.deploy.Deployment;
import dev.neonflow.workflows.migrate.MigrationReport;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a run did, for people. The one model that all renderers read.
 *
 * @param workflow the kind of workflow, for example {@code preview}
 * @param subject what it was about
 * @param runId which run
 * @param status how it stands; while a report is written the reporting step itself is not counted
 * @param outcomes what each step did, in the order they ran
 * @param left what exists although the run did not succeed, see {@link Leftovers}
 * @param consoleUrl the branch in Neon's console, or null
 * @param at when the report was made
 * @param took since the run began
 */
public record RunReport(
    String workflow,
    Subject subject,
    RunId runId,
    WorkflowStatus status,
    List<StepOutcome<?>> outcomes,
    List<String> left,
    @Nullable URI consoleUrl,
    Instant at,
    Duration took) {

  /** Copies the lists. */
  public RunReport {
    outcomes = List.copyOf(outcomes);
    left = List.copyOf(left);
  }

  /** The branch, if the run got that far. */
  public Optional<BranchRef> branch() {
    return output(BranchRef.class);
  }

  /** What was migrated, if the run got that far. */
  public Optional<MigrationReport> migration() {
    return output(MigrationReport.class);
  }

  /** What was deployed, if the run got that far. */
  public Optional<Deployment> deployment() {
    return output(Deployment.class);
  }

  /** The first output of a type. */
  public <T extends Record> Optional<T> output(Class<T> type) {
    return outcomes.stream()
        .flatMap(outcome -> outcome.output().stream())
        .filter(type::isInstance)
        .map(type::cast)
        .findFirst();
  }
}
