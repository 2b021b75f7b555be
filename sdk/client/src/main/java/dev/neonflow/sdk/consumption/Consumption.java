package dev.neonflow.sdk.consumption;

import com.squareup.moshi.Json;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was used in one hour, day or month.
 *
 * @param start when it begins
 * @param end when it ends; not part of it
 * @param metrics the metrics that were asked for
 */
public record Consumption(
    @Json(name = "timeframe_start") @Nullable Instant start,
    @Json(name = "timeframe_end") @Nullable Instant end,
    @Nullable List<MetricValue> metrics) {}
