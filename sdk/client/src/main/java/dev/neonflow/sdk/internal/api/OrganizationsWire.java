package dev.neonflow.sdk.internal.api;

import dev.neonflow.sdk.organizations.CreateInvitation;
import dev.neonflow.sdk.organizations.Invitation;
import dev.neonflow.sdk.organizations.MemberRole;
import dev.neonflow.sdk.organizations.MemberWithUser;
import dev.neonflow.sdk.organizations.Organization;
import dev.neonflow.sdk.organizations.RegionalVpcEndpoint;
import dev.neonflow.sdk.organizations.VpcEndpoint;
import dev.neonflow.sdk.regions.Region;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The envelopes around organizations and regions. Public because Moshi builds them. */
public final class OrganizationsWire {
  private OrganizationsWire() {}

  /** Answer of the list of the user's organizations. */
  public record Organizations(List<Organization> organizations) {}

  /** Answer of the member list. */
  public record Members(List<MemberWithUser> members, Wire.@Nullable SortedPagination pagination) {}

  /** A member's change. */
  public record UpdateMemberBody(MemberRole role) {}

  /** Answer of the invitation list and of invitations. */
  public record Invitations(List<Invitation> invitations) {}

  /** Invitations to be made. */
  public record CreateInvitationsBody(List<CreateInvitation> invitations) {}

  /** Answer of a region's VPC endpoint list. */
  public record VpcEndpoints(List<VpcEndpoint> endpoints) {}

  /** Answer of the list of all VPC endpoints. */
  public record RegionalVpcEndpoints(List<RegionalVpcEndpoint> endpoints) {}

  /** A VPC endpoint's assignment. */
  public record AssignVpcEndpointBody(String label) {}

  /** Answer of the region list. */
  public record Regions(List<Region> regions) {}
}
