package dev.neonflow.sdk.organizations;

import com.squareup.moshi.Json;

/**
 * A VPC endpoint with the region it is in.
 *
 * @param id the cloud's id of it, {@code vpce-...}
 * @param label what people call it
 * @param regionId where it is, such as {@code aws-us-east-2}
 */
public record RegionalVpcEndpoint(
    @Json(name = "vpc_endpoint_id") String id,
    String label,
    @Json(name = "region_id") String regionId) {}
