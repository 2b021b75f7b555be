package dev.neonflow.workflows.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.sdk.error.ConflictException;
import dev.neonflow.sdk.error.ErrorDetails;
import dev.neonflow.sdk.error.NeonException;
import dev.neonflow.workflows.ConnectionLostException;
import dev.neonflow.workflows.DeployFailedException;
import dev.neonflow.workflows.FenceException;
import dev.neonflow.workflows.MigrationFailedException;
import dev.neonflow.workflows.NeonflowException;
import dev.neonflow.workflows.NotRemovedException;
import dev.neonflow.workflows.PreconditionException;
import dev.neonflow.workflows.StepOutcome;
import dev.neonflow.workflows.WorkflowCancelledException;
import dev.neonflow.workflows.WorkflowFailedException;
import dev.neonflow.workflows.WorkflowResult;
import dev.neonflow.workflows.WorkflowRun;
import dev.neonflow.workflows.WorkflowStatus;
import dev.neonflow.workflows.report.Leftovers;
import java.io.IOException;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What becomes of a run whose step fails, and what its caller learns. */
interface FailureContract extends Stage {

  @Test
  default void stepFails_laterOnesAreSkippedWithTheReasonAndWhatAlwaysRunsDoes() {
    Scene scene = scene();
    WorkflowFailedException thrown =
        assertThrows(
            WorkflowFailedException.class,
            () ->
                workflow()
                    .then(scene.step("one"))
                    .then(scene.step("two", Scene.failing(new IOException("no such table"))))
                    .then(scene.step("three"))
                    .then(scene.step("always").always())
                    .then(scene.step("at-last").always())
                    .run());
    assertEquals(List.of("one", "two", "always", "at-last"), scene.log(), "nothing is undone");
    assertEquals(WorkflowStatus.FAILED, thrown.result().status());
    assertEquals("step two failed: no such table", thrown.getMessage());
    assertEquals("no such table", String.valueOf(thrown.getCause().getMessage()));
    assertEquals(
        Optional.of(new StepOutcome.Skipped<>("three", "step two failed")),
        thrown.result().outcome("three"));
    assertEquals(
        "step three has no output: it was skipped: step two failed",
        assertThrows(NoSuchElementException.class, () -> thrown.result().get(Note.of("three")))
            .getMessage());
  }

  @Test
  default void whatAlwaysRunsFails_theRunFailsAndTheNextOfItsKindRuns() {
    Scene scene = scene();
    WorkflowFailedException thrown =
        assertThrows(
            WorkflowFailedException.class,
            () ->
                workflow()
                    .then(scene.step("one"))
                    .then(scene.step("always", Scene.failing(new IOException("gone"))).always())
                    .then(scene.step("at-last").always())
                    .run());
    assertEquals(List.of("one", "always", "at-last"), scene.log());
    assertEquals(
        List.of("one Succeeded", "always Failed", "at-last Succeeded"),
        Stage.outcomes(thrown.result()));
  }

  @Test
  default void failedMigration_isThrownAsOneWithItsWayOut() {
    MigrationFailedException cause =
        assertInstanceOf(
            MigrationFailedException.class,
            thrownFor(new MigrationFailedException("syntax error in V2", "mend V2", null)));
    assertEquals("syntax error in V2", cause.getMessage());
    assertEquals("mend V2", cause.next());
  }

  @Test
  default void ownExceptions_keepTheirClassAndWhatCallersDecideBy() {
    List<NeonflowException> own =
        List.of(
            new FenceException("that is production", "name another branch", null),
            new ConnectionLostException("no route", "run it again", null),
            PreconditionException.usage("no file db.sql", "name a file that exists"),
            PreconditionException.state("the branch is in the way", "delete it", null));
    for (NeonflowException thrown : own) {
      NeonflowException cause = assertInstanceOf(thrown.getClass(), thrownFor(thrown));
      assertEquals(thrown.getMessage(), cause.getMessage());
      assertEquals(thrown.next(), cause.next());
      assertEquals(thrown.retryable(), cause.retryable());
      if (thrown instanceof PreconditionException refused) {
        assertEquals(refused.isUsage(), ((PreconditionException) cause).isUsage());
      }
    }
  }

