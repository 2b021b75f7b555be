package dev.neonflow.workflows.ci;

/** Where the repository's name, a part of every key, comes from. */
public enum RepositoryOrigin {
  /** The caller said it. */
  GIVEN("as given"),
  /** The variable {@code GITHUB_REPOSITORY}. */
  VARIABLE("from GITHUB_REPOSITORY"),
  /** The git remote {@code origin}. */
  GIT_REMOTE("from the git remote origin"),
  /** The directory, which another checkout's may be called like. */
  DIRECTORY("from the directory's name (no git remote)");

  private final String words;

  RepositoryOrigin(String words) {
    this.words = words;
  }

  /** For example {@code from GITHUB_REPOSITORY}. */
  public String describe() {
    return words;
  }
}
