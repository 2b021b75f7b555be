package dev.neonflow.sdk.endpoints;

/** What an endpoint is for. */
public enum EndpointType {
  /** Reads and writes; one per branch. */
  READ_WRITE,
  /** Only reads. */
  READ_ONLY,
  /** A type that this version does not know. */
  UNKNOWN
}
