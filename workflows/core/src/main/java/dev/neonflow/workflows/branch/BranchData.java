package dev.neonflow.workflows.branch;

/** What of its parent's data a new branch has. */
public enum BranchData {
  /** All of it. */
  FULL,
  /**
   * None; only the schema. Neon's name for it is {@code schema-only}. Such a branch is a root: it
   * counts against the project's limit of roots and cannot be reset. Neon gives it empty tables;
   * what is in the tables of the migration tool is carried over, where the tool tells them (see
   * {@link BranchHistory#tables()}) and migrates in the same workflow, or is the default one where
   * a branch is made alone: they say which migrations the schema has, and no row of the application
   * is in them. The parent is only read. If it is migrated while the branch is made, the branch is
   * made anew. Without that, a tool begins at its first migration, which fails on tables that are
   * there.
   */
  SCHEMA_ONLY
}
