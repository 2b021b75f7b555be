package dev.neonflow.workflows;

import dev.neonflow.workflows.branch.BranchNames;
import dev.neonflow.workflows.ci.CiContext;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Makes subjects of what is known about the project and the checkout. */
record Subjects(
    @Nullable String projectId,
    String repository,
    @Nullable String gitBranch,
    @Nullable String commit,
    CiContext ci) {

  private static final Pattern NAME = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");

  /** What the caller said holds, then what CI or git say, if they speak of this pull request. */
  Subject forPr(PullRequest asked) {
    Integer known = ci.pullRequest();
    boolean same = known == null ? !ci.elsewhere() : known == asked.number();
    return new Subject(
        key("pr-" + asked.number()),
        project(),
        repository,
        asked.number(),
        firstOf(asked.gitBranch(), gitBranch, same ? ci.gitBranch() : null),
        firstOf(asked.commit(), commit, same ? ci.commit() : null));
  }

  Subject named(String name) {
    if (!NAME.matcher(name).matches()) {
      throw PreconditionException.usage(
          "a preview's name is made of a-z, 0-9 and -, at most 63 of them, not \"" + name + "\"",
          "use a name such as demo");
    }
    return new Subject(
        key("named/" + name),
        project(),
        repository,
        null,
        firstOf(gitBranch, ci.gitBranch()),
        firstOf(commit, ci.commit()));
  }

  /** One engineer's branch: of the project, whatever directory one works in. */
  Subject dev(String engineer) {
    return ofProject("dev/" + project() + "/" + BranchNames.dev(engineer).name().substring(4));
  }

  Subject staging() {
    return ofProject("staging/" + project());
  }

  Subject production() {
    return ofProject("production/" + project());
  }

  Subject test(String id) {
    return ofProject("test/" + project() + "/" + id);
  }

  Subject workflow(String name) {
    if (!NAME.matcher(name).matches()) {
      throw PreconditionException.usage(
          "a workflow's name is made of a-z, 0-9 and -, at most 63 of them, not \"" + name + "\"",
          "use a name such as nightly");
    }
    return ofProject(
        "workflow/" + project() + "/" + repository.toLowerCase(Locale.ROOT) + "/" + name);
  }

  /** All previews of the repository in the project. */
  Subject sweep() {
    return ofProject("sweep/" + project() + "/" + repository.toLowerCase(Locale.ROOT));
  }

  /**
   * A preview as a sweep finds it: what CI or git say now is not about it.
   *
   * @param end of its key
   */
  Subject swept(String end, @Nullable Integer pullRequest) {
    return new Subject(key(end), project(), repository, pullRequest, null, null);
  }

  private Subject ofProject(String key) {
    return new Subject(
        key,
        project(),
        repository,
        null,
        firstOf(gitBranch, ci.gitBranch()),
        firstOf(commit, ci.commit()));
  }

  private static @Nullable String firstOf(@Nullable String... candidates) {
    for (String candidate : candidates) {
      if (candidate != null) {
        return candidate;
      }
    }
    return null;
  }

  private String key(String end) {
    return "preview/" + project() + "/" + repository.toLowerCase(Locale.ROOT) + "/" + end;
  }

  String project() {
    if (projectId == null) {
      throw new InvalidWorkflowException(
          "no Neon project is named",
          "set NEON_PROJECT_ID, or Neonflow.builder(neon).projectId(\"...\")",
          null);
    }
    return projectId;
  }
}
