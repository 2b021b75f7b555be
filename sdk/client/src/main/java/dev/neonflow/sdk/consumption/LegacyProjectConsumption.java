package dev.neonflow.sdk.consumption;

import com.squareup.moshi.Json;
import java.util.List;

/**
 * What one project used on a plan of old.
 *
 * @param projectId the project
 * @param periods by billing period, the oldest first
 */
public record LegacyProjectConsumption(
    @Json(name = "project_id") String projectId, List<LegacyConsumptionPeriod> periods) {}
