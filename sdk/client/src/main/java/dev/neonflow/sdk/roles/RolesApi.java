package dev.neonflow.sdk.roles;

import dev.neonflow.sdk.Secret;
import java.util.List;

/** The roles of a branch. Thread-safe. */
public interface RolesApi {

  /** All roles of the branch. */
  List<Role> list(String projectId, String branchId);

  /**
   * The role's password.
   *
   * @throws dev.neonflow.sdk.error.InvalidRequestException if the project does not store passwords
   */
  Secret revealPassword(String projectId, String branchId, String roleName);
}
