package dev.neonflow.cli;

import dev.neonflow.workflows.Neonflow;
import dev.neonflow.workflows.PreconditionException;
import dev.neonflow.workflows.Workflow;
import dev.neonflow.workflows.branch.BranchRef;
import dev.neonflow.workflows.report.FileReporter;
import dev.neonflow.workflows.report.Reporter;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What every command that runs a workflow understands. */
public abstract class RunOptions extends NeonOptions {

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
      Consumer<Neonflow.Builder> tools, Function<Neonflow, W> sentence) {
    check();
    return new Execution(this, dryRun)
        .run(
            builder -> {
              Reporter reporter = reporter();
              sayWhatIsInsteadOfAComment();
              if (reporter != null) {
                builder.reporter(new ReportForPeople(reporter));
              }
              tools.accept(builder);
            },
            outputs(),
            neonflow -> sentence.apply(neonflow).onConflict(conflict.policy()));
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
}
