package dev.neonflow.cli;

import dev.neonflow.embedded.EmbeddedNeonException;
import dev.neonflow.sdk.error.ForbiddenException;
import dev.neonflow.sdk.error.NeonException;
import dev.neonflow.sdk.error.NotFoundException;
import dev.neonflow.sdk.error.UnauthorizedException;
import dev.neonflow.workflows.BranchLeftException;
import dev.neonflow.workflows.NeonflowException;
import dev.neonflow.workflows.NotRemovedException;
import dev.neonflow.workflows.StepOutcome;
import dev.neonflow.workflows.WorkflowFailedException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
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
    if (error instanceof WorkflowFailedException failed && failed.getCause() != null) {
      return of(step == null ? failedStep(failed) : step, failed.getCause());
    }
    String message = message(error);
    int remedy = error instanceof EmbeddedNeonException ? message.indexOf("; ") : -1;
    return remedy < 0
        ? new Failure(ExitCodes.of(error), step, message, next(error), error)
        : new Failure(
            ExitCodes.of(error),
            step,
            message.substring(0, remedy),
            message.substring(remedy + 2),
            error);
  }

  private static @Nullable String failedStep(WorkflowFailedException failure) {
    return failure.result().outcomes().stream()
        .filter(StepOutcome.Failed.class::isInstance)
        .map(StepOutcome::stepId)
        .findFirst()
        .orElse(null);
  }

  /** The process was asked to end. */
  static Failure interrupted(int exitCode, String next) {
    return new Failure(exitCode, null, "interrupted", next, null);
  }

  /** What an error left that nobody will come back for, beside what this says; empty if nothing. */
  String left(Throwable error) {
    return leftovers(error).stream()
        .map(
            one -> {
              String what = one instanceof NotRemovedException kept ? kept.left() : message(one);
              return one.next().equals(next) ? what : what + "; " + one.next();
            })
        .distinct()
        .collect(Collectors.joining("; "));
  }

  /** What removes what an error left, if there is a way. */
  static Optional<String> removal(Throwable error) {
    return leftovers(error).stream()
        .filter(NotRemovedException.class::isInstance)
        .map(NeonflowException::next)
        .findFirst();
  }

  /** The errors that name what is left, in an error, its causes, and all that they suppress. */
  private static List<NeonflowException> leftovers(Throwable error) {
    List<NeonflowException> found = new ArrayList<>();
    addLeftovers(error, Collections.newSetFromMap(new IdentityHashMap<>()), found);
    return found;
  }

  private static void addLeftovers(
      @Nullable Throwable error, Set<Throwable> seen, List<NeonflowException> found) {
    if (error == null || !seen.add(error)) {
      return;
    }
    if (error instanceof NotRemovedException || error instanceof BranchLeftException) {
      found.add((NeonflowException) error);
    } else {
      addLeftovers(error.getCause(), seen, found);
    }
    for (Throwable suppressed : error.getSuppressed()) {
      addLeftovers(suppressed, seen, found);
    }
  }

  /**
   * Says it.
   *
   * @param left what stays behind; may be empty
   */
  void tell(String left, Terminal terminal) {
    terminal.failure("neonflow: " + (step == null ? "" : step + ": ") + message);
    if (!left.isEmpty()) {
      terminal.always("  left: " + left);
    }
    if (!next.isEmpty()) {
      terminal.always("  next: " + next);
    }
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
    if (error instanceof UnauthorizedException refused) {
      return "Neon refused the API key" + facts(refused);
    }
    if (error instanceof ForbiddenException refused) {
      return "Neon does not let the API key do this" + facts(refused);
    }
    String text = error.getMessage();
    if (text == null || text.isBlank()) {
      return error.getClass().getSimpleName();
    }
    boolean foreseen = error instanceof NeonflowException || error instanceof NeonException;
    return (foreseen || ExitCodes.of(error) != ExitCodes.UNEXPECTED
            ? ""
            : error.getClass().getSimpleName() + ": ")
        + oneLine(withoutRemedies(error, text));
  }

  /** What the client knows to do about it is not said here: it is what to do next. */
  private static String withoutRemedies(Throwable error, String text) {
    String shorter = text;
    for (Throwable at = error; at != null; at = at.getCause()) {
      if (at instanceof NeonException neon && neon.remedy().isPresent()) {
        shorter = shorter.replace(". " + neon.remedy().get(), "");
      }
    }
    return shorter;
  }

  private static String oneLine(String text) {
    return text.strip()
        .replaceAll(":\\s*[\\r\\n]+\\s*", ": ")
        .replaceAll("\\s*[\\r\\n]+\\s*", "; ");
  }

  /** The facts that help to find a request, in parentheses. */
  private static String facts(NeonException error) {
    return " (" + error.status() + error.requestId().map(id -> ", request " + id).orElse("") + ")";
  }

  private static String next(Throwable error) {
    if (error instanceof NeonflowException known && !known.next().isEmpty()) {
      return known.next();
    }
    if (error instanceof UnauthorizedException) {
      return "check NEON_API_KEY: it is mistyped or revoked; keys are made in Neon's console under"
          + " Account settings, API keys";
    }
    if (error instanceof NeonException neon && neon.remedy().isPresent()) {
      String remedy = neon.remedy().get();
      return remedy.substring(0, 1).toLowerCase(Locale.ROOT) + remedy.substring(1);
    }
    if (error instanceof EmbeddedNeonException) {
      return "run it again with -v to see where it happened";
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
