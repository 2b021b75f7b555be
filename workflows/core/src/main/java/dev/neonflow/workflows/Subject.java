package dev.neonflow.workflows;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a workflow is about. Everything here was read from options, git or the environment before
 * the plan was built.
 *
 * @param key exclusive name of the environment, its kind first: {@code
 *     preview/silent-hall-60879203/acme/shop/pr-42}, {@code dev/silent-hall-60879203/alice}
 * @param projectId the Neon project
 * @param repository {@code owner/name}
 * @param pullRequest the pull request's number, or null where there is none
 * @param gitBranch the pull request's branch, or null if unknown
 * @param commit the commit's SHA, or null if unknown
 */
public record Subject(
    String key,
    String projectId,
    String repository,
    @Nullable Integer pullRequest,
    @Nullable String gitBranch,
    @Nullable String commit) {

  private static final String PREVIEW = "preview/";
  private static final String PRODUCTION = "production/";
  private static final String STAGING = "staging/";

  /** Whether this is production, the only one that may write to the project's default branch. */
  public boolean isProduction() {
    return key.startsWith(PRODUCTION);
  }

  /** Whether this is staging, which each run brings to its parent's state. */
  public boolean isStaging() {
    return key.startsWith(STAGING);
  }

  /** Whether this is a preview; others take a {@code DATABASE_URL} for nothing of theirs. */
  public boolean isPreview() {
    return key.startsWith(PREVIEW);
  }

  /** The pull request's number, if there is one. */
  public Optional<Integer> pullRequestNumber() {
    return Optional.ofNullable(pullRequest);
  }
}
