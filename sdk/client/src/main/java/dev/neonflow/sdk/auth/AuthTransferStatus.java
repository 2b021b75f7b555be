package dev.neonflow.sdk.auth;

/** How far the transfer of the provider's project to the user is. */
public enum AuthTransferStatus {
  /** Begun. */
  INITIATED,
  /** Done. */
  FINISHED,
  /** A status that this version does not know. */
  UNKNOWN
}
