package dev.neonflow.sdk.users;

/** Where a user signs in. */
public enum IdentityProvider {
  GITHUB,
  GOOGLE,
  HASURA,
  MICROSOFT,
  MICROSOFTV2,
  VERCELMP,
  KEYCLOAK,
  /** A provider that this version does not know. */
  UNKNOWN
}
