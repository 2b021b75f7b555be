package dev.neonflow.cli;

import dev.neonflow.workflows.Neonflow;
import dev.neonflow.workflows.NeonflowBuilder;
import dev.neonflow.workflows.Workflow;
import dev.neonflow.workflows.branch.BranchRef;
import dev.neonflow.workflows.ci.CiContext;
import dev.neonflow.workflows.ci.Environment;
import dev.neonflow.workflows.report.Reporter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What every command that runs a workflow understands. */
@Section.Of(Section.RUN)
public abstract class RunOptions extends NeonOptions {

  @Mixin private final ReportOptions report = new ReportOptions();
  @Mixin private final ConflictOptions conflict = new ConflictOptions();

  @Option(
      names = "--dry-run",
      fallbackValue = "true",
      description = "Say what would be done now; change nothing.")
  private boolean dryRun;

  private @Nullable Outputs outputs;

  /** For the subclasses of this package. */
  RunOptions() {}

  /** Whether there is a place for the report. */
  public final boolean comments() {
    return reporter() != null;
  }

  /** Whether nothing is to be changed. */
  final boolean isDryRun() {
    return dryRun;
  }

  /** Whether connection strings and the password are put out, too. */
  boolean exposesSecrets() {
    return false;
  }

  private Outputs outputs() {
    if (outputs == null) {
      outputs = new Outputs(exposesSecrets(), terminal()::mask);
    }
    return outputs;
  }

  /**
   * Adds what hides the branch's secrets, or collects them. Comes before any tool, so that a secret
   * is hidden before anything can print it.
   */
  final <W extends Workflow<W>> W keepingSecrets(W workflow) {
    if (dryRun || !(exposesSecrets() || gitHub())) {
      return workflow;
    }
    Outputs wanted = outputs();
    return workflow.then(
        Outputs.STEP,
        context -> wanted.connectedTo(context.connection(context.get(BranchRef.KEY))));
  }

  @Override
  void check() {
    super.check();
    var unused = conflict.policy();
    reporter();
  }

  /** The pull request of a fork, if this is a job for one and cannot do anything for it. */
  final Optional<ForkWithoutKey> fork() {
    if (!gitHub() || !isAboutPullRequest() || hasKey()) {
      return Optional.empty();
    }
    CiContext ci = CiContext.read(new Environment(environment()::get), program().directory());
    return Optional.ofNullable(ci.pullRequest())
        .filter(number -> ci.fork())
        .map(number -> new ForkWithoutKey(number, ci.repository()));
  }

  /** Says why nothing is done, wherever people look. */
  final int skipped(ForkWithoutKey fork) {
    terminal().notice(fork.reason());
    List<Path> files = new ArrayList<>();
    if (!summary().isEmpty()) {
      files.add(Path.of(summary()));
    }
    Path file = report.file(program());
    if (file != null) {
      files.add(file);
    }
    fork.write(files);
    new GitHub(environment(), terminal()).write(Map.of("skipped", true));
    return results().skipped();
  }

  /** Whether the command is about a pull request. */
  boolean isAboutPullRequest() {
    return false;
  }

  /** In GitHub a comment is what people expect who said nothing. */
  private void sayWhatIsInsteadOfAComment() {
    if (gitHub() && isAboutPullRequest() && report.missesToken(program())) {
      terminal()
          .line(
              "comment: none without a token (env: GITHUB_TOKEN: ${{ github.token }}); "
                  + (summary().isEmpty()
                      ? "there is no report (--comment-file FILE writes one)"
                      : "the report goes to " + JobSummary.LOCATION));
    }
  }

  /** Builds the entry point with what the command itself knows, runs the sentence, reports. */
  final <W extends Workflow<W>> int run(
      Consumer<NeonflowBuilder> tools, Function<Neonflow, W> sentence) {
    Optional<ForkWithoutKey> fork = fork();
    if (fork.isPresent()) {
      return skipped(fork.get());
    }
    check();
    return new Execution(this, dryRun)
        .run(
            builder -> {
              Reporter reporter = reporter();
              sayWhatIsInsteadOfAComment();
              if (reporter != null) {
                builder.reporter(new ReportForPeople(reporter));
              }
              watchPullRequest(builder);
              tools.accept(builder);
            },
            outputs(),
            neonflow -> sentence.apply(neonflow).onConflict(conflict.policy()));
  }

  private @Nullable Reporter reporter() {
    Reporter place = report.reporter(program(), gitHub(), isAboutPullRequest());
    return summary().isEmpty() ? place : new JobSummary(Path.of(summary()), place);
  }

  /** Whoever asks for a preview in GitHub Actions wants none for what was closed meanwhile. */
  private void watchPullRequest(NeonflowBuilder builder) {
    OnGitHub repository = new OnGitHub(program());
    if (gitHub() && isAboutPullRequest() && repository.isKnown()) {
      builder.pullRequests(repository.pullRequests());
    }
  }

  private String summary() {
    return program().environment().getOrDefault("GITHUB_STEP_SUMMARY", "");
  }
}
