package dev.neonflow.sdk.operations;

import java.util.Locale;

/** What an operation does. */
public enum OperationAction {
  /** Makes a compute. */
  CREATE_COMPUTE,
  /** Makes the storage of a root branch. */
  CREATE_TIMELINE,
  /** Starts a compute. */
  START_COMPUTE,
  /** Suspends a compute. */
  SUSPEND_COMPUTE,
  /** Brings settings, roles or databases to a compute. */
  APPLY_CONFIG,
  /** Starts a compute for a moment to see that it can. */
  CHECK_AVAILABILITY,
  /** Deletes the storage of a branch. */
  DELETE_TIMELINE,
  /** Makes a branch. */
  CREATE_BRANCH,
  /** Imports data. */
  IMPORT_DATA,
  /** Takes a project's storage out of service. */
  TENANT_IGNORE,
  /** Attaches a project's storage to a server. */
  TENANT_ATTACH,
  /** Detaches a project's storage from its server. */
  TENANT_DETACH,
  /** Moves a project's storage to another server. */
  TENANT_REATTACH,
  /** Replaces a keeper of the write-ahead log. */
  REPLACE_SAFEKEEPER,
  /** Ends maintenance. */
  DISABLE_MAINTENANCE,
  /** Changes settings of the storage, such as how long history is kept. */
  APPLY_STORAGE_CONFIG,
  /** Prepares a second storage server. */
  PREPARE_SECONDARY_PAGESERVER,
  /** Goes over to another storage server. */
  SWITCH_PAGESERVER,
  /** Makes a branch independent of its parent. */
  DETACH_PARENT_BRANCH,
  /** Stores a branch away. */
  TIMELINE_ARCHIVE,
  /** Brings a branch back that was stored away. */
  TIMELINE_UNARCHIVE,
  /** Starts a compute that was kept ready. */
  START_RESERVED_COMPUTE,
  /** Reads databases and roles from a compute. */
  SYNC_DBS_AND_ROLES_FROM_COMPUTE,
  /** Copies a branch's schema. */
  APPLY_SCHEMA_FROM_BRANCH,
  /** Hides the storage of a branch. */
  TIMELINE_MARK_INVISIBLE,
  /** Changes the protection of a branch. */
  TIMELINE_UPDATE_PROTECTED_CONFIG,
  /** Warms a replica up. */
  PREWARM_REPLICA,
  /** Puts a replica in the place of the compute. */
  PROMOTE_REPLICA,
  /** Notes that the storage is clean. */
  SET_STORAGE_NON_DIRTY,
  /** Swaps which compute answers at a host. */
  SWAP_BINDING_ID,
  /** Ends a migration of the project. */
  FINALIZE_MIGRATION,
  /** Notes that a migration of the project is prepared. */
  MARK_MIGRATION_PREPARED,
  /** Changes PostgreSQL's catalog. */
  UPDATE_CATALOG,
  /** An action that this version does not know. */
  UNKNOWN;

  /** Neon's word, such as {@code create_branch}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
