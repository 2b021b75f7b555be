package dev.neonflow.sdk.projects;

import com.squareup.moshi.Json;
import dev.neonflow.sdk.endpoints.Provisioner;
import dev.neonflow.sdk.values.Seconds;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A project, with what it used in the billing period. Those figures lag, and count deleted branches
 * and endpoints too.
 *
 * @param id its id
 * @param platformId the cloud, {@code aws}
 * @param regionId where it is, such as {@code aws-eu-central-1}
 * @param name its name; not unique
 * @param provisioner what runs its computes
 * @param defaultEndpointSettings what new endpoints get
 * @param settings its settings
 * @param pgVersion the major version of PostgreSQL
 * @param proxyHost the host of its region's proxy
 * @param branchLogicalSizeLimit how big a branch may be, in MiB
 * @param branchLogicalSizeLimitBytes how big a branch may be, in bytes
 * @param storePasswords whether Neon keeps the roles' passwords, so that they can be read
 * @param historyRetention how far back its history goes
 * @param creationSource who asked for it, in Neon's words, such as {@code console}
 * @param createdAt when it was made
 * @param updatedAt when it changed last
 * @param ownerId the user or organization that owns it
 * @param computeLastActiveAt when one of its computes was used last; null if none ever was
 * @param maintenanceStartsAt when it is locked for maintenance
 * @param syntheticStorageSize space that its data and history take, in bytes
 * @param hipaaEnabledAt since when it is handled as HIPAA demands
 * @param effectiveProjectPermission what the caller may do; null where projects have no permissions
 *     of their own
 * @param orgId the organization that owns it
 * @param owner who owns it
 * @param maintenanceScheduledFor when it is updated, around which its computes may restart
 * @param consumptionPeriodStart when the billing period began
 * @param consumptionPeriodEnd when it ends
 * @param activeTime how long its computes ran
 * @param computeTime CPU time of its computes
 * @param writtenDataBytes data written, in bytes
 * @param dataTransferBytes data sent out, in bytes
 * @param dataStorageBytesHour storage used, in bytes times hours
 */
public record Project(
    String id,
    @Json(name = "platform_id") String platformId,
    @Json(name = "region_id") String regionId,
    String name,
    Provisioner provisioner,
    @Json(name = "default_endpoint_settings")
        @Nullable DefaultEndpointSettings defaultEndpointSettings,
    @Nullable ProjectSettings settings,
    @Json(name = "pg_version") int pgVersion,
    @Json(name = "proxy_host") String proxyHost,
    @Json(name = "branch_logical_size_limit") long branchLogicalSizeLimit,
    @Json(name = "branch_logical_size_limit_bytes") long branchLogicalSizeLimitBytes,
    @Json(name = "store_passwords") boolean storePasswords,
    @Json(name = "history_retention_seconds") @Seconds Duration historyRetention,
    @Json(name = "creation_source") String creationSource,
    @Json(name = "created_at") Instant createdAt,
    @Json(name = "updated_at") Instant updatedAt,
    @Json(name = "owner_id") String ownerId,
    @Json(name = "compute_last_active_at") @Nullable Instant computeLastActiveAt,
    @Json(name = "maintenance_starts_at") @Nullable Instant maintenanceStartsAt,
    @Json(name = "synthetic_storage_size") @Nullable Long syntheticStorageSize,
    @Json(name = "hipaa_enabled_at") @Nullable Instant hipaaEnabledAt,
    @Json(name = "effective_project_permission")
        @Nullable ProjectPermissionLevel effectiveProjectPermission,
    @Json(name = "org_id") @Nullable String orgId,
    @Nullable ProjectOwner owner,
    @Json(name = "maintenance_scheduled_for") @Nullable Instant maintenanceScheduledFor,
    @Json(name = "consumption_period_start") Instant consumptionPeriodStart,
    @Json(name = "consumption_period_end") Instant consumptionPeriodEnd,
    @Json(name = "active_time_seconds") @Seconds Duration activeTime,
    @Json(name = "compute_time_seconds") @Seconds Duration computeTime,
    @Json(name = "written_data_bytes") long writtenDataBytes,
    @Json(name = "data_transfer_bytes") long dataTransferBytes,
    @Json(name = "data_storage_bytes_hour") long dataStorageBytesHour) {}
