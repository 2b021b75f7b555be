package dev.neonflow.sdk.consumption;

import com.squareup.moshi.Json;
import dev.neonflow.sdk.values.Seconds;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What was used in one hour, day or month on a plan of old.
 *
 * @param start when it begins
 * @param end when it ends; not part of it
 * @param activeTime how long computes were active
 * @param computeTime processor time of computes, deleted ones too
 * @param writtenDataBytes data written in all branches
 * @param syntheticStorageSizeBytes storage: data and log of all branches
 * @param dataStorageBytesHour storage in bytes times hours; null if not asked for
 * @param logicalSizeBytes size of the data; null if not asked for
 * @param logicalSizeBytesHour size of the data in bytes times hours; null if not asked for
 */
public record LegacyConsumption(
    @Json(name = "timeframe_start") Instant start,
    @Json(name = "timeframe_end") Instant end,
    @Json(name = "active_time_seconds") @Seconds Duration activeTime,
    @Json(name = "compute_time_seconds") @Seconds Duration computeTime,
    @Json(name = "written_data_bytes") long writtenDataBytes,
    @Json(name = "synthetic_storage_size_bytes") long syntheticStorageSizeBytes,
    @Json(name = "data_storage_bytes_hour") @Nullable Long dataStorageBytesHour,
    @Json(name = "logical_size_bytes") @Nullable Long logicalSizeBytes,
    @Json(name = "logical_size_bytes_hour") @Nullable Long logicalSizeBytesHour) {}
