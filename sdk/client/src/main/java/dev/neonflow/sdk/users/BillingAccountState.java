package dev.neonflow.sdk.users;

/** What a billing account is worth. */
public enum BillingAccountState {
  ACTIVE,
  SUSPENDED,
  DEACTIVATED,
  DELETED,
  /** Neon does not know, or says what this version does not know. */
  UNKNOWN
}
