package dev.neonflow.sdk.users;

import dev.neonflow.sdk.organizations.Organization;
import java.util.List;

/**
 * Whom the API key stands for. Thread-safe. Methods throw a {@link
 * dev.neonflow.sdk.error.NeonException}.
 */
public interface UsersApi {

  /**
   * What kind of key this client uses, and whose it is. The cheapest way to see that a key is good.
   *
   * @throws dev.neonflow.sdk.error.UnauthorizedException if it is not
   * @see <a href="https://api-docs.neon.tech/reference/getauthdetails">getAuthDetails</a>
   */
  AuthDetails getAuthDetails();

  /**
   * The user whose personal API key this is; the keys of organizations and projects have none.
   *
   * @see <a href="https://api-docs.neon.tech/reference/getcurrentuserinfo">getCurrentUserInfo</a>
   */
  CurrentUser getCurrentUser();

  /**
   * The organizations of the user. With a key of an organization or project: the one that owns it.
   *
   * @see <a
   *     href="https://api-docs.neon.tech/reference/getcurrentuserorganizations">getCurrentUserOrganizations</a>
   */
  List<Organization> listOrganizations();
}
