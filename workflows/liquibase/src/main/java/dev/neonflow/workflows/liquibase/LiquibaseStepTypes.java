package dev.neonflow.workflows.liquibase;

import dev.neonflow.workflows.StepType;
import dev.neonflow.workflows.StepTypes;
import java.util.List;

/** The name under which Liquibase travels in a plan's JSON. */
public final class LiquibaseStepTypes implements StepTypes {

  /** For {@link java.util.ServiceLoader}. */
  public LiquibaseStepTypes() {}

  @Override
  public List<StepType> types() {
    return List.of(StepType.of("liquibase", 1, LiquibaseMigrator.class));
  }
}
