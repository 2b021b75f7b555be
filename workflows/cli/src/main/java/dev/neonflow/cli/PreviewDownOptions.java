package dev.neonflow.cli;

import dev.neonflow.workflows.Neonflow;
import dev.neonflow.workflows.TeardownWorkflow;
import java.util.function.Function;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What {@code preview down} understands. */
@Examples({
  "neonflow preview down --pr 42",
  "neonflow preview down --pr 42 --deploy fly --fly-org acme"
})
public final class PreviewDownOptions extends PreviewOptions {

  @Mixin private final DeployOptions deploy = new DeployOptions();

  @Option(
      names = "--adopt",
      fallbackValue = "true",
      description =
          "After preview up --adopt: leave a branch that somebody else made to expire, and remove"
              + " the rest.")
  private boolean adopt;

  /** Runs what the sentence says. */
  public int run(Function<Neonflow, TeardownWorkflow> sentence) {
    return run(builder -> builder.deployer(deploy.remover(program())), sentence);
  }

  @Override
  void check() {
    super.check();
    var unused = deploy.remover(program());
  }

  /** Puts the options that are about the branch into the sentence. */
  public TeardownWorkflow branch(TeardownWorkflow teardown) {
    TeardownWorkflow changed = adopt ? teardown.adopt() : teardown;
    String template = branchTemplate();
    return template == null ? changed : changed.branchName(template);
  }

  /** Whether an application may be running; unless the options deny it, it is looked for. */
  public boolean deploys() {
    return !deploy.isNowhere();
  }
}
