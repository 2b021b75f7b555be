package dev.neonflow.sdk.projects;

import com.squareup.moshi.Json;
import dev.neonflow.sdk.endpoints.Provisioner;
import dev.neonflow.sdk.values.Seconds;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A project as lists show it; {@link ProjectsApi#get} knows more.
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
 * @param orgName the name of that organization
 * @param activeTime how long its computes ran
 * @param deletedAt when it was deleted; null if it is there
 * @param recoverableUntil until when its deletion can be undone
 */
public record ProjectListItem(
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
    @Json(name = "history_retention_seconds") @Nullable @Seconds Duration historyRetention,
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
    @Json(name = "org_name") @Nullable String orgName,
    @Json(name = "active_time") @Seconds Duration activeTime,
    @Json(name = "deleted_at") @Nullable Instant deletedAt,
    @Json(name = "recoverable_until") @Nullable Instant recoverableUntil) {}
