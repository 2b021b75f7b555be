package dev.neonflow.cli;

import dev.neonflow.workflows.branch.BranchRef;
import dev.neonflow.workflows.branch.DeletedBranch;
import dev.neonflow.workflows.branch.DevReset;
import dev.neonflow.workflows.branch.PlannedRefresh;
import dev.neonflow.workflows.branch.StagingRefreshed;
import dev.neonflow.workflows.branch.Times;
import dev.neonflow.workflows.deploy.Deployment;
import dev.neonflow.workflows.deploy.DestroyedDeployment;
import dev.neonflow.workflows.migrate.MigrationReport;
import dev.neonflow.workflows.migrate.diff.SchemaDiff;
import dev.neonflow.workflows.migrate.rehearsal.RehearsalReport;
import dev.neonflow.workflows.migrate.restore.RestorePoint;
import dev.neonflow.workflows.migrate.restore.RollbackCheck;
import dev.neonflow.workflows.migrate.restore.RollbackLoss;
import dev.neonflow.workflows.migrate.restore.RolledBack;
import dev.neonflow.workflows.report.Published;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/** What a step put out, in one line for people. */
final class OutputText {

  /** How many migrations are named in a line. */
  private static final int MIGRATIONS = 10;

  private OutputText() {}

  static String of(Record output) {
    if (output instanceof BranchRef branch) {
      return branch(branch);
    }
    if (output instanceof MigrationReport migration) {
      return migration(migration);
    }
    if (output instanceof SchemaDiff diff) {
      return diff.words() + (diff.note() == null ? "" : ": " + diff.note());
    }
    if (output instanceof RehearsalReport rehearsal) {
      return rehearsal.words();
    }
    if (output instanceof Deployment deployment) {
      String detail = shortDetail(deployment);
      return deployment.url()
          + (deployment.created() ? " started" : " kept")
          + (detail.isEmpty() ? "" : ", " + detail);
    }
    if (output instanceof Published published) {
      return (published.created() ? "wrote " : "updated ") + published.location();
    }
    if (output instanceof DeletedBranch branch) {
      String kept = branch.kept();
      return kept != null ? kept : branch.existed() ? "deleted " + branch.name() : "there was none";
    }
    if (output instanceof DestroyedDeployment deployment) {
      return deployment.existed() ? "stopped " + deployment.name() : "there was none";
    }
    if (output instanceof DevReset reset) {
      return reset(reset);
    }
    if (output instanceof PlannedRefresh planned) {
      return planned(planned);
    }
    if (output instanceof StagingRefreshed refreshed) {
      return refreshed.preserved() == null
          ? "there was nothing to refresh"
          : "refreshed " + refreshed.name() + " " + refreshed.words();
    }
    if (output instanceof RestorePoint point) {
      return point.words();
    }
    if (output instanceof RollbackLoss loss) {
      return loss.summary();
    }
    if (output instanceof RolledBack back) {
      return back.words();
    }
    return output instanceof RollbackCheck check ? check.words() : "done";
  }

  private static String reset(DevReset reset) {
    return (reset.earlier() == null ? "reset " : "did nothing more: an earlier run reset ")
        + reset.name()
        + " to "
        + reset.parent()
        + (reset.earlier() == null ? "" : " at " + reset.earlier())
        + (reset.backup() == null ? "" : ", the state before is " + reset.backup())
        + (reset.movedToBackup().isEmpty()
            ? ""
            : "; moved to it: " + String.join(", ", reset.movedToBackup()));
  }

  private static String planned(PlannedRefresh planned) {
    if (planned.preserved() == null) {
      return "there is no " + planned.name() + " yet";
    }
    List<String> moving = planned.moving();
    return planned.name()
        + " gets the state of "
        + planned.source()
        + (moving.isEmpty()
            ? ""
            : "; to " + planned.preserved() + " move " + String.join(", ", moving));
  }

  /** What is too long for the one line, such as where a log is; empty if there is nothing. */
  static String more(Record output) {
    return output instanceof Deployment deployment
        ? deployment.detail().substring(shortDetail(deployment).length()).replaceFirst("^, ", "")
        : "";
  }

  private static String shortDetail(Deployment deployment) {
    return deployment.detail().split(", ", 2)[0];
  }

  private static String branch(BranchRef branch) {
    return done(branch)
        + " "
        + branch.name()
        + (branch.parent() == null ? "" : " from " + branch.parent())
        + (branch.expiresAt() == null ? "" : ", expires " + Times.words(branch.expiresAt()))
        + why(branch);
  }

  /** Of a branch that was kept, only what is to be noted beyond that it is ours. */
  private static String why(BranchRef branch) {
    String reason =
        switch (branch.origin()) {
          case CREATED -> "";
          case REUSED -> branch.reason().replaceFirst("^[^;]*(; |$)", "");
          case RESET, RECREATED, ADOPTED -> branch.reason();
        };
    return reason.isEmpty() ? "" : " (" + reason + ")";
  }

  private static String done(BranchRef branch) {
    return switch (branch.origin()) {
      case CREATED -> "created";
      case REUSED -> "kept";
      case RESET -> "reset";
      case RECREATED -> "made anew";
      case ADOPTED -> "adopted";
    };
  }

  private static String migration(MigrationReport report) {
    int more = report.applied().size() - MIGRATIONS;
    String applied =
        report.applied().isEmpty()
            ? "applied nothing"
            : "applied "
                + report.applied().stream()
                    .limit(MIGRATIONS)
                    .map(one -> (one.version() + " " + one.description()).strip())
                    .collect(Collectors.joining(", "))
                + (more > 0 ? " and " + more + " more" : "");
    String after = report.versionAfter();
    if (after == null) {
      return report.tool() + ": " + (report.applied().isEmpty() ? "ended well" : applied);
    }
    if (report.applied().isEmpty() && Objects.equals(report.versionBefore(), after)) {
      return report.tool() + ": up to date at " + after;
    }
    return report.tool()
        + ": "
        + applied
        + " (schema "
        + Objects.requireNonNullElse(report.versionBefore(), "none")
        + " -> "
        + after
        + ")";
  }
}
