package dev.neonflow.workflows.branch;

/** What becomes of a branch that is there already, before it is migrated again. */
public enum RerunPolicy {
  /** It stays as it is. */
  REUSE,
  /**
   * It gets the present state of the branch that it was made from. Its id and its connection
   * details stay, what was in it is gone. With the schema only it is made anew instead. Fails if it
   * has children.
   */
  RESET,
  /** It is deleted and made anew as it is asked for now. Its id and connection details change. */
  RECREATE,
  /**
   * It stays as it is, unless a migration that it already has was changed or removed, or was
   * applied in part only: then it is reset; if it has only the schema of its parent, it is made
   * anew. Where the tool cannot tell, it stays, and the reason says so. What the tool says about a
   * branch is {@link BranchHistory}.
   */
  WHEN_HISTORY_REWRITTEN
}
