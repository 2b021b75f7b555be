package dev.neonflow.cli;

import dev.neonflow.workflows.PreconditionException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;

/**
 * A job for the pull request of a fork. GitHub gives it no secrets, so there is nothing to work
 * with, and nobody who opened it can mend that: it is told, and fails nothing.
 *
 * @param number the pull request
 * @param repository what it wants to be merged into
 */
record ForkWithoutKey(int number, String repository) {

  String reason() {
    return "pull request "
        + number
        + " comes from a fork, whose jobs get no secrets from GitHub: there is no API key for Neon,"
        + " and nothing was made or removed";
  }

  private String markdown() {
    return "### ⏭️ Preview for pull request "
        + number
        + ": skipped\n\n"
        + reason().substring(0, 1).toUpperCase(Locale.ROOT)
        + reason().substring(1)
        + ".\n\n**Next:** for a preview, somebody who may write to "
        + repository
        + " pushes the branch there and opens a pull request from it.\n";
  }

  /** Appends it to these files: the job's summary, and where the report would be. */
  void write(List<Path> files) {
    for (Path file : files) {
      try {
        Files.writeString(file, markdown(), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
      } catch (IOException e) {
        throw PreconditionException.state(
            "cannot write the report to " + file, "make the file writable and run again", e);
      }
    }
  }
}
