package dev.neonflow.sdk.dataapi;

import com.squareup.moshi.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The Data API of one database.
 *
 * @param url where applications reach it
 * @param status how it is, in Neon's words; an open set
 * @param settings how it behaves; null if Neon does not say
 * @param availableSchemas the schemas that it could show; null if Neon does not say
 */
public record DataApiConfiguration(
    String url,
    String status,
    @Nullable DataApiSettings settings,
    @Json(name = "available_schemas") @Nullable List<String> availableSchemas) {}
