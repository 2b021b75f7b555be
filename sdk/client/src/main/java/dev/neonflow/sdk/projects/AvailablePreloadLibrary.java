package dev.neonflow.sdk.projects;

import com.squareup.moshi.Json;

/**
 * A library that PostgreSQL can load when it starts.
 *
 * @param libraryName its name
 * @param description what it is for
 * @param isDefault whether it is part of Neon's choice
 * @param isExperimental whether it is not ripe yet
 * @param version its version
 */
public record AvailablePreloadLibrary(
    @Json(name = "library_name") String libraryName,
    String description,
    @Json(name = "is_default") boolean isDefault,
    @Json(name = "is_experimental") boolean isExperimental,
    String version) {}
