package dev.neonflow.embedded.http;

import com.squareup.moshi.Json;
import dev.neonflow.embedded.control.Endpoint;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An endpoint on the wire. */
public record WireEndpoint(
    String host,
    String id,
    @Nullable String name,
    @Json(name = "project_id") String projectId,
    @Json(name = "branch_id") String branchId,
    @Json(name = "autoscaling_limit_min_cu") double minCu,
    @Json(name = "autoscaling_limit_max_cu") double maxCu,
    @Json(name = "region_id") String regionId,
    String type,
    @Json(name = "current_state") String currentState,
    @Json(name = "pending_state") @Nullable String pendingState,
    Map<String, Object> settings,
    @Json(name = "pooler_enabled") boolean poolerEnabled,
    @Json(name = "pooler_mode") String poolerMode,
    boolean disabled,
    @Json(name = "passwordless_access") boolean passwordlessAccess,
    @Json(name = "creation_source") String creationSource,
    @Json(name = "created_at") String createdAt,
    @Json(name = "updated_at") String updatedAt,
    @Json(name = "last_active") @Nullable String lastActive,
    @Json(name = "started_at") @Nullable String startedAt,
    @Json(name = "suspended_at") @Nullable String suspendedAt,
    @Json(name = "proxy_host") String proxyHost,
    @Json(name = "suspend_timeout_seconds") int suspendTimeoutSeconds,
    String provisioner) {

  static WireEndpoint of(String projectId, Endpoint endpoint) {
    Endpoint.State pending = endpoint.pending();
    return new WireEndpoint(
        endpoint.host(),
        endpoint.id(),
        endpoint.name(),
        projectId,
        endpoint.branchId(),
        endpoint.settings().minCu(),
        endpoint.settings().maxCu(),
        WireProject.REGION,
        Wire.name(endpoint.type()),
        Wire.name(endpoint.current()),
        pending == null ? null : Wire.name(pending),
        endpoint.settings().other(),
        false,
        "transaction",
        endpoint.disabled(),
        false,
        "embedded",
        Wire.text(endpoint.createdAt()),
        Wire.text(endpoint.updatedAt()),
        text(endpoint.lastActive()),
        text(endpoint.startedAt()),
        text(endpoint.suspendedAt()),
        WireProject.HOST,
        endpoint.settings().suspendTimeoutSeconds(),
        WireProject.PROVISIONER);
  }

  private static @Nullable String text(@Nullable Instant instant) {
    return instant == null ? null : Wire.text(instant);
  }
}
