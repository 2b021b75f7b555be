package dev.neonflow.workflows.branch;

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
    String database,
    String role,
    @Nullable Instant expiresAt,
    String reason) {

  /** The output of a preview's branch step. */
  public static final Key<BranchRef> KEY = new Key<>("branch", BranchRef.class);
}
