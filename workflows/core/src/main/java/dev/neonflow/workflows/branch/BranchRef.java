package dev.neonflow.workflows.branch;

import dev.neonflow.sdk.ConnectionUri;
import dev.neonflow.sdk.Secret;
import dev.neonflow.workflows.Key;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A branch that a workflow works on. Holds no secret.
 *
 * @param branchId Neon's id, {@code br-...}
 * @param name the branch's name
 * @param created whether this run created it; false if it was there
 * @param parent the name of the branch it comes from, or null if unknown
 * @param endpointId its read-write endpoint, or null if unknown
 * @param host where its database listens, directly; with the port unless it is the usual 5432
 * @param database the database that URIs point to
 * @param role the role that URIs log in as
 * @param expiresAt when Neon removes it, or null for never
 * @param reason why it was created or taken as it is, in a few words
 */
public record BranchRef(
    String branchId,
    String name,
    boolean created,
    @Nullable String parent,
    @Nullable String endpointId,
    String host,
    String database,
    String role,
    @Nullable Instant expiresAt,
    String reason) {

  /** The output of a preview's branch step. */
  public static final Key<BranchRef> KEY = new Key<>("branch", BranchRef.class);

  private static final int USUAL_PORT = 5432;

  /** The host of the same database behind Neon's connection pooler; the same if it has none. */
  public String pooledHost() {
    return host(ConnectionUri.parse(Secret.of("postgresql://any@" + host + "/any")).pooled());
  }

  /** A URI's host as {@link #host()} has it. */
  static String host(ConnectionUri uri) {
    return uri.port() == USUAL_PORT ? uri.host() : uri.host() + ":" + uri.port();
  }
}
