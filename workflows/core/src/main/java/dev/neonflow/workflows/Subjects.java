package dev.neonflow.workflows;

import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Makes subjects of what is known about the project and the checkout. */
record Subjects(
    @Nullable String projectId,
    String repository,
    @Nullable Integer pullRequest,
    @Nullable String gitBranch,
    @Nullable String commit) {

  private static final Pattern NAME = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");

  Subject forPr(PullRequest asked) {
    boolean known = pullRequest == null || pullRequest == asked.number();
    String branch = asked.gitBranch();
    String sha = asked.commit();
    return new Subject(
        key("pr-" + asked.number()),
        project(),
        repository,
        asked.number(),
        branch == null && known ? gitBranch : branch,
        sha == null && known ? commit : sha);
  }

  Subject named(String name) {
    if (!NAME.matcher(name).matches()) {
      throw PreconditionException.usage(
          "a preview's name is made of a-z, 0-9 and -, at most 63 of them, not " + name,
          "use a name such as demo");
    }
    return new Subject(key("named/" + name), project(), repository, null, gitBranch, commit);
  }

  private String key(String end) {
    return "preview/" + project() + "/" + repository.toLowerCase(Locale.ROOT) + "/" + end;
  }

  private String project() {
    if (projectId == null) {
      throw new InvalidWorkflowException(
          "no Neon project is named",
          "set NEON_PROJECT_ID, or Neonflow.builder(neon).projectId(\"...\")",
          null);
    }
    return projectId;
  }
}
