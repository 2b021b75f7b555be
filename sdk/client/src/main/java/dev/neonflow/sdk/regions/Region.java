package dev.neonflow.sdk.regions;

import com.squareup.moshi.Json;

/**
 * A region.
 *
 * @param id its id as other calls want it, such as {@code aws-us-east-2}
 * @param name what people call it
 * @param isDefault whether new projects are there unless they say otherwise
 * @param latitude about where it is, in degrees; empty if unknown
 * @param longitude about where it is, in degrees; empty if unknown
 */
public record Region(
    @Json(name = "region_id") String id,
    String name,
    @Json(name = "default") boolean isDefault,
    @Json(name = "geo_lat") String latitude,
    @Json(name = "geo_long") String longitude) {}
