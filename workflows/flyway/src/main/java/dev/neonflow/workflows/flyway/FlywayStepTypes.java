package dev.neonflow.workflows.flyway;

import dev.neonflow.workflows.StepType;
import dev.neonflow.workflows.StepTypes;
import java.util.List;

/** The name under which Flyway travels in a plan's JSON. */
public final class FlywayStepTypes implements StepTypes {

  /** For {@link java.util.ServiceLoader}. */
  public FlywayStepTypes() {}

  @Override
  public List<StepType> types() {
    return List.of(StepType.of("flyway", 1, FlywayMigrator.class));
  }
}
