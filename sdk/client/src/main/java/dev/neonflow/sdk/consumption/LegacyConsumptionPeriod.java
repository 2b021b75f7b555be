package dev.neonflow.sdk.consumption;

import com.squareup.moshi.Json;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was used in one billing period on a plan of old.
 *
 * @param id the period's id, a UUID
 * @param plan the plan at that time, such as {@code scale}
 * @param start when it begins
 * @param end when it ended; null if it has not
 * @param consumption what was used, the oldest first
 */
public record LegacyConsumptionPeriod(
    @Json(name = "period_id") String id,
    @Json(name = "period_plan") String plan,
    @Json(name = "period_start") Instant start,
    @Json(name = "period_end") @Nullable Instant end,
    List<LegacyConsumption> consumption) {}
