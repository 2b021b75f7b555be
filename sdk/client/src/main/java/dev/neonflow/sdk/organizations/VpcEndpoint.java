package dev.neonflow.sdk.organizations;

import com.squareup.moshi.Json;

/**
 * A VPC endpoint of an organization.
 *
 * @param id the cloud's id of it, {@code vpce-...}
 * @param label what people call it
 */
public record VpcEndpoint(@Json(name = "vpc_endpoint_id") String id, String label) {}
