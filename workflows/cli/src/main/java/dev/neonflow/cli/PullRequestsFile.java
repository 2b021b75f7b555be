package dev.neonflow.cli;

import dev.neonflow.workflows.ci.FilePullRequests;
import java.nio.file.Path;

/** The list of open pull requests that {@code --pull-requests} names. */
final class PullRequestsFile {

  private PullRequestsFile() {}

  static FilePullRequests of(Path file, Program program) {
    return new FilePullRequests(program.directory().resolve(file));
  }
}
