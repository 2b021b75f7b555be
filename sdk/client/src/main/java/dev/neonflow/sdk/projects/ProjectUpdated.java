package dev.neonflow.sdk.projects;

import dev.neonflow.sdk.operations.Operation;
import java.util.List;

/**
 * A changed project.
 *
 * @param project the project as it is now
 * @param operations to be waited for; often empty
 */
public record ProjectUpdated(Project project, List<Operation> operations) {
  /** Copies the list. */
  public ProjectUpdated {
    operations = List.copyOf(operations);
  }
}
