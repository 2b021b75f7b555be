package dev.neonflow.sdk.projects;

import com.squareup.moshi.Json;
import dev.neonflow.sdk.endpoints.PreloadLibraries;
import dev.neonflow.sdk.values.Checks;
import org.jspecify.annotations.Nullable;

/**
 * Settings of a project. In a request null is not sent and leaves a setting as it is. Each method
 * returns a changed copy.
 *
 * @param quota how much it may use
 * @param allowedIps who may connect
 * @param enableLogicalReplication whether it can be a source of logical replication; cannot be
 *     taken back
 * @param maintenanceWindow when Neon may restart the computes
 * @param blockPublicConnections whether nobody can connect over the internet, whatever {@code
 *     allowedIps} says
 * @param blockVpcConnections whether nobody can connect through a VPC endpoint
 * @param auditLogLevel how much is taken down
 * @param hipaa whether it is handled as HIPAA demands
 * @param preloadLibraries libraries that PostgreSQL loads at its start
 */
public record ProjectSettings(
    @Nullable ProjectQuota quota,
    @Json(name = "allowed_ips") @Nullable AllowedIps allowedIps,
    @Json(name = "enable_logical_replication") @Nullable Boolean enableLogicalReplication,
    @Json(name = "maintenance_window") @Nullable MaintenanceWindow maintenanceWindow,
    @Json(name = "block_public_connections") @Nullable Boolean blockPublicConnections,
    @Json(name = "block_vpc_connections") @Nullable Boolean blockVpcConnections,
    @Json(name = "audit_log_level") @Nullable AuditLogLevel auditLogLevel,
    @Nullable Boolean hipaa,
    @Json(name = "preload_libraries") @Nullable PreloadLibraries preloadLibraries) {
  /** Sets nothing yet. */
  public static ProjectSettings create() {
    return new ProjectSettings(null, null, null, null, null, null, null, null, null);
  }

  /** Limits what it may use. */
  public ProjectSettings quota(ProjectQuota limits) {
    return new ProjectSettings(
        Checks.present(limits, "quota"),
        allowedIps,
        enableLogicalReplication,
        maintenanceWindow,
        blockPublicConnections,
        blockVpcConnections,
        auditLogLevel,
        hipaa,
        preloadLibraries);
  }

  /** Lets only these connect. */
  public ProjectSettings allowedIps(AllowedIps allowed) {
    return new ProjectSettings(
        quota,
        Checks.present(allowed, "allowedIps"),
        enableLogicalReplication,
        maintenanceWindow,
        blockPublicConnections,
        blockVpcConnections,
        auditLogLevel,
        hipaa,
        preloadLibraries);
  }

  /** Makes it a source of logical replication for good; suspends its computes. */
  public ProjectSettings withLogicalReplication() {
    return new ProjectSettings(
        quota,
        allowedIps,
        true,
        maintenanceWindow,
        blockPublicConnections,
        blockVpcConnections,
        auditLogLevel,
        hipaa,
        preloadLibraries);
  }

  /** Lets Neon restart its computes in this window. */
  public ProjectSettings maintenanceWindow(MaintenanceWindow window) {
    return new ProjectSettings(
        quota,
        allowedIps,
        enableLogicalReplication,
        Checks.present(window, "maintenanceWindow"),
        blockPublicConnections,
        blockVpcConnections,
        auditLogLevel,
        hipaa,
        preloadLibraries);
  }

  /** Lets nobody connect over the internet, or lifts that. */
  public ProjectSettings blockPublicConnections(boolean block) {
    return new ProjectSettings(
        quota,
        allowedIps,
        enableLogicalReplication,
        maintenanceWindow,
        block,
        blockVpcConnections,
        auditLogLevel,
        hipaa,
        preloadLibraries);
  }

  /** Lets nobody connect through a VPC endpoint, or lifts that. */
  public ProjectSettings blockVpcConnections(boolean block) {
    return new ProjectSettings(
        quota,
        allowedIps,
        enableLogicalReplication,
        maintenanceWindow,
        blockPublicConnections,
        block,
        auditLogLevel,
        hipaa,
        preloadLibraries);
  }

  /** Takes down as much. */
  public ProjectSettings auditLogLevel(AuditLogLevel level) {
    return new ProjectSettings(
        quota,
        allowedIps,
        enableLogicalReplication,
        maintenanceWindow,
        blockPublicConnections,
        blockVpcConnections,
        Checks.present(level, "auditLogLevel"),
        hipaa,
        preloadLibraries);
  }

  /** Handles it as HIPAA demands, or not. */
  public ProjectSettings hipaa(boolean on) {
    return new ProjectSettings(
        quota,
        allowedIps,
        enableLogicalReplication,
        maintenanceWindow,
        blockPublicConnections,
        blockVpcConnections,
        auditLogLevel,
        on,
        preloadLibraries);
  }

  /** Loads these libraries when PostgreSQL starts. */
  public ProjectSettings preloadLibraries(PreloadLibraries libraries) {
    return new ProjectSettings(
        quota,
        allowedIps,
        enableLogicalReplication,
        maintenanceWindow,
        blockPublicConnections,
        blockVpcConnections,
        auditLogLevel,
        hipaa,
        Checks.present(libraries, "preloadLibraries"));
  }
}
