package dev.neonflow.cli;

import dev.neonflow.workflows.Neonflow;
import dev.neonflow.workflows.TeardownWorkflow;
import dev.neonflow.workflows.deploy.ProcessDeployer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What {@code preview down} understands. */
public final class PreviewDownOptions extends PreviewOptions {

  @Option(
      names = "--deploy",
      paramLabel = "process|none",
      description = "Where the application runs (looked for; none: nowhere).")
  private @Nullable String deploy;

  @Option(
      names = "--adopt",
      fallbackValue = "true",
      description =
          "After preview up --adopt: leave a branch that somebody else made to expire, and remove"
              + " the rest.")
  private boolean adopt;

  /** Runs what the sentence says. */
  public int run(Function<Neonflow, TeardownWorkflow> sentence) {
    return run(
        builder ->
            builder.deployer(Deployments.process(ProcessDeployer.of("whichever runs"), program())),
        sentence);
  }

  @Override
  void check() {
    super.check();
    deploys();
  }

  /** Puts the options that are about the branch into the sentence. */
  public TeardownWorkflow branch(TeardownWorkflow teardown) {
    TeardownWorkflow changed = adopt ? teardown.adopt() : teardown;
    String template = branchTemplate();
    return template == null ? changed : changed.branchName(template);
  }

  /** Whether an application may be running; unless the options deny it, it is looked for. */
  public boolean deploys() {
    return !"none".equals(Deployments.place(deploy));
  }
}
