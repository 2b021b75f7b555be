package dev.neonflow.cli;

import dev.neonflow.workflows.PreconditionException;
import dev.neonflow.workflows.migrate.rehearsal.Thresholds;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Whether and how strictly production's migrations are rehearsed. */
@Section.Of(Section.MIGRATIONS)
final class RehearsalOptions {

  @Option(
      names = "--rehearse",
      negatable = true,
      defaultValue = "true",
      fallbackValue = "true",
      description =
          "Migrate a copy of production first and measure locks, rewrites and time"
              + " (default: on).")
  private boolean rehearse;

  @Option(
      names = "--max-lock",
      paramLabel = "DURATION",
      description =
          "Refuse to go on if in the rehearsal a lock that queries wait for is held for longer,"
              + " for example 2s (default: no limit).")
  private @Nullable String maxLock;

  @Option(
      names = "--fail-on-rewrite",
      fallbackValue = "true",
      description = "Refuse to go on if in the rehearsal a table is rewritten.")
  private boolean failOnRewrite;

  @Spec(Spec.Target.MIXEE)
  private @Nullable CommandSpec command;

  boolean rehearses() {
    return rehearse;
  }

  /**
   * What is allowed.
   *
   * @throws PreconditionException if the duration is none, or if it cannot be known because nothing
   *     is rehearsed; {@code --no-rehearse} on the command line sets aside what is set elsewhere
   */
  Thresholds thresholds() {
    Duration most = maxLock == null ? null : Durations.parseOrZero("--max-lock", maxLock);
    Thresholds thresholds = new Thresholds(most, failOnRewrite);
    boolean setAside =
        isWritten("--rehearse") && !isWritten("--max-lock") && !isWritten("--fail-on-rewrite");
    if (!rehearse && !setAside && !thresholds.equals(Thresholds.NONE)) {
      throw PreconditionException.usage(
          (most == null ? "--fail-on-rewrite" : "--max-lock")
              + " and --no-rehearse exclude each other: without a rehearsal nothing is measured",
          "leave one of them out");
    }
    return thresholds;
  }

  private boolean isWritten(String option) {
    return command != null && command.commandLine().getParseResult().hasMatchedOption(option);
  }
}
