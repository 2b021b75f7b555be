package dev.neonflow.workflows.branch;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a branch should be like, besides its name.
 *
 * @param parent the name or id of the branch it starts from, or null for the default branch
 * @param data what of its parent's data it has
 * @param lease how long it lives after the last run, or null for ever
 * @param compute its size, or null for Neon's own
 * @param database the database that URIs point to, or null for {@code neondb} or the only one
 * @param role the role that URIs log in as, or null for {@code neondb_owner} or the database's
 *     owner
 * @param adopt whether a branch of this name that somebody else made is taken as ours
 */
public record BranchSpec(
    @Nullable String parent,
    BranchData data,
    @Nullable Lease lease,
    @Nullable Compute compute,
    @Nullable String database,
    @Nullable String role,
    boolean adopt) {

  /** All of the default branch's data, for ever. */
  public static final BranchSpec DEFAULT =
      new BranchSpec(null, BranchData.FULL, null, null, null, null, false);

  /** The same from another branch, by its name or id. */
  public BranchSpec from(@Nullable String value) {
    return new BranchSpec(value, data, lease, compute, database, role, adopt);
  }

  /** The same with other data. */
  public BranchSpec with(BranchData value) {
    return new BranchSpec(parent, value, lease, compute, database, role, adopt);
  }

  /** The same with another lease; null for none. */
  public BranchSpec with(@Nullable Lease value) {
    return new BranchSpec(parent, data, value, compute, database, role, adopt);
  }

  /** The same, living this long after each run. */
  public BranchSpec expiresIn(Duration length) {
    return with(new Lease(length));
  }

  /** The same of another size. */
  public BranchSpec with(Compute value) {
    return new BranchSpec(parent, data, lease, value, database, role, adopt);
  }

  /** The same for another database and role; null for the usual ones. */
  public BranchSpec at(@Nullable String otherDatabase, @Nullable String otherRole) {
    return new BranchSpec(parent, data, lease, compute, otherDatabase, otherRole, adopt);
  }

  /** The same, taking a branch of this name that somebody else made. */
  public BranchSpec adopting() {
    return new BranchSpec(parent, data, lease, compute, database, role, true);
  }

  String parentForPeople() {
    return parent == null ? "the default branch" : parent;
  }
}
