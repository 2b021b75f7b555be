package dev.neonflow.cli;

import dev.neonflow.workflows.Neonflow;
import dev.neonflow.workflows.PreconditionException;
import dev.neonflow.workflows.PreviewWorkflow;
import dev.neonflow.workflows.branch.BranchSpec;
import dev.neonflow.workflows.branch.RerunPolicy;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What {@code preview up} understands. */
@Examples({
  "neonflow preview up --pr 42",
  "neonflow preview up --pr 42 --process-command \"java -jar app.jar\"",
  "neonflow preview up --pr 42 --deploy fly --fly-org acme --dry-run"
})
public final class PreviewUpOptions extends PreviewOptions {

  @Mixin private final BranchOptions branch = new BranchOptions();
  @Mixin private final WorkOptions work = new WorkOptions();
  @Mixin private final SchemaDiffOptions diff = new SchemaDiffOptions();

  @Option(
      names = "--on-rerun",
      paramLabel = "auto|reuse|reset|recreate",
      description =
          "What becomes of a branch that is there (default: auto, which is reset if applied"
              + " migrations changed).")
  private @Nullable String onRerun;

  @Option(
      names = "--adopt",
      fallbackValue = "true",
      description =
          "Take a branch of this name as ours that somebody else made; preview down --adopt leaves"
              + " it to expire.")
  private boolean adopt;

  @Option(
      names = "--expose-secrets",
      fallbackValue = "true",
      description =
          "Also put out the connection strings and the password; only with --output json, or in"
              + " GitHub Actions.")
  private boolean exposeSecrets;

  /** Runs what the sentence says, with the tools that the options name. */
  public int run(Function<Neonflow, PreviewWorkflow> sentence) {
    Optional<ForkWithoutKey> fork = fork();
    if (fork.isPresent()) {
      return skipped(fork.get());
    }
    check();
    work.choose(program().directory());
    return run(
        builder -> work.tools(builder, program(), terminal(), DeployOptions.Purpose.PREVIEW),
        sentence);
  }

  @Override
  boolean exposesSecrets() {
    return exposeSecrets;
  }

  /** What is wrong is said before anything else happens. */
  @Override
  void check() {
    super.check();
    branch.over(BranchSpec.DEFAULT);
    rerunPolicy();
    work.check(program(), DeployOptions.Purpose.PREVIEW);
    if (exposeSecrets && !results().json() && !gitHub()) {
      throw PreconditionException.usage(
          "--expose-secrets needs --output json: the text result is the preview's URL or branch",
          "add --output json");
    }
  }

  /** Puts the options that are about the branch into the sentence. */
  public PreviewWorkflow branch(PreviewWorkflow preview) {
    PreviewWorkflow changed = preview.branch(branch::over).onRerun(rerunPolicy());
    if (adopt) {
      changed = changed.adopt();
    }
    if (branchTemplate() != null) {
      changed = changed.branchName(branchTemplate());
    }
    return keepingSecrets(changed);
  }

  /** Whether there is something to migrate with. */
  public boolean migrates() {
    return work.migrates();
  }

  /** Whether to say what the migrations change in the schema. */
  public boolean comparesSchema() {
    return diff.wanted(work.migrates() && comments());
  }

  /** Puts that into the sentence. */
  public PreviewWorkflow schemaDiff(PreviewWorkflow preview) {
    return diff.put(preview, program());
  }

  /** Whether the application is to run. */
  public boolean deploys() {
    return work.deploys(program());
  }

  private RerunPolicy rerunPolicy() {
    return switch (Choice.of("--on-rerun", onRerun, "auto", "reuse", "reset", "recreate")) {
      case "reuse" -> RerunPolicy.REUSE;
      case "reset" -> RerunPolicy.RESET;
      case "recreate" -> RerunPolicy.RECREATE;
      default -> RerunPolicy.WHEN_HISTORY_REWRITTEN;
    };
  }
}
