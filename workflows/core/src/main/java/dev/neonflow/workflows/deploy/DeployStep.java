package dev.neonflow.workflows.deploy;

import dev.neonflow.workflows.Key;
import dev.neonflow.workflows.Step;
import dev.neonflow.workflows.StepContext;
import dev.neonflow.workflows.branch.BranchRef;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes the application run with the branch's database.
 *
 * @param deployer where it runs
 */
public record DeployStep(Deployer deployer) implements Step<Deployment> {
  @Override
  public Key<Deployment> output() {
    return Deployment.KEY;
  }

  @Override
  public Set<Key<?>> requires() {
    return Set.of(BranchRef.KEY);
  }

  @Override
  public String describe() {
    return "deploy with " + deployer.describe();
  }

  @Override
  public Deployment run(StepContext context) throws Exception {
    BranchRef branch = context.get(BranchRef.KEY);
    DeploymentRef deployment = DeploymentNames.of(context.subject());
    Deployment deployed =
        deployer.deploy(new DeployRequest(deployment, branch, context.connection(branch)), context);
    // Whatever the deployer says: production is not to be destroyed.
    return context.subject().isProduction() ? deployed.asAdopted() : deployed;
  }

  @Override
  public String dryRun(StepContext context) throws Exception {
    return deployer.dryRun(DeploymentNames.of(context.subject()), context);
  }

  /**
   * Not what was adopted. What a deployment that failed left is not known to be this run's: it is
   * told by the failure, and stays.
   */
  @Override
  public boolean undoable(@Nullable Deployment output) {
    return output != null && !output.adopted();
  }

  /** Removes what this run made. */
  @Override
  public void compensate(@Nullable Deployment output, StepContext context) throws Exception {
    deployer.destroy(DeploymentNames.of(context.subject()), context);
  }
}
