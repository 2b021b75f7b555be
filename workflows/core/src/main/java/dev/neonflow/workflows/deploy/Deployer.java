package dev.neonflow.workflows.deploy;

import dev.neonflow.workflows.StepContext;
import java.util.Optional;
import java.util.Set;

/**
 * A place that applications run at. An implementation is a record whose components are its
 * configuration; it holds no secret.
 */
public interface Deployer {

  /** The platform's name as people write it, for example {@code process}. */
  String platform();

  /** One line for plans. */
  String describe();

  /**
   * Makes the application run with the branch's database and waits until it answers. The same
   * commit and database: what runs is kept. If it does not get ready, or the run is cancelled
   * before, a deployer stops what it started or leaves it for the next run to go on with; what is
   * there then is told by {@link dev.neonflow.workflows.DeployFailedException#left()}, thrown or
   * suppressed in what is thrown.
   *
   * @throws dev.neonflow.workflows.DeployFailedException if it does not get ready
   */
  Deployment deploy(DeployRequest request, StepContext context) throws Exception;

  /** Says what {@link #deploy} would do, changing nothing. */
  default String dryRun(DeploymentRef deployment, StepContext context) throws Exception {
    return "would deploy with " + describe();
  }

  /** Says what {@link #destroy} would do, changing nothing. */
  default String dryRunDestroy(DeploymentRef deployment, StepContext context) throws Exception {
    return "would destroy deployment " + deployment.name() + " (" + platform() + ")";
  }

  /**
   * Removes the deployment and proves that it is gone; one that is not there is a success.
   *
   * @return whether there was one
   */
  boolean destroy(DeploymentRef deployment, StepContext context) throws Exception;

  /**
   * The names of all deployments that are there, whoever made them; empty if this deployer cannot
   * tell. A sweep finds by it what no branch belongs to any more.
   */
  default Optional<Set<String>> names(StepContext context) throws Exception {
    return Optional.empty();
  }
}
