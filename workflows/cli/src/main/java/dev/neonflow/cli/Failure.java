package dev.neonflow.cli;

import dev.neonflow.sdk.error.NeonException;
import dev.neonflow.sdk.error.NotFoundException;
import dev.neonflow.sdk.error.UnauthorizedException;
import dev.neonflow.workflows.NeonflowException;
import dev.neonflow.workflows.WorkflowFailedException;
import org.jspecify.annotations.Nullable;

/**
 * Why a script ends without success.
 *
 * @param exitCode of the process
 * @param step the step that failed, or null if it was none
 * @param message what went wrong, on one line
 * @param next what to do now; may be empty
 * @param cause for those who want the stack trace, or null
 */
record Failure(
    int exitCode, @Nullable String step, String message, String next, @Nullable Throwable cause) {

  /** An error outside of any step. */
  static Failure of(Throwable error) {
    return of(null, error);
  }

  /** An error of a step. */
  static Failure of(@Nullable String step, Throwable error) {
    Throwable root =
        error instanceof WorkflowFailedException && error.getCause() != null
            ? error.getCause()
            : error;
    return new Failure(ExitCodes.of(root), step, message(root), next(root), root);
  }

  /** The same with another code. */
  Failure withExitCode(int code) {
    return new Failure(code, step, message, next, cause);
  }

  /** The same with something to do next. */
  Failure withNext(String text) {
    return new Failure(exitCode, step, message, text, cause);
  }

  /** The error's text on one line; its class where it has none. */
  static String message(Throwable error) {
    String text = error.getMessage();
    if (text == null || text.isBlank()) {
      return error.getClass().getSimpleName();
    }
    boolean foreseen = error instanceof NeonflowException || error instanceof NeonException;
    return (foreseen || ExitCodes.of(error) != ExitCodes.UNEXPECTED
            ? ""
            : error.getClass().getSimpleName() + ": ")
        + text.strip().replaceAll("\\s*[\\r\\n]+\\s*", "; ");
  }

  private static String next(Throwable error) {
    if (error instanceof NeonflowException known && !known.next().isEmpty()) {
      return known.next();
    }
    if (error instanceof NeonException neon && neon.remedy().isPresent()) {
      return neon.remedy().get();
    }
    if (error instanceof UnauthorizedException) {
      return "check NEON_API_KEY; keys are made in Neon's console under Account settings, API keys";
    }
    if (error instanceof NotFoundException) {
      return "check --project-id and --parent";
    }
    return switch (ExitCodes.of(error)) {
      case ExitCodes.UNEXPECTED -> "run it again with -v to see where it happened";
      case ExitCodes.UNAVAILABLE -> "run the same command again";
      default -> "";
    };
  }
}
