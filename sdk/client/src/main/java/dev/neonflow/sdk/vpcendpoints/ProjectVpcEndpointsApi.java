package dev.neonflow.sdk.vpcendpoints;

import dev.neonflow.sdk.organizations.VpcEndpoint;
import java.util.List;

/**
 * The private networks that a project accepts connections from. Thread-safe. Every method is one
 * request and throws a {@link dev.neonflow.sdk.error.NeonException}.
 */
public interface ProjectVpcEndpointsApi {

  /**
   * The VPC endpoints that the project is restricted to; none is no restriction.
   *
   * @see <a
   *     href="https://api-docs.neon.tech/reference/listprojectvpcendpoints">listProjectVPCEndpoints</a>
   */
  List<VpcEndpoint> list(String projectId);

  /**
   * Restricts the project to this VPC endpoint and those assigned before, or changes its label. The
   * endpoint must belong to the project's organization.
   *
   * @see <a
   *     href="https://api-docs.neon.tech/reference/assignprojectvpcendpoint">assignProjectVPCEndpoint</a>
   */
  void assign(String projectId, String vpcEndpointId, String label);

  /**
   * Lifts the restriction to this VPC endpoint.
   *
   * @throws dev.neonflow.sdk.error.NotFoundException if there is none
   * @see <a
   *     href="https://api-docs.neon.tech/reference/deleteprojectvpcendpoint">deleteProjectVPCEndpoint</a>
   */
  void delete(String projectId, String vpcEndpointId);
}
