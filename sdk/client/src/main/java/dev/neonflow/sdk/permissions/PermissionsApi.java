package dev.neonflow.sdk.permissions;

import java.util.List;
import java.util.Optional;

/**
 * Who else may use a project. Thread-safe. Every method is one request and throws a {@link
 * dev.neonflow.sdk.error.NeonException}.
 */
public interface PermissionsApi {

  /**
   * Everybody with whom the project is shared.
   *
   * @see <a
   *     href="https://api-docs.neon.tech/reference/listprojectpermissions">listProjectPermissions</a>
   */
  List<ProjectPermission> list(String projectId);

  /**
   * Shares the project with the account of this address.
   *
   * @see <a
   *     href="https://api-docs.neon.tech/reference/grantpermissiontoproject">grantPermissionToProject</a>
   */
  ProjectPermission grant(String projectId, String email);

  /**
   * Takes access back.
   *
   * @return the permission as it was; empty if the answer was lost and it no longer holds
   * @throws dev.neonflow.sdk.error.NotFoundException if there is none
   * @see <a
   *     href="https://api-docs.neon.tech/reference/revokepermissionfromproject">revokePermissionFromProject</a>
   */
  Optional<ProjectPermission> revoke(String projectId, String permissionId);
}
