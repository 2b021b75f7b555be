package dev.neonflow.workflows.contract;

import dev.neonflow.workflows.StepType;
import dev.neonflow.workflows.StepTypes;
import java.util.List;

/** The names of the contract's records in plans. */
public final class ContractStepTypes implements StepTypes {

  @Override
  public List<StepType> types() {
    return List.of(
        StepType.of("contract.act", 1, Act.class),
        StepType.of("contract.tell-password", 1, TellPassword.class),
        StepType.of("contract.unkept", 1, Unkept.class),
        StepType.of("contract.telling", 1, Telling.class));
  }
}
