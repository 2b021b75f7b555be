package dev.neonflow.sdk.snapshots;

/** How often a schedule makes a snapshot. */
public enum BackupFrequency {
  /** Every hour. */
  HOURLY,
  /** Every day. */
  DAILY,
  /** Every week. */
  WEEKLY,
  /** Every month. */
  MONTHLY,
  /** Every year. */
  YEARLY,
  /** A frequency that this version does not know. */
  UNKNOWN
}
