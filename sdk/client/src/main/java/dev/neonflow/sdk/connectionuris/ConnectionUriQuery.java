package dev.neonflow.sdk.connectionuris;

import dev.neonflow.sdk.values.Checks;
import org.jspecify.annotations.Nullable;

/**
 * Which connection to describe.
 *
 * @param databaseName the database
 * @param roleName the role
 * @param branchId the branch; null is the project's default branch
 * @param endpointId the endpoint; null is the branch's read-write endpoint
 * @param pooled whether through the connection pooler; null leaves it to Neon (direct)
 */
public record ConnectionUriQuery(
    String databaseName,
    String roleName,
    @Nullable String branchId,
    @Nullable String endpointId,
    @Nullable Boolean pooled) {
  /** Refuses empty names and ids. */
  public ConnectionUriQuery {
    Checks.given(databaseName, "databaseName");
    Checks.given(roleName, "roleName");
    Checks.requireText(branchId, "branchId");
    Checks.requireText(endpointId, "endpointId");
  }

  /** A direct connection of this role to this database on the default branch. */
  public static ConnectionUriQuery of(String databaseName, String roleName) {
    return new ConnectionUriQuery(databaseName, roleName, null, null, null);
  }

  /** On this branch. */
  public ConnectionUriQuery branchId(String id) {
    return new ConnectionUriQuery(
        databaseName, roleName, Checks.given(id, "branchId"), endpointId, pooled);
  }

  /** To this endpoint. */
  public ConnectionUriQuery endpointId(String id) {
    return new ConnectionUriQuery(
        databaseName, roleName, branchId, Checks.given(id, "endpointId"), pooled);
  }

  /** Through the connection pooler, or not. */
  public ConnectionUriQuery pooled(boolean pooled) {
    return new ConnectionUriQuery(databaseName, roleName, branchId, endpointId, pooled);
  }
}
