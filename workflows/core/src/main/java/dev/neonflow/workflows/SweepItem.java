package dev.neonflow.workflows;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One preview that a sweep looked at.
 *
 * @param outcome what became of it
 * @param key of the preview
 * @param pullRequest its pull request, or null if it is for a name
 * @param branches the names of its branches
 * @param deployments the names of its deployments; one that cannot be listed is not among them
 * @param reason why, for people
 * @param left what is still there though it was to go, each in a few words
 * @param next what to do now; may be empty
 */
public record SweepItem(
    Outcome outcome,
    String key,
    @Nullable Integer pullRequest,
    List<String> branches,
    List<String> deployments,
    String reason,
    List<String> left,
    String next) {

  /** What becomes of a preview. */
  public enum Outcome {
    /** A run would remove it now. */
    WOULD_REMOVE,
    /** It is gone. */
    REMOVED,
    /** Its pull request is open, or its lease goes on. */
    KEPT,
    /** It was not touched, because something speaks against it now. */
    SKIPPED,
    /**
     * Another tool made it for a pull request that is closed; {@link Sweep#adopting()} takes it.
     */
    NOT_OURS,
    /** It was to be removed, and something of it is left. */
    FAILED
  }

  /** Copies the lists. */
  public SweepItem {
    branches = List.copyOf(branches);
    deployments = List.copyOf(deployments);
    left = List.copyOf(left);
  }

  SweepItem with(Outcome changed, String why) {
    return new SweepItem(changed, key, pullRequest, branches, deployments, why, left, next);
  }

  SweepItem leaving(List<String> what, String then) {
    return new SweepItem(outcome, key, pullRequest, branches, deployments, reason, what, then);
  }

  /** What the key ends with: {@code pr-42} or {@code named/demo}. */
  public String name() {
    int last = key.lastIndexOf('/');
    return pullRequest == null
        ? key.substring(key.lastIndexOf('/', last - 1) + 1)
        : "pr-" + pullRequest;
  }

  /** For example {@code removed pr-7 (branch preview/pr-7): pull request 7 is closed}. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(words()).append(' ').append(name());
    String things =
        String.join(
            ", ",
            Stream.concat(
                    branches.stream().map(branch -> "branch " + branch),
                    deployments.stream().map(app -> "deployment " + app))
                .toList());
    if (!things.isEmpty()) {
      text.append(" (").append(things).append(')');
    }
    text.append(": ").append(reason);
    if (!left.isEmpty()) {
      text.append("; left: ").append(String.join(", ", left));
    }
    return text.toString();
  }

  private String words() {
    return switch (outcome) {
      case WOULD_REMOVE -> "would remove";
      case REMOVED -> "removed";
      case KEPT -> "kept";
      case SKIPPED -> "skipped";
      case NOT_OURS -> "not ours:";
      case FAILED -> "not removed:";
    };
  }
}
