package dev.neonflow.sdk.organizations;

import com.squareup.moshi.Json;
import java.util.List;

/**
 * A VPC endpoint with its state and use.
 *
 * @param id the cloud's id of it, {@code vpce-...}
 * @param label what people call it
 * @param state how far it is
 * @param restrictedProjectCount how many projects can be reached through certain VPC endpoints
 *     only, this one among them
 * @param exampleRestrictedProjects ids of up to three of these projects
 */
public record VpcEndpointDetails(
    @Json(name = "vpc_endpoint_id") String id,
    String label,
    VpcEndpointState state,
    @Json(name = "num_restricted_projects") int restrictedProjectCount,
    @Json(name = "example_restricted_projects") List<String> exampleRestrictedProjects) {}
