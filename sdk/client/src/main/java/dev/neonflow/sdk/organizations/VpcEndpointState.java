package dev.neonflow.sdk.organizations;

/** How far a VPC endpoint is. */
public enum VpcEndpointState {
  /** Was set up; Neon has not accepted the connection yet. */
  NEW,
  /** Neon has accepted the connection. */
  ACCEPTED,
  /** A state that this version does not know. */
  UNKNOWN
}
