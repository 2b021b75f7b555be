package dev.neonflow.workflows.branch;

/** What becomes of a branch that is there already, before it is migrated again. */
public enum RerunPolicy {
  /** It stays as it is. */
  REUSE,
  /** It gets the present state of its parent. Its id and its connection details stay. */
  RESET,
  /** It is deleted and made anew. Its id and its connection details change. */
  RECREATE,
  /**
   * It stays as it is, unless a migration that it already has was changed or removed: then it is
   * reset; if it has only the schema of its parent, it is made anew.
   */
  WHEN_HISTORY_REWRITTEN
}
