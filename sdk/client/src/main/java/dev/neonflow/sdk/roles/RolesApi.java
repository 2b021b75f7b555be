package dev.neonflow.sdk.roles;

import dev.neonflow.sdk.Secret;
import java.util.List;

/**
 * The roles of a branch. Thread-safe. Every method throws a {@link
 * dev.neonflow.sdk.error.NeonException}; the writes an {@link
 * dev.neonflow.sdk.error.AmbiguousWriteException} if their answer was lost and a look cannot tell
 * what became of them.
 */
public interface RolesApi {
  /**
   * All roles of the branch, without their passwords.
   *
   * @see <a
   *     href="https://api-docs.neon.tech/reference/listprojectbranchroles">listProjectBranchRoles</a>
   */
  List<Role> list(String projectId, String branchId);

  /**
   * Makes a role with a password that Neon chooses; cuts the connections of a running compute. When
   * the answer was lost the password is asked for; it is missing if the project does not store
   * passwords.
   *
   * @throws dev.neonflow.sdk.error.ConflictException if the name is taken
   * @see <a
   *     href="https://api-docs.neon.tech/reference/createprojectbranchrole">createProjectBranchRole</a>
   */
  RoleUpdated create(String projectId, String branchId, CreateRole request);

  /**
   * One role, without its password.
   *
   * @throws dev.neonflow.sdk.error.NotFoundException if there is none
   * @see <a
   *     href="https://api-docs.neon.tech/reference/getprojectbranchrole">getProjectBranchRole</a>
   */
  Role get(String projectId, String branchId, String roleName);

  /**
   * Deletes a role; answers before it is gone. A role that is not there is no error. If the answer
   * was lost and there is a role of this name that is not two minutes old, nobody can tell whether
   * it is the same: it is left alone.
   *
   * @see <a
   *     href="https://api-docs.neon.tech/reference/deleteprojectbranchrole">deleteProjectBranchRole</a>
   */
  RoleDeleted delete(String projectId, String branchId, String roleName);

  /**
   * The role's password.
   *
   * @throws dev.neonflow.sdk.error.NotFoundException if there is no such role
   * @throws dev.neonflow.sdk.error.InvalidRequestException with status 412 if the project does not
   *     store passwords
   * @see <a
   *     href="https://api-docs.neon.tech/reference/getprojectbranchrolepassword">getProjectBranchRolePassword</a>
   */
  Secret revealPassword(String projectId, String branchId, String roleName);

  /**
   * Gives the role a new password, which Neon chooses; cuts the connections of a running compute.
   * The old password holds until the operations are done. A lost answer is always ambiguous.
   *
   * @see <a
   *     href="https://api-docs.neon.tech/reference/resetprojectbranchrolepassword">resetProjectBranchRolePassword</a>
   */
  RoleUpdated resetPassword(String projectId, String branchId, String roleName);
}
