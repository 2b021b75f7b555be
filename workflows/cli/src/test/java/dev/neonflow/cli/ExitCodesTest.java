package dev.neonflow.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.sdk.ConnectionUri;
import dev.neonflow.sdk.Secret;
import dev.neonflow.sdk.error.AmbiguousWriteException;
import dev.neonflow.sdk.error.ConflictException;
import dev.neonflow.sdk.error.ErrorDetails;
import dev.neonflow.sdk.error.ForbiddenException;
import dev.neonflow.sdk.error.InvalidRequestException;
import dev.neonflow.sdk.error.LimitExceededException;
import dev.neonflow.sdk.error.LockedException;
import dev.neonflow.sdk.error.NeonConfigurationException;
import dev.neonflow.sdk.error.NeonDecodingException;
import dev.neonflow.sdk.error.NeonInterruptedException;
import dev.neonflow.sdk.error.NeonTimeoutException;
import dev.neonflow.sdk.error.NotFoundException;
import dev.neonflow.sdk.error.OperationFailedException;
import dev.neonflow.sdk.error.RateLimitedException;
import dev.neonflow.sdk.error.UnauthorizedException;
import dev.neonflow.sdk.error.UnavailableException;
import dev.neonflow.workflows.BranchLeftException;
import dev.neonflow.workflows.ConnectionLostException;
import dev.neonflow.workflows.DeadlineException;
import dev.neonflow.workflows.DeployFailedException;
import dev.neonflow.workflows.FenceException;
import dev.neonflow.workflows.GateException;
import dev.neonflow.workflows.InvalidWorkflowException;
import dev.neonflow.workflows.LockHeldException;
import dev.neonflow.workflows.MigrationFailedException;
import dev.neonflow.workflows.NotRemovedException;
import dev.neonflow.workflows.PreconditionException;
import dev.neonflow.workflows.ReportFailedException;
import dev.neonflow.workflows.Subject;
import dev.neonflow.workflows.SweepItem;
import dev.neonflow.workflows.SweepResult;
import dev.neonflow.workflows.WorkflowCancelledException;
import dev.neonflow.workflows.branch.BranchRef;
import dev.neonflow.workflows.migrate.MigrationTarget;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ExitCodesTest {

  private static final ErrorDetails DETAILS = ErrorDetails.local(null);
  private static final BranchRef BRANCH =
      new BranchRef("br-a-1", "a", true, null, null, "h", "neondb", "me", null, "new");

  @ParameterizedTest
  @MethodSource("table")
  void everyClassOfErrors_hasItsCode(int code, Throwable error) {
    assertEquals(code, ExitCodes.of(error), error.getClass().getSimpleName());
  }

  @Test
  void poolerGivenToAMigrator_isWrongUsage() {
    ConnectionUri pooled =
        ConnectionUri.parse(Secret.of("postgresql://me:secret@ep-a-1-pooler.eu.neon.tech/neondb"));
    Failure failure =
        Failure.of(
            assertThrows(
                PreconditionException.class, () -> new MigrationTarget(BRANCH, pooled, pooled)));
    assertEquals(2, failure.exitCode());
    assertTrue(failure.message().contains("ep-a-1-pooler"), failure.message());
    assertFalse(failure.message().contains("secret"), failure.message());
  }

  @Test
  void sweepThatLeftSomething_isNotDone() {
    SweepItem gone = item(SweepItem.Outcome.REMOVED, List.of());
    SweepItem stuck = item(SweepItem.Outcome.FAILED, List.of("branch b"));
    SweepItem unreported = item(SweepItem.Outcome.REMOVED, List.of("its report"));
    assertEquals(0, ExitCodes.of(sweep(false, false, gone)));
    assertEquals(0, ExitCodes.of(sweep(true, false, stuck)));
    assertEquals(9, ExitCodes.of(sweep(false, false, gone, stuck)));
    assertEquals(9, ExitCodes.of(sweep(false, false, unreported)));
    assertEquals(130, ExitCodes.of(sweep(false, true, gone, stuck)));
  }

  private static SweepItem item(SweepItem.Outcome outcome, List<String> left) {
    return new SweepItem(outcome, "p/pr-1", 1, List.of(), List.of(), "closed", left, "");
  }

  private static SweepResult sweep(boolean dryRun, boolean cancelled, SweepItem... items) {
    Subject subject = new Subject("sweep/p/acme/shop", "p", "acme/shop", null, null, null);
    return new SweepResult(subject, dryRun, cancelled, List.of(items), List.of());
  }

  static Stream<Arguments> table() {
    return Stream.of(
        Arguments.of(1, new IllegalStateException("x")),
        Arguments.of(1, new NeonDecodingException("x", DETAILS, null)),
        Arguments.of(1, new SQLException("syntax", "42601")),
        Arguments.of(2, PreconditionException.usage("x", "y")),
        Arguments.of(2, new InvalidWorkflowException("x", "y", null)),
        Arguments.of(3, PreconditionException.state("x", "y", null)),
        Arguments.of(3, new UnauthorizedException("x", DETAILS, null)),
        Arguments.of(3, new ForbiddenException("x", DETAILS, null)),
        Arguments.of(3, new NotFoundException("x", DETAILS, null)),
        Arguments.of(3, new ConflictException("x", DETAILS, null)),
        Arguments.of(3, new LimitExceededException("x", DETAILS, null)),
        Arguments.of(3, new InvalidRequestException("x", DETAILS, null)),
        Arguments.of(2, new NeonConfigurationException("x", DETAILS, null)),
        Arguments.of(4, new MigrationFailedException("x", "y", null)),
        Arguments.of(5, new FenceException("x", "y", null)),
        Arguments.of(5, new GateException("x", "y", null)),
        Arguments.of(6, new DeployFailedException("x", "y", null)),
        Arguments.of(7, new ConnectionLostException("x", "y", null)),
        Arguments.of(7, new DeadlineException("x", "y", null)),
        Arguments.of(7, new UnavailableException("x", DETAILS, null)),
        Arguments.of(7, new RateLimitedException("x", DETAILS, null)),
        Arguments.of(7, new NeonTimeoutException("x", DETAILS, null)),
        Arguments.of(7, new LockedException("x", DETAILS, null)),
        Arguments.of(7, new AmbiguousWriteException("x", DETAILS, "y", null)),
        Arguments.of(7, new OperationFailedException("x", DETAILS, "op", "start_compute")),
        Arguments.of(7, new SQLException("gone", "08006")),
        Arguments.of(7, new SQLException("shutting down", "57P01")),
        Arguments.of(8, new LockHeldException("x", "y", null)),
        Arguments.of(9, new ReportFailedException("x", "y", null)),
        Arguments.of(9, new NotRemovedException("x", "y", "branch b", null)),
        Arguments.of(9, new BranchLeftException(BRANCH, new IllegalStateException("x"))),
        Arguments.of(130, new WorkflowCancelledException("x", "y", null)),
        Arguments.of(130, new NeonInterruptedException("x", DETAILS, null)));
  }
}
