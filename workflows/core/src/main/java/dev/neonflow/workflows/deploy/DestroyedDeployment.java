package dev.neonflow.workflows.deploy;

import dev.neonflow.workflows.Key;
import dev.neonflow.workflows.Removal;

/**
 * A deployment that is gone.
 *
 * @param platform where it ran
 * @param name its name there
 * @param existed whether there was one
 */
public record DestroyedDeployment(String platform, String name, boolean existed)
    implements Removal {
  /** The output of a destroy step. */
  public static final Key<DestroyedDeployment> KEY =
      new Key<>("destroy-deployment", DestroyedDeployment.class);
}
