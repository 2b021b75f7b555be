package dev.neonflow.workflows.deploy;

import dev.neonflow.workflows.DeployFailedException;
import dev.neonflow.workflows.Key;
import dev.neonflow.workflows.NotRemovedException;
import dev.neonflow.workflows.Step;
import dev.neonflow.workflows.StepContext;
import org.jspecify.annotations.Nullable;

/**
 * Removes the subject's deployment, if there is one.
 *
 * @param deployer where it runs
 */
public record DestroyDeployment(Deployer deployer) implements Step<DestroyedDeployment> {
  @Override
  public Key<DestroyedDeployment> output() {
    return DestroyedDeployment.KEY;
  }

  @Override
  public String describe() {
    return "destroy the deployment (" + deployer.platform() + ")";
  }

  @Override
  public String dryRun(StepContext context) throws Exception {
    return deployer.dryRunDestroy(DeploymentNames.of(context.subject()), context);
  }

  /** What is gone stays gone. */
  @Override
  public boolean undoable(@Nullable DestroyedDeployment output) {
    return false;
  }

  @Override
  public DestroyedDeployment run(StepContext context) throws Exception {
    DeploymentRef deployment = DeploymentNames.of(context.subject());
    try {
      boolean existed = deployer.destroy(deployment, context);
      return new DestroyedDeployment(deployer.platform(), deployment.name(), existed);
    } catch (DeployFailedException e) {
      String what = "deployment " + deployment.name() + " (" + deployer.platform() + ")";
      throw new NotRemovedException(
          what + " could not be removed: " + e.getMessage(), e.next(), e.left().orElse(what), e);
    }
  }
}
