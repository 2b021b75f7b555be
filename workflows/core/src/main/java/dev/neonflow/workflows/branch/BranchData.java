package dev.neonflow.workflows.branch;

/** What of its parent's data a new branch has. */
public enum BranchData {
  /** All of it. */
  FULL,
  /** None; only the schema. Neon's name for it is {@code schema-only}; such a branch is a root. */
  SCHEMA_ONLY
}
