package dev.neonflow.junit;

/**
 * What a branch starts as. Classes with equal ones can share what is prepared for them.
 *
 * @param parent the branch to copy, by name or id; empty is the default branch
 * @param database the database
 * @param role the role; empty is the server's own choice
 * @param setup what prepares it; {@code BranchSetup} itself is nothing
 */
record BranchSource(
    String parent, String database, String role, Class<? extends BranchSetup> setup) {

  static BranchSource of(NeonBranch annotation) {
    return new BranchSource(
        annotation.parent(), annotation.database(), annotation.role(), annotation.setup());
  }

  boolean hasSetup() {
    return setup != BranchSetup.class;
  }

  /** The same, already prepared on another branch. */
  BranchSource preparedOn(String branchId) {
    return new BranchSource(branchId, database, role, BranchSetup.class);
  }
}
