package dev.neonflow.sdk.projects;

/** How much the audit log of a project takes down. */
public enum AuditLogLevel {
  /** The least. */
  BASE,
  /** More. */
  EXTENDED,
  /** Everything. */
  FULL,
  /** A level that this version does not know. */
  UNKNOWN
}
