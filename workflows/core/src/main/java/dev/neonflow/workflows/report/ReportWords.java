package dev.neonflow.workflows.report;

import dev.neonflow.sdk.error.NeonException;
import dev.neonflow.workflows.NeonflowException;
import dev.neonflow.workflows.Removal;
import dev.neonflow.workflows.StepOutcome;
import dev.neonflow.workflows.branch.DeletedBranch;
import dev.neonflow.workflows.branch.Durations;
import dev.neonflow.workflows.deploy.DestroyedDeployment;
import dev.neonflow.workflows.migrate.restore.RolledBack;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What reports say, whatever they look like. Foreign text is not escaped here. */
final class ReportWords {
  private ReportWords() {}

  /** For example {@code Preview for pull request 42: ready}. */
  static String headline(RunReport report) {
    String about =
        report
            .subject()
            .pullRequestNumber()
            .map(number -> "pull request " + number)
            .orElse(lastOf(report.subject().key()));
    return capital(report.workflow()) + " for " + about + ": " + standing(report);
  }

  private static String standing(RunReport report) {
    return switch (report.status()) {
      case SUCCEEDED ->
          report.workflow().equals("teardown")
              ? "removed"
              : report.output(RolledBack.class).isPresent() ? "rolled back" : "ready";
      case DONE_WITH_LEFTOVERS -> "done, but something is left to clean up";
      case CLOSED -> "removed, because it is closed";
      case FAILED -> "failed" + failed(report).map(step -> " at " + step.stepId()).orElse("");
      case CANCELLED -> "cancelled";
    };
  }

  /** What the run removed, each in a few words. */
  static List<String> removed(RunReport report) {
    List<String> removed = new ArrayList<>();
    for (Removal removal : removals(report)) {
      if (removal.existed()) {
        removed.add(name(removal));
      }
      if (removal instanceof DeletedBranch branch) {
        branch.others().forEach(other -> removed.add("branch " + other));
      }
    }
    return removed;
  }

  /** What the run was to remove and did not find, each in a few words. */
  static List<String> absent(RunReport report) {
    return removals(report).stream()
        .filter(removal -> !removal.existed() && kept(removal).isEmpty())
        .map(ReportWords::name)
        .toList();
  }

  /** What the run found and left to others, and why. */
  static List<String> kept(RunReport report) {
    return removals(report).stream().flatMap(removal -> kept(removal).stream()).toList();
  }

  private static List<Removal> removals(RunReport report) {
    return report.outcomes().stream()
        .flatMap(outcome -> outcome.output().stream())
        .filter(Removal.class::isInstance)
        .map(Removal.class::cast)
        .toList();
  }

  private static Optional<String> kept(Removal removal) {
    return removal instanceof DeletedBranch branch
        ? Optional.ofNullable(branch.kept())
        : Optional.empty();
  }

  private static String name(Removal removal) {
    if (removal instanceof DeletedBranch branch) {
      return "branch " + branch.name();
    }
    return removal instanceof DestroyedDeployment app
        ? "deployment " + app.name() + " (" + app.platform() + ")"
        : removal.toString();
  }

  /** All steps that failed. */
  static List<StepOutcome.Failed<?>> failures(RunReport report) {
    return report.outcomes().stream()
        .filter(StepOutcome.Failed.class::isInstance)
        .<StepOutcome.Failed<?>>map(outcome -> (StepOutcome.Failed<?>) outcome)
        .toList();
  }

  /** The step that failed first. */
  static Optional<StepOutcome.Failed<?>> failed(RunReport report) {
    return failures(report).stream().findFirst();
  }

  /** What an error says; never empty. */
  static String reason(Exception cause) {
    String message = cause.getMessage();
    return message == null || message.isBlank() ? cause.getClass().getSimpleName() : message;
  }

  /** What happened to a step that failed, for example {@code migration failed}. */
  static String what(StepOutcome.Failed<?> failed) {
    return failed.stepId() + (failed.cancelled() ? " cancelled" : " failed");
  }

  /** Why a step failed, without saying again that it was cancelled. */
  static String why(StepOutcome.Failed<?> failed) {
    String reason = reason(failed.cause());
    String again = "cancelled: ";
    return reason.startsWith(again) ? reason.substring(again.length()) : reason;
  }

  /** What to do after an error, if it knows. */
  static Optional<String> next(Exception cause) {
    if (cause instanceof NeonException neon) {
      return neon.remedy();
    }
    return cause instanceof NeonflowException known && !known.next().isBlank()
        ? Optional.of(known.next())
        : Optional.empty();
  }

  /** What became of a step, in a word or two. */
  static String outcome(StepOutcome<?> outcome) {
    if (outcome instanceof StepOutcome.Succeeded<?>) {
      return "done";
    } else if (outcome instanceof StepOutcome.Failed<?> failed) {
      return (failed.cancelled() ? "cancelled" : "failed") + (failed.undone() ? ", undone" : "");
    } else if (outcome instanceof StepOutcome.Skipped<?> skipped) {
      return "skipped: " + skipped.reason();
    } else if (outcome instanceof StepOutcome.Compensated<?>) {
      return "undone";
    }
    return "could not be undone";
  }

  /** How long a step took; empty if it did not run. */
  static String took(StepOutcome<?> outcome) {
    if (outcome instanceof StepOutcome.Succeeded<?> done) {
      return duration(done.took());
    }
    return outcome instanceof StepOutcome.Failed<?> failed ? duration(failed.took()) : "";
  }

  /** How long something took; empty for null. */
  static String duration(@Nullable Duration duration) {
    return duration == null ? "" : Durations.measured(duration);
  }

  private static String lastOf(String key) {
    return key.substring(key.lastIndexOf('/') + 1);
  }

  private static String capital(String word) {
    return word.isEmpty()
        ? word
        : word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
  }
}
