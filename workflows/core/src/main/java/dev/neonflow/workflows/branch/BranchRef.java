package dev.neonflow.workflows.branch;

import dev.neonflow.sdk.ConnectionUri;
import dev.neonflow.sdk.Secret;
import dev.neonflow.sdk.branches.Branch;
import dev.neonflow.workflows.Key;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A branch that a workflow works on. Holds no secret.
 *
 * @param branchId Neon's id, {@code br-...}
 * @param name the branch's name
 * @param origin what this run did to have it
 * @param parent the name of the branch it comes from, or null if unknown
 * @param endpointId its read-write endpoint, or null if unknown
 * @param host where its database listens, directly; with the port unless it is the usual 5432
 * @param database the database that URIs point to
 * @param role the role that URIs log in as
 * @param expiresAt when Neon removes it, or null for never
 * @param reason why that was done, in a few words
 */
public record BranchRef(
    String branchId,
    String name,
    Origin origin,
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

  /** What a run did to have a branch. */
  public enum Origin {
    /** It was not there and was created. */
    CREATED,
    /** It was there and ours, and stays as it was. */
    REUSED,
    /** It was there and was given its parent's present state. */
    RESET,
    /** It was there, was deleted and created anew, with another id. */
    RECREATED,
    /** Somebody else had made it. */
    ADOPTED
  }

  /** A branch that was created, or was there. */
  public BranchRef(
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
    this(
        branchId,
        name,
        created ? Origin.CREATED : Origin.REUSED,
        parent,
        endpointId,
        host,
        database,
        role,
        expiresAt,
        reason);
  }

  static BranchRef of(
      Branch branch,
      Origin origin,
      @Nullable String parent,
      @Nullable String endpointId,
      ConnectionUri uri,
      String reason) {
    return new BranchRef(
        branch.id(),
        branch.name(),
        origin,
        parent,
        endpointId,
        host(uri.direct()),
        uri.database(),
        uri.role(),
        branch.expiresAt(),
        reason);
  }

  /** Whether this run created it, so that undoing the run deletes it. */
  public boolean created() {
    return origin == Origin.CREATED || origin == Origin.RECREATED;
  }

  BranchRef expiring(@Nullable Instant time) {
    return new BranchRef(
        branchId, name, origin, parent, endpointId, host, database, role, time, reason);
  }

  BranchRef because(String why) {
    return new BranchRef(
        branchId, name, origin, parent, endpointId, host, database, role, expiresAt, why);
  }

  /** The host of the same database behind Neon's connection pooler; the same if it has none. */
  public String pooledHost() {
    return host(ConnectionUri.parse(Secret.of("postgresql://any@" + host + "/any")).pooled());
  }

  /** A URI's host as {@link #host()} has it. */
  static String host(ConnectionUri uri) {
    return uri.port() == USUAL_PORT ? uri.host() : uri.host() + ":" + uri.port();
  }
}
