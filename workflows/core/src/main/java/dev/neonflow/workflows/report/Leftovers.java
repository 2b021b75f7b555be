package dev.neonflow.workflows.report;

import dev.neonflow.sdk.error.NeonException;
import dev.neonflow.sdk.error.UnauthorizedException;
import dev.neonflow.workflows.DeployFailedException;
import dev.neonflow.workflows.FenceException;
import dev.neonflow.workflows.NeonflowException;
import dev.neonflow.workflows.NotRemovedException;
import dev.neonflow.workflows.Plan;
import dev.neonflow.workflows.PlannedStep;
import dev.neonflow.workflows.PreconditionException;
import dev.neonflow.workflows.Step;
import dev.neonflow.workflows.StepNotEndedException;
import dev.neonflow.workflows.StepOutcome;
import dev.neonflow.workflows.WorkflowResult;
import dev.neonflow.workflows.branch.BranchName;
import dev.neonflow.workflows.branch.BranchRef;
import dev.neonflow.workflows.branch.DeleteBranch;
import dev.neonflow.workflows.branch.DeleteOwnBranch;
import dev.neonflow.workflows.branch.DeletedBranch;
import dev.neonflow.workflows.branch.EnsureBranch;
import dev.neonflow.workflows.deploy.DeployStep;
import dev.neonflow.workflows.deploy.Deployer;
import dev.neonflow.workflows.deploy.Deployment;
import dev.neonflow.workflows.deploy.DeploymentNames;
import dev.neonflow.workflows.deploy.DestroyDeployment;
import dev.neonflow.workflows.deploy.DestroyedDeployment;
import dev.neonflow.workflows.migrate.rehearsal.RehearsalReport;
import dev.neonflow.workflows.migrate.rehearsal.RehearseStep;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The one function that says what exists after a run that did not succeed. */
public final class Leftovers {
  private final Plan plan;
  private final List<String> left = new ArrayList<>();
  private final Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());

  private Leftovers(Plan plan) {
    this.plan = plan;
  }

  /** What a run left, each in a few words; what is not sure begins with {@code perhaps}. */
  public static List<String> of(WorkflowResult result) {
    return of(result.plan(), result.outcomes());
  }

  /** What a run left so far, each in a few words; what is not sure begins with {@code perhaps}. */
  public static List<String> of(Plan plan, List<StepOutcome<?>> outcomes) {
    Leftovers leftovers = new Leftovers(plan);
    outcomes.forEach(leftovers::add);
    return List.copyOf(leftovers.left);
  }

  private void add(StepOutcome<?> outcome) {
    Step<?> step = plan.step(outcome.stepId()).map(PlannedStep::step).orElse(null);
    outcome.output().ifPresent(this::made);
    if (outcome instanceof StepOutcome.CompensationFailed<?> undo) {
      left.add("what " + undo.stepId() + " made: " + ReportWords.reason(undo.cause()));
    } else if (outcome instanceof StepOutcome.Failed<?> failed) {
      if (!failed.undone()) {
        failed(step, failed.cause());
      }
    } else if (outcome instanceof StepOutcome.Skipped<?> && deletes(step) != null) {
      left.add("perhaps branch " + deletes(step) + ", which was not deleted");
    } else if (outcome instanceof StepOutcome.Skipped<?>
        && step instanceof DestroyDeployment destroy) {
      left.add("perhaps " + ours(destroy.deployer()) + ", which was not removed");
    }
  }

  private void made(Object output) {
    if (output instanceof BranchRef branch) {
      if (!plan.subject().isProduction()) {
        left.add(branch(branch.name()));
      }
    } else if (output instanceof RehearsalReport rehearsal && rehearsal.left() != null) {
      left.add(rehearsal.left());
    } else if (output instanceof DeletedBranch branch) {
      left.remove(branch(branch.name()));
      branch.others().forEach(other -> left.remove(branch(other)));
    } else if (output instanceof DestroyedDeployment app) {
      left.removeIf(what -> what.startsWith(deployment(app.name(), app.platform()) + " at "));
    } else if (output instanceof Deployment app) {
      left.add(
          deployment(app.name(), app.platform())
              + " at "
              + app.url()
              + (app.detail().isEmpty() ? "" : ", " + app.detail()));
    }
  }

  private void failed(@Nullable Step<?> step, Exception cause) {
    int before = left.size();
    notStopped(cause);
    if (left.size() > before) {
      return;
    }
    if (step instanceof DestroyDeployment destroy) {
      left.add("perhaps " + ours(destroy.deployer()) + ", which was not removed");
    } else if (deletes(step) != null) {
      // Nothing is known to be there, or it is somebody else's.
      if (!(cause instanceof PreconditionException)) {
        left.add("perhaps branch " + deletes(step) + ", which was not deleted");
      }
    } else if (!isRefusal(cause)) {
      unfinished(step, cause);
    }
  }

  /** Which branch a step deletes, or null. */
  private static @Nullable BranchName deletes(@Nullable Step<?> step) {
    if (step instanceof DeleteBranch any) {
      return any.name();
    }
    return step instanceof DeleteOwnBranch own ? own.name() : null;
  }

  private static boolean isRefusal(Exception cause) {
    return cause instanceof PreconditionException
        || cause instanceof FenceException
        || cause instanceof UnauthorizedException;
  }

  private void unfinished(@Nullable Step<?> step, Exception cause) {
    if (step instanceof EnsureBranch branch) {
      left.add("perhaps branch " + branch.name() + ", whose step did not end");
    } else if (step instanceof RehearseStep && mayHaveDeployed(cause)) {
      left.add("perhaps a branch rehearsal/*, which expires within a day");
    } else if (step instanceof DeployStep deploy && mayHaveDeployed(cause)) {
      left.add("perhaps " + ours(deploy.deployer()) + ", whose step did not end");
    }
  }

  private String ours(Deployer deployer) {
    return deployment(DeploymentNames.of(plan.subject()).name(), deployer.platform());
  }

  private static String deployment(String name, String platform) {
    return "deployment " + name + " (" + platform + ")";
  }

  private static String branch(String name) {
    return "branch " + name;
  }

  /** What could not be stopped or removed, wherever it is said. */
  private void notStopped(Throwable thrown) {
    // What went wrong later is suppressed in what went wrong first, so steps share exceptions.
    if (!seen.add(thrown)) {
      return;
    }
    if (thrown instanceof NotRemovedException removal) {
      left.add(removal.left());
    } else if (thrown instanceof DeployFailedException deploy) {
      addOnce(deploy.left());
    } else if (thrown instanceof PreconditionException precondition) {
      addOnce(precondition.left());
    }
    for (Throwable suppressed : thrown.getSuppressed()) {
      notStopped(suppressed);
    }
    Throwable cause = thrown.getCause();
    if (cause != null) {
      notStopped(cause);
    }
  }

  private void addOnce(Optional<String> what) {
    what.filter(one -> !left.contains(one)).ifPresent(left::add);
  }

  /** Deployers stop what they started, if they end at all and know what happened. */
  private static boolean mayHaveDeployed(Exception thrown) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof StepNotEndedException) {
        return true;
      }
    }
    return !(thrown instanceof NeonflowException) && !(thrown instanceof NeonException);
  }
}
