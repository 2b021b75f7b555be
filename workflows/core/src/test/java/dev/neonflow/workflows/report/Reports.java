package dev.neonflow.workflows.report;

import dev.neonflow.workflows.FakeContext;
import dev.neonflow.workflows.MigrationFailedException;
import dev.neonflow.workflows.Plan;
import dev.neonflow.workflows.PlannedStep;
import dev.neonflow.workflows.Policies;
import dev.neonflow.workflows.RunId;
import dev.neonflow.workflows.Step;
import dev.neonflow.workflows.StepOptions;
import dev.neonflow.workflows.StepOutcome;
import dev.neonflow.workflows.Subject;
import dev.neonflow.workflows.WorkflowStatus;
import dev.neonflow.workflows.branch.BranchNames;
import dev.neonflow.workflows.branch.BranchRef;
import dev.neonflow.workflows.branch.BranchSpec;
import dev.neonflow.workflows.branch.EnsureBranch;
import dev.neonflow.workflows.branch.Lease;
import dev.neonflow.workflows.branch.Rerun;
import dev.neonflow.workflows.deploy.DeployStep;
import dev.neonflow.workflows.deploy.Deployment;
import dev.neonflow.workflows.deploy.ProcessDeployer;
import dev.neonflow.workflows.migrate.MigrationReport;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Reports to render. */
public final class Reports {
  private static final Instant AT = Instant.parse("2026-01-02T03:04:05Z");

  private Reports() {}

  public static RunReport succeeded(int pullRequest, String description) {
    List<StepOutcome<?>> outcomes = new ArrayList<>();
    outcomes.add(new StepOutcome.Succeeded<>("branch", branch(), Duration.ofMillis(350)));
    MigrationReport migration =
        new MigrationReport(
            "flyway",
            List.of(new MigrationReport.Applied("7", description, Duration.ofMillis(12))),
            "6",
            "7",
            Duration.ofMillis(2400));
    outcomes.add(new StepOutcome.Succeeded<>("migrate", migration, Duration.ofMillis(2400)));
    Deployment app =
        new Deployment(
            "process", "pr-42-shop", URI.create("http://127.0.0.1:8080/"), true, false, "");
    outcomes.add(new StepOutcome.Succeeded<>("deploy", app, Duration.ofSeconds(65)));
    return report(FakeContext.subject(pullRequest, "c0ffee"), WorkflowStatus.SUCCEEDED, outcomes);
  }

  public static RunReport failed(String reason) {
    Exception cause = new MigrationFailedException(reason, "correct it and run again", null);
    List<StepOutcome<?>> outcomes =
        List.of(
            new StepOutcome.Succeeded<>("branch", branch(), Duration.ofMillis(350)),
            new StepOutcome.Failed<MigrationReport>("migrate", cause, Duration.ofMillis(100)),
            new StepOutcome.Skipped<Deployment>("deploy", "migrate failed"));
    return report(FakeContext.subject(42, null), WorkflowStatus.FAILED, outcomes);
  }

  public static RunReport report(
      Subject subject, WorkflowStatus status, List<StepOutcome<?>> outcomes) {
    URI console = URI.create("https://console.neon.tech/app/projects/p/branches/br-a-1");
    return new RunReport(
        "preview",
        subject,
        new RunId("run-1"),
        status,
        outcomes,
        Leftovers.of(plan(subject), outcomes),
        console,
        AT,
        Duration.ofSeconds(5));
  }

  public static Plan plan(Subject subject) {
    EnsureBranch branch =
        new EnsureBranch(
            BranchNames.of(subject, null), BranchSpec.DEFAULT.with(Lease.PREVIEW), Rerun.REUSE);
    DeployStep deploy = new DeployStep(ProcessDeployer.command("app"));
    return new Plan(
        "preview",
        Plan.FORMAT,
        subject,
        Policies.DEFAULT,
        List.of(planned(branch), planned(deploy)));
  }

  private static PlannedStep planned(Step<?> step) {
    return new PlannedStep(
        step.output().name(), step, step.describe(), step.runs(), StepOptions.defaults());
  }

  public static BranchRef branch() {
    Instant expiry = AT.plus(Duration.ofDays(7));
    return new BranchRef(
        "br-a-1",
        "preview/pr-42",
        true,
        "main",
        null,
        "ep-a-1.neon.tech",
        "neondb",
        "neondb_owner",
        expiry,
        "new");
  }
}
