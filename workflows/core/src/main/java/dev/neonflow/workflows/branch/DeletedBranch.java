package dev.neonflow.workflows.branch;

import dev.neonflow.workflows.Key;
import dev.neonflow.workflows.Removal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A branch that is gone, or was not ours to delete.
 *
 * @param branchId its id, or null if there was none
 * @param name its name, or the name it would have had
 * @param existed whether there was one
 * @param others the names of further branches of the same key that went with it
 * @param kept which branch of this name stays, and why, in a few words; null if none does
 */
public record DeletedBranch(
    @Nullable String branchId,
    String name,
    boolean existed,
    List<String> others,
    @Nullable String kept)
    implements Removal {

  /** The output of a deletion. */
  public static final Key<DeletedBranch> KEY = new Key<>("delete-branch", DeletedBranch.class);

  /** Copies the list. */
  public DeletedBranch {
    others = List.copyOf(others);
  }

  /** One that went alone. */
  public DeletedBranch(@Nullable String branchId, String name, boolean existed) {
    this(branchId, name, existed, List.of(), null);
  }

  /** One that stays, because it is not ours. */
  static DeletedBranch kept(String name, String why) {
    return new DeletedBranch(null, name, false, List.of(), why);
  }
}
