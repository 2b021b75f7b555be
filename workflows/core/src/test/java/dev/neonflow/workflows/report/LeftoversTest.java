package dev.neonflow.workflows.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.workflows.DeployFailedException;
import dev.neonflow.workflows.FakeContext;
import dev.neonflow.workflows.Plan;
import dev.neonflow.workflows.PlannedStep;
import dev.neonflow.workflows.Policies;
import dev.neonflow.workflows.PreconditionException;
import dev.neonflow.workflows.Runs;
import dev.neonflow.workflows.StepNotEndedException;
import dev.neonflow.workflows.StepOptions;
import dev.neonflow.workflows.StepOutcome;
import dev.neonflow.workflows.Subject;
import dev.neonflow.workflows.WorkflowCancelledException;
import dev.neonflow.workflows.branch.BranchNames;
import dev.neonflow.workflows.branch.BranchRef;
import dev.neonflow.workflows.branch.DeleteBranch;
import dev.neonflow.workflows.branch.DeletedBranch;
import dev.neonflow.workflows.deploy.Deployment;
import dev.neonflow.workflows.deploy.DeploymentNames;
import dev.neonflow.workflows.migrate.CommandMigrator;
import dev.neonflow.workflows.migrate.rehearsal.RehearsalReport;
import dev.neonflow.workflows.migrate.rehearsal.RehearseStep;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class LeftoversTest {
  private static final Subject SUBJECT = FakeContext.subject(42, null);

  private static List<String> of(StepOutcome<?>... outcomes) {
    return Leftovers.of(Reports.plan(SUBJECT), List.of(outcomes));
  }

  private static StepOutcome<Deployment> failed(Exception cause) {
    return new StepOutcome.Failed<>("deployment", cause, Duration.ZERO);
  }

  private static WorkflowCancelledException cancelled(Exception cause) {
    return new WorkflowCancelledException("cancelled: SIGINT", "run it again", cause);
  }

  @Test
  void whatRuns_isNamedWithItsPlatformAndProcess() {
    Deployment app =
        new Deployment(
            "process", "pr-42-shop", URI.create("http://127.0.0.1:1/"), true, false, "pid 4");
    assertEquals(
        List.of(
            "branch preview/pr-42",
            "deployment pr-42-shop (process) at http://127.0.0.1:1/, pid 4"),
        of(
            new StepOutcome.Succeeded<>("branch", Reports.branch(), Duration.ZERO),
            new StepOutcome.Succeeded<>("deployment", app, Duration.ZERO)));
  }

  @Test
  void rehearsalThatDidNotEnd_perhapsLeftItsCopy() {
    PlannedStep rehearsal =
        new PlannedStep(
            "rehearsal",
            new RehearseStep(CommandMigrator.of("migrate")),
            "rehearse",
            Runs.ON_SUCCESS,
            StepOptions.defaults());
    Plan plan = new Plan("production", Plan.FORMAT, SUBJECT, Policies.DEFAULT, List.of(rehearsal));
    Exception stuck = cancelled(new StepNotEndedException("told to stop", "", null));
    assertEquals(
        List.of("perhaps a branch rehearsal/*, which expires within a day"),
        Leftovers.of(
            plan,
            List.of(new StepOutcome.Failed<RehearsalReport>("rehearsal", stuck, Duration.ZERO))));
  }

  @Test
  void deployerThatEnded_leftNothingButWhatItSays() {
    assertEquals(List.of(), of(failed(cancelled(new InterruptedException()))));
    assertEquals(List.of(), of(failed(new DeployFailedException("ended", "", null))));
    WorkflowCancelledException cause = cancelled(null);
    cause.addSuppressed(
        new DeployFailedException("process 7 does not end", "", "process 7 of pr-42-shop", null));
    assertEquals(List.of("process 7 of pr-42-shop"), of(failed(cause)));
  }

  @Test
  void deployerThatDidNotEnd_mayHaveLeftItsDeployment() {
    String name = DeploymentNames.of(SUBJECT).name();
    List<String> perhaps =
        List.of("perhaps deployment " + name + " (process), whose step did not end");
    Exception deaf = new StepNotEndedException("told to stop, the step did not", "", null);
    assertEquals(perhaps, of(failed(cancelled(deaf))));
    assertEquals(perhaps, of(failed(new IllegalStateException("unforeseen"))));
  }

  @Test
  void stepWhoseWorkWasUndone_leftNothing() {
    Exception cause = new IllegalStateException("unforeseen");
    assertEquals(
        List.of(),
        of(
            new StepOutcome.Failed<BranchRef>("branch", cause, Duration.ZERO, true),
            new StepOutcome.Failed<Deployment>("deployment", cause, Duration.ZERO, true)));
  }

  @Test
  void branchThatIsNotOurs_isNotLeft() {
    Exception cause = PreconditionException.state("in the way", "", null);
    assertEquals(List.of(), of(new StepOutcome.Failed<BranchRef>("branch", cause, Duration.ZERO)));
  }

  @Test
  void branchThatWasToGo_isNamed() {
    DeleteBranch delete = new DeleteBranch(BranchNames.of(SUBJECT, null));
    Plan plan =
        new Plan(
            "teardown",
            Plan.FORMAT,
            SUBJECT,
            Policies.DEFAULT,
            List.of(
                new PlannedStep(
                    "delete-branch", delete, "", Runs.ON_SUCCESS, StepOptions.defaults())));
    List<String> left =
        Leftovers.of(
            plan, List.of(new StepOutcome.Skipped<DeletedBranch>("delete-branch", "cancelled")));
    assertTrue(left.get(0).startsWith("perhaps branch preview/pr-42-feature"), left.toString());
  }
}
