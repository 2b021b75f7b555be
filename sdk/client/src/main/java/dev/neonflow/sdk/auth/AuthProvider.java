package dev.neonflow.sdk.auth;

/** What does the work of Neon Auth. */
public enum AuthProvider {
  /** A stand-in for tests. */
  MOCK,
  /** Stack Auth, the earlier one. */
  STACK,
  /** Better Auth. */
  BETTER_AUTH,
  /** A provider that this version does not know. */
  UNKNOWN
}
