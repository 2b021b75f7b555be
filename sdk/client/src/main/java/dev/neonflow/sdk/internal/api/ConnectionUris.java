package dev.neonflow.sdk.internal.api;

import dev.neonflow.sdk.ConnectionUri;
import dev.neonflow.sdk.Secret;
import dev.neonflow.sdk.error.ErrorDetails;
import dev.neonflow.sdk.error.NeonDecodingException;

/** Reads connection URIs that Neon wrote. */
final class ConnectionUris {
  private ConnectionUris() {}

  static ConnectionUri parse(Secret uri) {
    try {
      return ConnectionUri.parse(uri);
    } catch (IllegalArgumentException e) {
      String remedy = "See whether there is a newer version of this client";
      throw new NeonDecodingException(
          "Neon's connection URI cannot be read: " + e.getMessage() + ". " + remedy,
          new ErrorDetails(200, "", null, 1, false, remedy),
          e);
    }
  }
}
