package dev.neonflow.sdk.roles;

/** How a role proves who it is. */
public enum AuthenticationMethod {
  /** With its password. */
  PASSWORD,
  /** With a token of an identity provider. */
  OAUTH,
  /** It cannot log in. */
  NO_LOGIN,
  /** A method that this version does not know. */
  UNKNOWN
}
