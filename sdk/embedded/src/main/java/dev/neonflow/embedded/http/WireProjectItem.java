package dev.neonflow.embedded.http;

import com.squareup.moshi.Json;

/** A project on the wire, in a list. */
public record WireProjectItem(
    String id,
    String name,
    @Json(name = "platform_id") String platformId,
    @Json(name = "region_id") String regionId,
    String provisioner,
    @Json(name = "pg_version") int pgVersion,
    @Json(name = "proxy_host") String proxyHost,
    @Json(name = "branch_logical_size_limit") long branchLogicalSizeLimit,
    @Json(name = "branch_logical_size_limit_bytes") long branchLogicalSizeLimitBytes,
    @Json(name = "store_passwords") boolean storePasswords,
    @Json(name = "creation_source") String creationSource,
    @Json(name = "history_retention_seconds") int historyRetentionSeconds,
    @Json(name = "default_endpoint_settings") WireProject.EndpointDefaults defaultEndpointSettings,
    @Json(name = "active_time") long activeTime,
    @Json(name = "cpu_used_sec") long cpuUsedSec,
    @Json(name = "owner_id") String ownerId,
    @Json(name = "org_id") String organizationId,
    @Json(name = "org_name") String organizationName,
    @Json(name = "created_at") String createdAt,
    @Json(name = "updated_at") String updatedAt) {

  static WireProjectItem of(WireProject project) {
    return new WireProjectItem(
        project.id(),
        project.name(),
        project.platformId(),
        project.regionId(),
        project.provisioner(),
        project.pgVersion(),
        project.proxyHost(),
        project.branchLogicalSizeLimit(),
        project.branchLogicalSizeLimitBytes(),
        project.storePasswords(),
        project.creationSource(),
        project.historyRetentionSeconds(),
        project.defaultEndpointSettings(),
        project.activeTimeSeconds(),
        project.cpuUsedSec(),
        project.ownerId(),
        project.organizationId(),
        AccountRoutes.ORGANIZATION,
        project.createdAt(),
        project.updatedAt());
  }
}
