package dev.neonflow.sdk.vpcendpoints;

import com.squareup.moshi.Json;

/**
 * A VPC endpoint that a project accepts connections from.
 *
 * @param vpcEndpointId its id, {@code vpce-...}
 * @param label what people call it
 */
public record VpcEndpoint(@Json(name = "vpc_endpoint_id") String vpcEndpointId, String label) {}
