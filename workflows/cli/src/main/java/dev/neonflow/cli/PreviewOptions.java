package dev.neonflow.cli;

import dev.neonflow.workflows.Neonflow;
import dev.neonflow.workflows.PreconditionException;
import dev.neonflow.workflows.PullRequest;
import dev.neonflow.workflows.Workflow;
import dev.neonflow.workflows.ci.Environment;
import dev.neonflow.workflows.deploy.ProcessDeployer;
import dev.neonflow.workflows.report.FileReporter;
import dev.neonflow.workflows.report.Reporter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What both commands of a preview understand. */
public abstract class PreviewOptions extends NeonOptions {

  @Option(
      names = "--pr",
      paramLabel = "NUMBER",
      required = true,
      description = "The pull request (in GitHub Actions: the one that the job runs for).")
  private int pr;

  @Option(
      names = "--ref",
      paramLabel = "GIT_BRANCH",
      description = "The pull request's branch (what CI or git says).")
  private @Nullable String ref;

  @Option(
      names = "--branch-name",
      paramLabel = "TEMPLATE",
      description =
          "Name of the database branch, of {pr}, {git-branch}, {sha}, {repo}"
              + " (preview/pr-{pr}-{git-branch}).")
  private @Nullable String branchName;

  @Option(
      names = "--deploy",
      paramLabel = "process|none",
      description = "Where the application runs: as a process of this machine, or nowhere (none).")
  private @Nullable String deploy;

  @Option(
      names = "--comment",
      paramLabel = "auto|file|none",
      description = "Where the report goes (auto: the --comment-file if one is given).")
  private @Nullable String comment;

  @Option(
      names = "--comment-file",
      paramLabel = "FILE",
      description = "The Markdown file that holds the report.")
  private @Nullable Path commentFile;

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      description = "End after this time, for example 15m (no limit).")
  private @Nullable String timeout;

  @Option(
      names = "--dry-run",
      fallbackValue = "true",
      description = "Say what would be done now; change nothing.")
  private boolean dryRun;

  /** For the subclasses of this package. */
  PreviewOptions() {}

  /**
   * The pull request.
   *
   * @throws PreconditionException if its number is not one
   */
  public final PullRequest pr() {
    PullRequest number = PullRequest.number(pr);
    return ref == null ? number : new PullRequest(number.number(), ref, number.commit());
  }

  /** Whether there is a place for the report. */
  public final boolean comments() {
    return reporter() != null;
  }

  /** Whether nothing is to be changed. */
  final boolean isDryRun() {
    return dryRun;
  }

  /** The name of the database branch, or null for the usual one. */
  final @Nullable String branchTemplate() {
    return branchName;
  }

  /** Where to deploy, null if nothing was said. */
  final @Nullable String deployment() {
    Choice.refuseUnbuilt("--deploy", deploy, "fly", "vercel", "command");
    return deploy == null ? null : Choice.of("--deploy", deploy, "none", "process");
  }

  /**
   * Looks at the options alone.
   *
   * @throws PreconditionException if one of them is wrong
   */
  void check() {
    pr();
    limit();
    deployment();
    reporter();
    results();
  }

  private @Nullable Duration limit() {
    return timeout == null ? null : Durations.parse("--timeout", timeout);
  }

  /** In GitHub a comment is what people expect who said nothing. */
  private void sayWhatIsInsteadOfAComment() {
    if (gitHub() && commentFile == null && (comment == null || comment.equals("auto"))) {
      terminal()
          .line(
              "comment: comments on GitHub are not built yet; "
                  + (summary().isEmpty()
                      ? "there is no report (--comment-file FILE writes one)"
                      : "the report goes to " + JobSummary.LOCATION));
    }
  }

  /** Builds the entry point with what the command itself knows, runs the sentence, reports. */
  final <W extends Workflow<W>> int run(
      Consumer<Neonflow.Builder> tools, Outputs outputs, Function<Neonflow, W> sentence) {
    check();
    program().settings().warnings().forEach(terminal()::always);
    return new Execution(this, dryRun, limit())
        .run(
            builder -> {
              Reporter reporter = reporter();
              sayWhatIsInsteadOfAComment();
              if (reporter != null) {
                builder.reporter(new ReportForPeople(reporter));
              }
              tools.accept(builder);
            },
            outputs,
            sentence);
  }

  private Path inDirectory(Path path) {
    return program().directory().resolve(path);
  }

  private @Nullable Reporter reporter() {
    Choice.refuseUnbuilt("--comment", comment, "github");
    String place = Choice.of("--comment", comment, "auto", "file", "none");
    if (place.equals("file") && commentFile == null) {
      throw PreconditionException.usage(
          "--comment file needs a file", "add --comment-file FILE, for example comment.md");
    }
    Reporter file =
        place.equals("none") || commentFile == null
            ? null
            : FileReporter.to(inDirectory(commentFile));
    return summary().isEmpty() ? file : new JobSummary(Path.of(summary()), file);
  }

  private String summary() {
    return program().environment().getOrDefault("GITHUB_STEP_SUMMARY", "");
  }

  /** Processes of this machine, remembered where every command looks. */
  final ProcessDeployer process(ProcessDeployer deployer) {
    return deployer
        .in(program().directory())
        .stateDir(new Environment(program().environment()::get).deploymentsDirectory());
  }
}
