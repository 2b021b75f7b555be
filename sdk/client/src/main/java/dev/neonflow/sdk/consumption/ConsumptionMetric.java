package dev.neonflow.sdk.consumption;

/** What is measured. */
public enum ConsumptionMetric {
  /** Compute, in units times seconds. */
  COMPUTE_UNIT_SECONDS,
  /** Storage of root branches, in bytes times months. */
  ROOT_BRANCH_BYTES_MONTH,
  /** Storage of all other branches, in bytes times months. */
  CHILD_BRANCH_BYTES_MONTH,
  /** History kept for restores, in bytes times months. */
  INSTANT_RESTORE_BYTES_MONTH,
  /** Data sent over the internet, in bytes. */
  PUBLIC_NETWORK_TRANSFER_BYTES,
  /** Data sent over private networks, in bytes. */
  PRIVATE_NETWORK_TRANSFER_BYTES,
  /** Branches beyond those in the plan, in branches times months. */
  EXTRA_BRANCHES_MONTH,
  /** Snapshots, in bytes times months. */
  SNAPSHOT_STORAGE_BYTES_MONTH,
  /** A metric that this version does not know; refused in a query. */
  UNKNOWN
}
