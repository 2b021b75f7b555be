package dev.neonflow.cli;

import dev.neonflow.workflows.Neonflow;
import dev.neonflow.workflows.StagingWorkflow;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What {@code staging refresh} understands. */
@Examples("neonflow staging refresh")
public final class StagingRefreshOptions extends RunOptions {

  @Option(
      names = "--parent",
      paramLabel = "BRANCH",
      description =
          "The branch that a new staging follows (default: the project's default branch).")
  private @Nullable String parent;

  @Mixin private final WorkOptions work = new WorkOptions();

  /** Runs what the sentence says, with the tools that the options name. */
  public int run(Function<Neonflow, StagingWorkflow> sentence) {
    check();
    work.choose(program().directory());
    return run(
        builder -> work.tools(builder, program(), terminal(), DeployOptions.Purpose.STAGING),
        sentence);
  }

  @Override
  void check() {
    super.check();
    work.check(program(), DeployOptions.Purpose.STAGING);
  }

  /** Puts the options that are about the branch into the sentence. */
  public StagingWorkflow branch(StagingWorkflow staging) {
    return keepingSecrets(parent == null ? staging : staging.from(parent));
  }

  /** Whether there is something to migrate with. */
  public boolean migrates() {
    return work.migrates();
  }

  /** Whether the application is to run. */
  public boolean deploys() {
    return work.deploys(program());
  }
}
