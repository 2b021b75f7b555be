package dev.neonflow.sdk.branches;

/** What a new branch starts with. */
public enum InitSource {
  /** Schema and data of its parent. */
  PARENT_DATA,
  /** The parent's schema without data; such a branch is a root and has no parent id. */
  SCHEMA_ONLY,
  /** A source that this version does not know. */
  UNKNOWN
}
