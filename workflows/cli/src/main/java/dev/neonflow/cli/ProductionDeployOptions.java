package dev.neonflow.cli;

import dev.neonflow.workflows.Neonflow;
import dev.neonflow.workflows.ProductionWorkflow;
import java.util.function.Function;
import picocli.CommandLine.Mixin;

/** What {@code production deploy} understands. */
public final class ProductionDeployOptions extends RunOptions {

  @Mixin private final WorkOptions work = new WorkOptions();

  /** Runs what the sentence says, with the tools that the options name. */
  public int run(Function<Neonflow, ProductionWorkflow> sentence) {
    check();
    work.choose(program().directory());
    return run(
        builder -> work.tools(builder, program(), terminal(), DeployOptions.Purpose.PRODUCTION),
        sentence);
  }

  @Override
  void check() {
    super.check();
    work.refuseUnlessForProduction();
    work.check(program(), DeployOptions.Purpose.PRODUCTION);
  }

  /** Puts the options that are about the branch into the sentence. */
  public ProductionWorkflow branch(ProductionWorkflow production) {
    return keepingSecrets(production);
  }

  /** Whether there is something to migrate with. */
  public boolean migrates() {
    return work.migrates();
  }

  /** Whether the application is to run. */
  public boolean deploys() {
    return work.deploys();
  }
}
