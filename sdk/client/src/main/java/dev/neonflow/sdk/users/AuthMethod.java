package dev.neonflow.sdk.users;

/** How a request shows who asks. */
public enum AuthMethod {
  /** A token of Neon's own sign-in. */
  KEYCLOAK,
  /** The session of a browser. */
  SESSION_COOKIE,
  /** A personal API key. */
  API_KEY_USER,
  /** An API key of an organization or of one project. */
  API_KEY_ORG,
  /** A token that an application was given. */
  OAUTH,
  /** A way that this version does not know. */
  UNKNOWN
}
