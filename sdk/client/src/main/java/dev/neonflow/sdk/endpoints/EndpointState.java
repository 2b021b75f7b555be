package dev.neonflow.sdk.endpoints;

/** What the compute of an endpoint does. */
public enum EndpointState {
  /** Is being made. */
  INIT,
  /** Runs. */
  ACTIVE,
  /** Suspended; starts with the next connection. */
  IDLE,
  /** A state that this version does not know. */
  UNKNOWN
}
