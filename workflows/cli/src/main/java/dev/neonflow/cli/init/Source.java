package dev.neonflow.cli.init;

import dev.neonflow.workflows.PreconditionException;
import dev.neonflow.workflows.ci.CiContext;
import dev.neonflow.workflows.ci.Environment;
import dev.neonflow.workflows.ci.RepositoryOrigin;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where jobs get Neonflow from: a commit of a repository that has it.
 *
 * @param repository {@code OWNER/NAME} on GitHub, or a URL that git can clone
 * @param commit all of its hexadecimal digits
 */
public record Source(String repository, String commit) {
  /** What the documents have in their place. */
  public static final Source EXAMPLE = new Source("acme/neonflow", "0".repeat(40));

  private static final Pattern WRITTEN =
      Pattern.compile(
          "(?:(?:https://github\\.com/)?([\\w.-]+/[\\w.-]+?)(?:\\.git)?/?|(https://[^\\s'\"@]+))"
              + "@([0-9a-f]{40})");

  /** One that is pinned by a commit, which is not an action. */
  private static final Pattern IN_FILES =
      Pattern.compile(
          "(?:repository: |clone --quiet https://github\\.com/|url: 'https://github\\.com/)"
              + "([\\w.-]+/[\\w.-]+?)(?:\\.git)?[\\s']"
              + "|(?:clone --quiet |url: ')(https://[^\\s']+)");

  private static final Pattern COMMIT = Pattern.compile("(?<![@\\w])[0-9a-f]{40}(?!\\w)");

  /**
   * Reads {@code REPOSITORY@COMMIT}; the URL of a repository on GitHub is as good as its name.
   *
   * @throws PreconditionException if it is something else
   */
  public static Source parse(String text) {
    Matcher written = WRITTEN.matcher(text);
    if (!written.matches()) {
      throw PreconditionException.usage(
          "--from is '" + text + "', which is no REPOSITORY@COMMIT",
          "give for example --from acme/neonflow@COMMIT with all 40 digits of the commit (git"
              + " rev-parse HEAD)");
    }
    String name = written.group(1);
    return new Source(name == null ? written.group(2) : name, written.group(3));
  }

  /** Where a file that was written before gets it from; nothing is a placeholder. */
  static Optional<Source> inFile(String text) {
    Matcher commit = COMMIT.matcher(text);
    Matcher repository = IN_FILES.matcher(text);
    if (!commit.find() || !repository.find() || commit.group().equals(EXAMPLE.commit())) {
      return Optional.empty();
    }
    String name = repository.group(1);
    return Optional.of(new Source(name == null ? repository.group(2) : name, commit.group()));
  }

  /** The checkout that this program was built in, if it has a remote at GitHub. */
  public static Optional<Source> ofThisCheckout() {
    try {
      Path at = Path.of(Source.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      while (at != null && !Files.isRegularFile(at.resolve("jbang-scripts/neonflow"))) {
        at = at.getParent();
      }
      return at == null ? Optional.empty() : ofCheckout(at);
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  static Optional<Source> ofCheckout(Path root) {
    CiContext git = CiContext.read(new Environment(name -> null), root);
    String commit = git.commit();
    if (commit == null || commit.length() != EXAMPLE.commit().length()) {
      return Optional.empty();
    }
    return git.repositoryOrigin() == RepositoryOrigin.GIT_REMOTE
            && "github.com".equals(git.remoteHost())
        ? Optional.of(new Source(git.repository(), commit))
        : Optional.empty();
  }

  /** Whether it is somewhere else than on GitHub. */
  boolean isUrl() {
    return repository.contains("://");
  }

  Template in(Template template) {
    String url = "https://github.com/" + EXAMPLE.repository() + ".git";
    Template other =
        isUrl()
            ? template.replacing(url, repository)
            : template.replacing(EXAMPLE.repository(), repository);
    return other.replacing(EXAMPLE.commit(), commit);
  }
}
