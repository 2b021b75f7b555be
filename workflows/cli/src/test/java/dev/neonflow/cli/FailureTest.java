package dev.neonflow.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.sdk.error.ErrorDetails;
import dev.neonflow.sdk.error.ForbiddenException;
import dev.neonflow.sdk.error.NotFoundException;
import dev.neonflow.sdk.error.UnauthorizedException;
import dev.neonflow.workflows.MigrationFailedException;
import dev.neonflow.workflows.NotRemovedException;
import dev.neonflow.workflows.PreconditionException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FailureTest {

  private static final String LONG = "GET https://console.neon.tech/api/v2/projects was answered";

  @Test
  void refusedKey_isOneSentenceWithTheRequest_andOneRemedy() {
    String remedy = "Check the API key (NEON_API_KEY): it is missing, mistyped or revoked";
    Failure failure =
        Failure.of(
            "branch",
            new UnauthorizedException(LONG + " with 401. " + remedy, details(401, remedy), null));
    assertEquals("Neon refused the API key (401, request req-1)", failure.message());
    assertTrue(failure.next().startsWith("check NEON_API_KEY"), failure.next());
    assertEquals(3, failure.exitCode());
  }

  @Test
  void forbiddenCall_namesTheRequestAndTheRemedy() {
    String remedy = "Use an API key that may do this";
    Failure failure =
        Failure.of(
            new ForbiddenException(LONG + " with 403. " + remedy, details(403, remedy), null));
    assertEquals("Neon does not let the API key do this (403, request req-1)", failure.message());
    assertEquals("use an API key that may do this", failure.next());
  }

  @Test
  void remedyOfTheClient_isTheNextLineOnly_alsoWhenItsErrorWasTheCause() {
    String remedy = "Check the ids";
    NotFoundException error =
        new NotFoundException(LONG + " with 404. " + remedy, details(404, remedy), null);
    assertEquals(LONG + " with 404", Failure.of(error).message());
    assertEquals("check the ids", Failure.of(error).next());
    Failure wrapped =
        Failure.of(PreconditionException.state("no branch: " + error.getMessage(), "do x", error));
    assertEquals("no branch: " + LONG + " with 404", wrapped.message());
    assertEquals("do x", wrapped.next());
  }

  @Test
  void linesOfATool_becomeOne() {
    Failure failure =
        Failure.of(new MigrationFailedException("it ended with exit code 3:\nhi\n0\n", "", null));
    assertEquals("it ended with exit code 3: hi; 0", failure.message());
  }

  @Test
  void whatIsLeft_isNamedWhereverItWasThrown_andWhatRemovesIt() {
    NotRemovedException kept = new NotRemovedException("m", "stop it", "branch b", null);
    Exception suppressing = new IllegalStateException("first", new IOException());
    suppressing.addSuppressed(new IllegalStateException("wrapped", kept));
    Failure other = Failure.interrupted(143, "run again");
    for (Exception thrown : List.of(kept, suppressing, new IllegalStateException("x", kept))) {
      assertEquals("branch b; stop it", other.left(thrown));
      assertEquals(Optional.of("stop it"), Failure.removal(thrown));
    }
    assertEquals("branch b", Failure.of(kept).left(kept));
    assertEquals("", other.left(new IllegalStateException("x")));
  }

  private static ErrorDetails details(int status, String remedy) {
    return new ErrorDetails(status, "", "req-1", 1, false, remedy);
  }
}
