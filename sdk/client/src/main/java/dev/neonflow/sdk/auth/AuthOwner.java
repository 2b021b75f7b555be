package dev.neonflow.sdk.auth;

/** Who owns the project at the provider of Neon Auth. */
public enum AuthOwner {
  /** The user, who has it in an account of their own. */
  USER,
  /** Neon. */
  NEON,
  /** An owner that this version does not know. */
  UNKNOWN
}
