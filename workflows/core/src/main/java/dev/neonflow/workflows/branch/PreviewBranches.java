package dev.neonflow.workflows.branch;

import dev.neonflow.sdk.branches.AnnotatedBranch;
import dev.neonflow.sdk.branches.Branch;
import dev.neonflow.workflows.PreconditionException;
import dev.neonflow.workflows.StepContext;
import dev.neonflow.workflows.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Finds the branches of all previews of a repository by the notes on them, never by their names.
 */
public final class PreviewBranches {

  private static final Pattern PULL_REQUEST = Pattern.compile("pr-[1-9][0-9]{0,8}");
  private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,8}");
  private static final String NAMED = "named/";

  private PreviewBranches() {}

  /**
   * All of them, in one request where a project has no more than ten thousand branches.
   *
   * @param prefix what the keys of the repository's previews in this project begin with
   * @param context of a subject of this project and repository
   * @throws PreconditionException if the list of the project's branches is not whole
   */
  public static List<PreviewBranch> list(String prefix, StepContext context) {
    List<AnnotatedBranch> all = BranchLookup.list(null, context);
    if (all.stream().noneMatch(found -> found.branch().isDefault())) {
      throw PreconditionException.state(
          "Neon's list of branches is not complete: the project's default branch is not in it",
          "run again; nothing was removed",
          null);
    }
    BranchTree tree = BranchTree.of(all);
    List<PreviewBranch> previews = new ArrayList<>();
    for (AnnotatedBranch found : all) {
      Map<String, String> notes = found.annotations();
      boolean ours = Ownership.isManaged(found);
      String end = ours ? endOfOurs(notes, prefix, context) : endOfNotes(notes, context);
      if (end != null) {
        Branch branch = found.branch();
        previews.add(
            new PreviewBranch(
                branch.id(),
                branch.name(),
                prefix + end,
                end.startsWith(NAMED) ? null : Integer.valueOf(end.substring(3)),
                ours,
                branch.expiresAt(),
                guard(branch),
                tree.depth(found),
                below(tree, branch)));
      }
    }
    return previews;
  }

  /**
   * The branch that is not ours and has the very name of a preview's: a run that adopts could have
   * taken it, of which nothing is noted on it.
   */
  public static Optional<String> adoptable(Subject preview, StepContext context) {
    BranchName name = BranchNames.of(preview, null);
    List<AnnotatedBranch> listed = BranchLookup.list(name.search(), context);
    return Optional.ofNullable(BranchLookup.pick(name, preview, listed, false).inTheWay())
        .filter(found -> !found.annotations().containsKey(Ownership.KEY))
        .map(found -> found.branch().name());
  }

  private static @Nullable String endOfOurs(
      Map<String, String> notes, String prefix, StepContext context) {
    String key = notes.get(Ownership.KEY);
    if (key == null) {
      return endOfNotes(notes, context);
    }
    if (!key.startsWith(prefix)) {
      return null;
    }
    String end = key.substring(prefix.length());
    return PULL_REQUEST.matcher(end).matches() || end.startsWith(NAMED) ? end : null;
  }

  /** Neon's own notes say the repository and the pull request. */
  private static @Nullable String endOfNotes(Map<String, String> notes, StepContext context) {
    String number = notes.getOrDefault(Ownership.PULL_REQUEST, "");
    boolean here = context.subject().repository().equalsIgnoreCase(notes.get(Ownership.REPOSITORY));
    return here && NUMBER.matcher(number).matches() ? "pr-" + number : null;
  }

  private static Map<String, String> below(BranchTree tree, Branch branch) {
    return tree.below(branch.id()).stream()
        .collect(
            Collectors.toMap(
                child -> child.branch().id(),
                child -> child.branch().name() + ", which " + Ownership.owner(child)));
  }

  private static @Nullable String guard(Branch branch) {
    if (branch.isDefault()) {
      return "the project's default branch";
    }
    return branch.isProtected() ? "protected" : null;
  }
}
