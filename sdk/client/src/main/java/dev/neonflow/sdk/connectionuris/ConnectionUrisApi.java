package dev.neonflow.sdk.connectionuris;

import dev.neonflow.sdk.ConnectionUri;

/** Connection URIs as Neon writes them. Thread-safe. */
public interface ConnectionUrisApi {

  /**
   * The URI of a connection, with its password.
   *
   * @throws dev.neonflow.sdk.error.NotFoundException if there is no such branch, endpoint, database
   *     or role
   * @see <a href="https://api-docs.neon.tech/reference/getconnectionuri">getConnectionURI</a>
   */
  ConnectionUri get(String projectId, ConnectionUriQuery query);
}
