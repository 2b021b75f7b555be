package dev.neonflow.workflows.temporal;

import dev.neonflow.workflows.StepType;
import dev.neonflow.workflows.StepTypes;
import java.util.List;

/** The names of these tests' records in plans. */
public final class ShopStepTypes implements StepTypes {

  @Override
  public List<StepType> types() {
    return List.of(
        StepType.of("shop.wait-for-file", 1, WaitForFile.class),
        StepType.of("shop.slow", 1, Slow.class),
        StepType.of("shop.removed", 1, Removed.class),
        StepType.of("shop.much", 1, Much.class),
        StepType.of("shop.tell-token", 1, TellToken.class),
        StepType.of("shop.use-token", 1, UseToken.class),
        StepType.of("shop.nothing", 1, Nothing.class));
  }
}
