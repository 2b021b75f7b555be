package dev.neonflow.workflows.branch;

import dev.neonflow.sdk.branches.AnnotatedBranch;
import dev.neonflow.workflows.RunId;
import dev.neonflow.workflows.Subject;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is noted on a branch when it is created, and what it means. Neon lets nobody change these
 * notes later, so they tell the branch's origin, not its present state.
 */
final class Ownership {

  static final String MANAGED_BY = "neonflow-managed-by";
  static final String KEY = "neonflow-key";
  static final String PARENT = "neonflow-parent";
  static final String RUN = "neonflow-run";

  /** The digest of its parent's history of migrations, just before a schema-only one was made. */
  static final String HISTORY = "neonflow-history";

  /** The digest of the migrations that were pending when a restore point was made. */
  static final String MIGRATIONS = "neonflow-migrations";

  /** The digest of the last of them. */
  static final String LAST_MIGRATION = "neonflow-last-migration";

  /** The id of the branch whose state a restore point keeps: its parent changes with a restore. */
  static final String KEPT_BRANCH = "neonflow-kept-branch";

  static final String REPOSITORY = "github-commit-repo";
  static final String PULL_REQUEST = "github-pr-number";
  static final String GIT_BRANCH = "github-commit-ref";
  static final String COMMIT = "github-commit-sha";
  private static final String NEONFLOW = "neonflow";

  private Ownership() {}

  /** The notes for a branch that this run creates; only what is known. */
  static Map<String, String> annotations(Subject subject, @Nullable String parent, RunId runId) {
    Map<String, String> notes = new LinkedHashMap<>();
    notes.put(MANAGED_BY, NEONFLOW);
    notes.put(KEY, subject.key());
    notes.put(RUN, runId.value());
    put(notes, PARENT, parent);
    notes.put(REPOSITORY, subject.repository());
    subject.pullRequestNumber().ifPresent(number -> notes.put(PULL_REQUEST, number.toString()));
    put(notes, GIT_BRANCH, subject.gitBranch());
    put(notes, COMMIT, subject.commit());
    return notes;
  }

  /** Whether the branch was made for this subject, by us or by Neon's create-branch-action. */
  static boolean isOurs(AnnotatedBranch branch, Subject subject) {
    String key = branch.annotations().get(KEY);
    if (key != null) {
      return isManaged(branch) && key.equals(subject.key());
    }
    return isOfPullRequest(branch, subject);
  }

  /** Whether we made the branch, for whomever. */
  static boolean isManaged(AnnotatedBranch branch) {
    return NEONFLOW.equals(branch.annotations().get(MANAGED_BY));
  }

  /** Neon's own notes name repository and pull request; they are enough where no key is noted. */
  private static boolean isOfPullRequest(AnnotatedBranch branch, Subject subject) {
    Map<String, String> notes = branch.annotations();
    return subject
        .pullRequestNumber()
        .filter(number -> number.toString().equals(notes.get(PULL_REQUEST)))
        .filter(number -> subject.repository().equalsIgnoreCase(notes.get(REPOSITORY)))
        .isPresent();
  }

  /** Whether the branch was made for a subject whose key starts like this. */
  static boolean isOursUnder(String keys, AnnotatedBranch branch) {
    return isManaged(branch) && branch.annotations().getOrDefault(KEY, "").startsWith(keys);
  }

  /** Whether this very run created the branch. */
  static boolean isOfRun(AnnotatedBranch branch, RunId runId) {
    return runId.value().equals(branch.annotations().get(RUN));
  }

  /** Where a branch comes from, for people. */
  static String origin(AnnotatedBranch branch) {
    Map<String, String> notes = branch.annotations();
    String key = notes.get(KEY);
    if (key != null) {
      return "it was made for " + key;
    }
    String repository = notes.get(REPOSITORY);
    String number = notes.get(PULL_REQUEST);
    if (repository != null || number != null) {
      return "it was made"
          + (number == null ? "" : " for pull request " + number)
          + (repository == null ? "" : " of " + repository)
          + " by another tool";
    }
    return "nothing on it says who made it; it was created at " + branch.branch().createdAt();
  }

  /** Whose a branch that is not ours is, for people. */
  static String owner(AnnotatedBranch branch) {
    String key = branch.annotations().get(KEY);
    return key == null ? "is not ours: " + origin(branch) : "belongs to " + key;
  }

  private static void put(Map<String, String> notes, String name, @Nullable String value) {
    if (value != null) {
      notes.put(name, value);
    }
  }
}
