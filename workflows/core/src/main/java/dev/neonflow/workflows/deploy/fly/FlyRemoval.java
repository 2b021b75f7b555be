package dev.neonflow.workflows.deploy.fly;

import dev.neonflow.workflows.DeployFailedException;
import dev.neonflow.workflows.PreconditionException;
import dev.neonflow.workflows.StepContext;
import dev.neonflow.workflows.deploy.DeploymentRef;
import dev.neonflow.workflows.internal.Polling;
import java.time.Duration;
import java.util.Optional;

/** Destroys an app of ours with all that is in it, and looks that it is gone. */
final class FlyRemoval {
  private static final Duration GONE_WITHIN = Duration.ofMinutes(1);

  /** Fly allows one such request a second for each app. */
  private static final Duration TURN = Duration.ofSeconds(1);

  private final FlyDeployer deployer;
  private final DeploymentRef deployment;
  private final StepContext context;

  FlyRemoval(FlyDeployer deployer, DeploymentRef deployment, StepContext context) {
    this.deployer = deployer;
    this.deployment = deployment;
    this.context = context;
  }

  /** Refuses what is never destroyed, whoever asks. */
  static FlyApp checked(FlyDeployer deployer, DeploymentRef deployment) {
    FlyApp app = FlyApp.of(deployer, deployment);
    if (app.origin() == FlyApp.Origin.GIVEN) {
      throw PreconditionException.state(
          "app " + app.name() + " on Fly.io was not made by Neonflow, and stays",
          "destroy it yourself if nobody needs it: fly apps destroy " + app.name(),
          null);
    }
    return app;
  }

  /** Whether there was one. */
  boolean run() {
    FlyApp app = checked(deployer, deployment);
    FlyApi api = new FlyApi(deployer, context);
    FlyApi.Seen seen = api.look(app.name());
    if (seen.isFree()) {
      return false;
    }
    new FlyOwnership(deployer, api).checkRemoval(app, seen);
    context.progress("destroying app " + app.name(), -1);
    api.remove(app.name());
    boolean gone =
        new Polling(context, TURN).until(GONE_WITHIN, () -> whenGone(app, api)).isPresent();
    if (!gone) {
      throw new DeployFailedException(
          "Fly.io was asked to destroy app " + app.name() + ", and still has it",
          "run it again, or: fly apps destroy " + app.name(),
          "app " + app.name() + " (fly)",
          null);
    }
    return true;
  }

  private static Optional<FlyApi.Seen> whenGone(FlyApp app, FlyApi api) {
    // Who may not see it any more sees somebody else's.
    return Optional.of(api.look(app.name())).filter(seen -> seen.app() == null);
  }
}
