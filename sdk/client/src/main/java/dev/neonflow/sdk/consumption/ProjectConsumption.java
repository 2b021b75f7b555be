package dev.neonflow.sdk.consumption;

import com.squareup.moshi.Json;
import java.util.List;

/**
 * What one project used.
 *
 * @param projectId the project
 * @param periods by billing period, the oldest first
 */
public record ProjectConsumption(
    @Json(name = "project_id") String projectId, List<ConsumptionPeriod> periods) {}
