package dev.neonflow.sdk.connectionuris;

import dev.neonflow.sdk.ConnectionUri;

/** Connection URIs as Neon writes them. Thread-safe. */
public interface ConnectionUrisApi {

  /** The URI of a connection, with its password. */
  ConnectionUri get(String projectId, ConnectionUriQuery query);
}
