package dev.neonflow.workflows.ci;

import java.nio.file.Path;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What CI, git and the environment say about the checkout: the one place that reads them.
 *
 * @param projectId the Neon project, or null
 * @param repository {@code owner/name}, or {@code local/<directory>}
 * @param pullRequest the pull request that CI runs for, or null
 * @param gitBranch its branch, or null if unknown
 * @param commit its newest commit, or null if unknown
 */
public record CiContext(
    @Nullable String projectId,
    String repository,
    @Nullable Integer pullRequest,
    @Nullable String gitBranch,
    @Nullable String commit) {

  /** Reads them. */
  public static CiContext read(Function<String, @Nullable String> environment, Path directory) {
    return new CiContext(
        environment.apply("NEON_PROJECT_ID"), "local/" + directory.getFileName(), null, null, null);
  }
}