  @Test
  default void ownExceptionsAboutWhatIsLeft_stillSayWhat() {
    assertEquals(
        Optional.of("process 7"),
        assertInstanceOf(
                DeployFailedException.class,
                thrownFor(new DeployFailedException("not ready", "see its log", "process 7", null)))
            .left());
    assertEquals(
        "app pr-7",
        assertInstanceOf(
                NotRemovedException.class,
                thrownFor(new NotRemovedException("still there", "delete it", "app pr-7", null)))
            .left());
  }

  @Test
  default void whatIsLeftByTheWay_isReported() {
    Scene scene = scene();
    IOException broken = new IOException("broken", left("process 7"));
    broken.addSuppressed(left("app pr-7"));
    WorkflowFailedException thrown =
        assertThrows(
            WorkflowFailedException.class,
            () ->
                workflow()
                    .then(scene.step("one", Scene.failing(broken)))
                    .report(scene.reporter())
                    .run());
    assertEquals(Set.of("process 7", "app pr-7"), Set.copyOf(scene.reports().get(0).left()));
    assertEquals(Set.of("process 7", "app pr-7"), Set.copyOf(Leftovers.of(thrown.result())));
  }

  @Test
  default void whatACancelledStepLeaves_isReported() throws Exception {
    Scene scene = scene();
    WorkflowRun run =
        workflow()
            .then(
                scene.step(
                    "one",
                    context -> {
                      try {
                        scene.untilReleased(context);
                      } catch (WorkflowCancelledException e) {
                        e.addSuppressed(left("app pr-7"));
                        throw e;
                      }
                    }))
            .report(scene.reporter())
            .start();
    scene.awaitBegun("one");
    run.cancel("SIGTERM");
    WorkflowResult result = run.await();
    assertEquals(WorkflowStatus.CANCELLED, result.status());
    assertEquals("cancelled: SIGTERM", String.valueOf(result.failure().orElseThrow().getMessage()));
    assertEquals(List.of("app pr-7"), scene.reports().get(0).left());
    assertEquals(List.of("app pr-7"), Leftovers.of(result));
  }

  private static DeployFailedException left(String what) {
    return new DeployFailedException(what + " stays", "run it again", what, null);
  }

  @Test
  default void refusalOfNeon_keepsItsClassAndItsFacts() {
    ErrorDetails facts =
        new ErrorDetails(409, "BRANCH_ALREADY_EXISTS", "req-7", 2, false, "look it up");
    NeonException cause =
        assertInstanceOf(
            ConflictException.class,
            thrownFor(new ConflictException("there is one already", facts, null)));
    assertEquals(409, cause.status());
    assertEquals(Optional.of("req-7"), cause.requestId());
    assertEquals(facts, cause.details());
    assertEquals("there is one already after 2 attempts", cause.getMessage());
  }

  @Test
  default void errorOfTheJvm_isAFailureThatIsReported() {
    Scene scene = scene();
    WorkflowFailedException thrown =
        assertThrows(
            WorkflowFailedException.class,
            () ->
                workflow()
                    .then(
                        scene.step(
                            "one",
                            context -> {
                              throw new NoClassDefFoundError("x/Y");
                            }))
                    .report(scene.reporter())
                    .run());
    assertTrue(thrown.getMessage().contains("x/Y"), thrown.getMessage());
    assertEquals(List.of("one", "report"), scene.log());
  }

  /** The cause of what the run of a step that throws this ends with. */
  private Throwable thrownFor(RuntimeException exception) {
    Act step = scene().step("one", Scene.failing(exception));
    WorkflowFailedException thrown =
        assertThrows(WorkflowFailedException.class, () -> workflow().then(step).run());
    assertEquals("step one failed: " + exception.getMessage(), thrown.getMessage());
    assertEquals(thrown.result().failure().orElseThrow(), thrown.getCause());
    String next =
        exception instanceof NeonflowException own
            ? own.next()
            : ((NeonException) exception).remedy().orElse("");
    assertEquals(next, thrown.next());
    return thrown.getCause();
  }
}
