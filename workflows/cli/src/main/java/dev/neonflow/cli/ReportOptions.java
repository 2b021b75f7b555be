package dev.neonflow.cli;

import dev.neonflow.workflows.PreconditionException;
import dev.neonflow.workflows.report.FileReporter;
import dev.neonflow.workflows.report.Reporter;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where reports go. */
@Section.Of(Section.REPORT)
final class ReportOptions {

  @Option(
      names = "--comment",
      paramLabel = "auto|github|file|none",
      description =
          "Where the report goes (default: auto, which is a comment in GitHub Actions with a token"
              + " and a pull request, else the --comment-file if one is given).")
  private @Nullable String comment;

  @Option(
      names = "--comment-file",
      paramLabel = "FILE",
      description = "The Markdown file that holds the report (default: none).")
  private @Nullable Path commentFile;

  @Option(
      names = "--comment-author",
      paramLabel = "LOGIN",
      description =
          "Who writes the comments, for example my-app[bot] (default: whoever GitHub says that"
              + " the token is for).")
  private @Nullable String author;

  /**
   * The place, without a job's summary; null for none.
   *
   * @param actions whether this is a job of GitHub Actions
   * @param aboutPullRequest whether there is a pull request to comment on
   * @throws PreconditionException if the options contradict each other, or a token is missing
   */
  @Nullable Reporter reporter(Program program, boolean actions, boolean aboutPullRequest) {
    String place = Choice.of("--comment", comment, "auto", "github", "file", "none");
    OnGitHub gitHub = new OnGitHub(program);
    Path path = file(program);
    FileReporter file = path == null ? null : FileReporter.to(path);
    return switch (place) {
      case "none" -> null;
      case "file" -> {
        if (file == null) {
          throw PreconditionException.usage(
              "--comment file needs a file", "add --comment-file FILE, for example comment.md");
        }
        yield file;
      }
      case "github" -> {
        gitHub.check("--comment github");
        yield gitHub.reporter(author, file);
      }
      default ->
          actions && aboutPullRequest && gitHub.isKnown() ? gitHub.reporter(author, file) : file;
    };
  }

  /** The file that gets the report; null for none. */
  @Nullable Path file(Program program) {
    return commentFile == null ? null : program.directory().resolve(commentFile);
  }

  /** Whether a comment on GitHub was left to be decided, and is missed without a token. */
  boolean missesToken(Program program) {
    return (comment == null || comment.equals("auto"))
        && commentFile == null
        && !new OnGitHub(program).isKnown();
  }
}
