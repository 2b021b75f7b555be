package dev.neonflow.cli;

import dev.neonflow.workflows.Neonflow;
import dev.neonflow.workflows.ProductionWorkflow;
import java.util.function.Function;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What {@code production deploy} understands. */
@Examples({
  "neonflow production deploy --dry-run",
  "neonflow production deploy --max-lock 2s --deploy fly --fly-org acme"
})
public final class ProductionDeployOptions extends RunOptions {

  @Mixin private final WorkOptions work = new WorkOptions();
  @Mixin private final RehearsalOptions rehearsal = new RehearsalOptions();

  @Option(
      names = "--restore-point",
      negatable = true,
      defaultValue = "true",
      fallbackValue = "true",
      description =
          "Keep the state before as a branch that `production rollback` leads back to"
              + " (default: on).")
  private boolean restorePoint;

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
    var unused = rehearsal.thresholds();
  }

  /** Puts the options that are about the branch into the sentence. */
  public ProductionWorkflow branch(ProductionWorkflow production) {
    return keepingSecrets(production);
  }

  /** Whether there is something to migrate with. */
  public boolean migrates() {
    return work.migrates();
  }

  /** Whether what migrates is tried on a copy first. */
  public boolean rehearses() {
    return work.migrates() && rehearsal.rehearses();
  }

  /** Puts the rehearsal into the sentence, with what it may show. */
  public ProductionWorkflow rehearse(ProductionWorkflow production) {
    return production.rehearse(rehearsal.thresholds());
  }

  /** Whether the state before is kept, because something may be migrated. */
  public boolean makesRestorePoint() {
    return restorePoint && migrates();
  }

  /** Whether the application is to run. */
  public boolean deploys() {
    return work.deploys(program());
  }
}
