package dev.neonflow.workflows.branch;

/** What of its parent's data a new branch has. */
public enum BranchData {
  /** All of it. */
  FULL,
  /**
   * None; only the schema. Neon's name for it is {@code schema-only}. Such a branch is a root: it
   * counts against the project's limit of roots and cannot be reset. The history of a migration
   * tool is data, so it is empty there.
   */
  SCHEMA_ONLY
}
