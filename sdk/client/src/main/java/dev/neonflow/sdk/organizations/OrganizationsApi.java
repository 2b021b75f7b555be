package dev.neonflow.sdk.organizations;

import dev.neonflow.sdk.paging.Page;
import dev.neonflow.sdk.paging.Pages;
import java.util.List;
import java.util.Optional;

/**
 * Organizations: their API keys, members, invitations and projects. Those of the user are listed by
 * {@link dev.neonflow.sdk.users.UsersApi#listOrganizations()}. Thread-safe. Methods throw a {@link
 * dev.neonflow.sdk.error.NeonException}.
 */
public interface OrganizationsApi {

  /** The organizations' VPC endpoints. */
  VpcEndpointsApi vpcEndpoints();

  /**
   * One organization.
   *
   * @see <a href="https://api-docs.neon.tech/reference/getorganization">getOrganization</a>
   */
  Organization get(String orgId);

  /**
   * All API keys of the organization that are not revoked, without the keys themselves.
   *
   * @see <a href="https://api-docs.neon.tech/reference/listorgapikeys">listOrgApiKeys</a>
   */
  List<OrganizationApiKey> listApiKeys(String orgId);

  /**
   * Makes an API key of the organization. Its answer is the only place that shows the key. Needs a
   * personal key of an admin, and Neon takes 10 a second at most.
   *
   * @throws dev.neonflow.sdk.error.AmbiguousWriteException if the answer was lost: there may be a
   *     key of this name in the list that nobody knows; revoke it
   * @see <a href="https://api-docs.neon.tech/reference/createorgapikey">createOrgApiKey</a>
   */
  OrganizationApiKeyCreated createApiKey(String orgId, CreateOrganizationApiKey request);

  /**
   * Makes an API key of the organization useless for good.
   *
   * @return the key; empty if Neon's answer was lost and the key is no longer there
   * @throws dev.neonflow.sdk.error.NotFoundException if there is no such key
   * @see <a href="https://api-docs.neon.tech/reference/revokeorgapikey">revokeOrgApiKey</a>
   */
  Optional<OrganizationApiKeyRevoked> revokeApiKey(String orgId, long keyId);

  /**
   * One page of members, who joined last first unless the query says otherwise.
   *
   * @see <a
   *     href="https://api-docs.neon.tech/reference/getorganizationmembers">getOrganizationMembers</a>
   */
  Page<MemberWithUser> listMembers(String orgId, ListMembers query);

  /** All members from where the query starts, page after page as they are asked for. */
  default Pages<MemberWithUser> listAllMembers(String orgId, ListMembers query) {
    return Pages.of(cursor -> listMembers(orgId, cursor == null ? query : query.cursor(cursor)));
  }

  /**
   * One membership, without its user.
   *
   * @param memberId the membership's id, not the user's
   * @see <a
   *     href="https://api-docs.neon.tech/reference/getorganizationmember">getOrganizationMember</a>
   */
  Member getMember(String orgId, String memberId);

  /**
   * Gives a member another role. Only admins can.
   *
   * @param memberId the membership's id, not the user's
   * @throws IllegalArgumentException if the role is {@code UNKNOWN}
   * @see <a
   *     href="https://api-docs.neon.tech/reference/updateorganizationmember">updateOrganizationMember</a>
   */
  Member updateMember(String orgId, String memberId, MemberRole role);

  /**
   * Ends a membership. Only admins can, and the last admin stays.
   *
   * @param memberId the membership's id, not the user's
   * @throws dev.neonflow.sdk.error.NotFoundException if there is no such membership
   * @see <a
   *     href="https://api-docs.neon.tech/reference/removeorganizationmember">removeOrganizationMember</a>
   */
  void removeMember(String orgId, String memberId);

  /**
   * All invitations, those that were accepted too.
   *
   * @see <a
   *     href="https://api-docs.neon.tech/reference/getorganizationinvitations">getOrganizationInvitations</a>
   */
  List<Invitation> listInvitations(String orgId);

  /**
   * Invites people, who each get a mail. Who has an account with Neon becomes a member at once.
   *
   * @throws IllegalArgumentException if nobody is invited
   * @throws dev.neonflow.sdk.error.AmbiguousWriteException if the answer was lost: to invite again
   *     may write to them again
   * @see <a
   *     href="https://api-docs.neon.tech/reference/createorganizationinvitations">createOrganizationInvitations</a>
   */
  List<Invitation> createInvitations(String orgId, List<CreateInvitation> invitations);

  /**
   * Gives projects of this organization to another one.
   *
   * @throws dev.neonflow.sdk.error.InvalidRequestException with status 406 if the other has too
   *     many projects or a plan that does not fit; with 422 if GitHub or Vercel is tied to a
   *     project
   * @throws dev.neonflow.sdk.error.AmbiguousWriteException if the answer was lost: they may have
   *     moved
   * @see <a
   *     href="https://api-docs.neon.tech/reference/transferprojectsfromorgtoorg">transferProjectsFromOrgToOrg</a>
   */
  void transferProjects(String sourceOrgId, TransferProjects request);
}
