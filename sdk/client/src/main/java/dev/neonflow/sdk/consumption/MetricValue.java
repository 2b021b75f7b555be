package dev.neonflow.sdk.consumption;

import com.squareup.moshi.Json;

/**
 * One measured number.
 *
 * @param metric what was measured, and in which unit
 * @param value how much
 */
public record MetricValue(@Json(name = "metric_name") ConsumptionMetric metric, long value) {}
