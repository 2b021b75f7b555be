package dev.neonflow.embedded.http;

import com.squareup.moshi.Json;
import dev.neonflow.embedded.control.Endpoint;
import dev.neonflow.embedded.control.Project;

/** A project on the wire, alone: then it has its consumption with it. */
public record WireProject(
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
    @Json(name = "default_endpoint_settings") EndpointDefaults defaultEndpointSettings,
    @Json(name = "data_storage_bytes_hour") long dataStorageBytesHour,
    @Json(name = "data_transfer_bytes") long dataTransferBytes,
    @Json(name = "written_data_bytes") long writtenDataBytes,
    @Json(name = "compute_time_seconds") long computeTimeSeconds,
    @Json(name = "active_time_seconds") long activeTimeSeconds,
    @Json(name = "cpu_used_sec") long cpuUsedSec,
    @Json(name = "consumption_period_start") String consumptionPeriodStart,
    @Json(name = "consumption_period_end") String consumptionPeriodEnd,
    @Json(name = "owner_id") String ownerId,
    @Json(name = "org_id") String organizationId,
    @Json(name = "created_at") String createdAt,
    @Json(name = "updated_at") String updatedAt) {

  static final String REGION = "embedded-local";
  static final String HOST = "127.0.0.1";
  static final String PROVISIONER = "embedded";

  /** What a new endpoint of the project has if nothing else is asked for. */
  public record EndpointDefaults(
      @Json(name = "autoscaling_limit_min_cu") double minCu,
      @Json(name = "autoscaling_limit_max_cu") double maxCu,
      @Json(name = "suspend_timeout_seconds") int suspendTimeoutSeconds) {

    static EndpointDefaults of(Endpoint.Settings settings) {
      return new EndpointDefaults(
          settings.minCu(), settings.maxCu(), settings.suspendTimeoutSeconds());
    }
  }

  static WireProject of(Project project) {
    String createdAt = Wire.text(project.createdAt());
    return new WireProject(
        project.id(),
        project.name(),
        "embedded",
        REGION,
        PROVISIONER,
        project.majorVersion(),
        HOST,
        0,
        0,
        true,
        "embedded",
        project.historyRetentionSeconds(),
        EndpointDefaults.of(project.endpointSettings()),
        0,
        0,
        0,
        0,
        0,
        0,
        createdAt,
        createdAt,
        project.organizationId(),
        project.organizationId(),
        createdAt,
        Wire.text(project.updatedAt()));
  }
}
