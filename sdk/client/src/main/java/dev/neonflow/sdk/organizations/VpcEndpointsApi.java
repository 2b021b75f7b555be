package dev.neonflow.sdk.organizations;

import java.util.List;

/**
 * The VPC endpoints of an organization: private ways from its own network to its databases, one
 * cloud region at a time; Azure has none. Thread-safe. Methods throw a {@link
 * dev.neonflow.sdk.error.NeonException}.
 */
public interface VpcEndpointsApi {

  /**
   * Those of all regions.
   *
   * @see <a
   *     href="https://api-docs.neon.tech/reference/listorganizationvpcendpointsallregions">listOrganizationVPCEndpointsAllRegions</a>
   */
  List<RegionalVpcEndpoint> listAllRegions(String orgId);

  /**
   * Those of one region.
   *
   * @see <a
   *     href="https://api-docs.neon.tech/reference/listorganizationvpcendpoints">listOrganizationVPCEndpoints</a>
   */
  List<VpcEndpoint> list(String orgId, String regionId);

  /**
   * One, with its state.
   *
   * @see <a
   *     href="https://api-docs.neon.tech/reference/getorganizationvpcendpointdetails">getOrganizationVPCEndpointDetails</a>
   */
  VpcEndpointDetails get(String orgId, String regionId, String vpcEndpointId);

  /**
   * Adds a VPC endpoint, which exists in the cloud, to the organization, or changes its label.
   *
   * @see <a
   *     href="https://api-docs.neon.tech/reference/assignorganizationvpcendpoint">assignOrganizationVPCEndpoint</a>
   */
  void assign(String orgId, String regionId, String vpcEndpointId, String label);

  /**
   * Takes a VPC endpoint from the organization for good: the same one cannot be added again.
   *
   * @throws dev.neonflow.sdk.error.NotFoundException if there is no such VPC endpoint
   * @see <a
   *     href="https://api-docs.neon.tech/reference/deleteorganizationvpcendpoint">deleteOrganizationVPCEndpoint</a>
   */
  void delete(String orgId, String regionId, String vpcEndpointId);
}
