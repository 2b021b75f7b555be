package dev.neonflow.sdk.internal.api;

import static dev.neonflow.sdk.internal.api.Lookups.isAsAsked;

import dev.neonflow.sdk.endpoints.PreloadLibraries;
import dev.neonflow.sdk.projects.AllowedIps;
import dev.neonflow.sdk.projects.DefaultEndpointSettings;
import dev.neonflow.sdk.projects.Project;
import dev.neonflow.sdk.projects.ProjectQuota;
import dev.neonflow.sdk.projects.ProjectSettings;
import dev.neonflow.sdk.projects.UpdateProject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Whether a project is already as a change wants it. In doubt it is not: to send twice is safe. */
final class ProjectChanges {
  private ProjectChanges() {}

  static boolean isMet(UpdateProject change, Project now) {
    Duration history = change.historyRetention();
    return isAsAsked(change.name(), now.name())
        && (history == null || history.toSeconds() == now.historyRetention().toSeconds())
        && isMet(change.settings(), now.settings())
        && isMet(change.defaultEndpointSettings(), now.defaultEndpointSettings());
  }

  private static boolean isMet(
      @Nullable DefaultEndpointSettings asked, @Nullable DefaultEndpointSettings given) {
    if (asked == null) {
      return true;
    }
    DefaultEndpointSettings now = given == null ? DefaultEndpointSettings.create() : given;
    return isAsAsked(asked.pgSettings(), now.pgSettings() == null ? Map.of() : now.pgSettings())
        && isAsAsked(asked.autoscalingLimitMinCu(), now.autoscalingLimitMinCu())
        && isAsAsked(asked.autoscalingLimitMaxCu(), now.autoscalingLimitMaxCu())
        && isAsAsked(asked.suspendTimeoutSeconds(), now.suspendTimeoutSeconds());
  }

  private static boolean isMet(@Nullable ProjectSettings asked, @Nullable ProjectSettings given) {
    if (asked == null) {
      return true;
    }
    ProjectSettings now = given == null ? ProjectSettings.create() : given;
    return isMet(asked.quota(), now.quota())
        && isMet(asked.allowedIps(), now.allowedIps())
        && isAsAsked(asked.enableLogicalReplication(), now.enableLogicalReplication())
        && isAsAsked(asked.maintenanceWindow(), now.maintenanceWindow())
        && isAsAsked(asked.blockPublicConnections(), now.blockPublicConnections())
        && isAsAsked(asked.blockVpcConnections(), now.blockVpcConnections())
        && isAsAsked(asked.auditLogLevel(), now.auditLogLevel())
        && isAsAsked(asked.hipaa(), now.hipaa())
        && isMet(asked.preloadLibraries(), now.preloadLibraries());
  }

  private static boolean isMet(@Nullable ProjectQuota asked, @Nullable ProjectQuota given) {
    if (asked == null) {
      return true;
    }
    ProjectQuota now = given == null ? ProjectQuota.create() : given;
    return isAsAsked(asked.activeTimeSeconds(), now.activeTimeSeconds())
        && isAsAsked(asked.computeTimeSeconds(), now.computeTimeSeconds())
        && isAsAsked(asked.writtenDataBytes(), now.writtenDataBytes())
        && isAsAsked(asked.dataTransferBytes(), now.dataTransferBytes())
        && isAsAsked(asked.logicalSizeBytes(), now.logicalSizeBytes());
  }

  private static boolean isMet(@Nullable AllowedIps asked, @Nullable AllowedIps given) {
    if (asked == null) {
      return true;
    }
    AllowedIps now = given == null ? AllowedIps.everybody() : given;
    return hasSame(asked.ips(), now.ips())
        && isAsAsked(asked.protectedBranchesOnly(), now.protectedBranchesOnly());
  }

  private static boolean isMet(@Nullable PreloadLibraries asked, @Nullable PreloadLibraries now) {
    if (asked == null) {
      return true;
    }
    return now != null
        && isAsAsked(asked.useDefaults(), now.useDefaults())
        && hasSame(asked.enabledLibraries(), now.enabledLibraries());
  }

  private static boolean hasSame(@Nullable List<String> asked, @Nullable List<String> now) {
    return asked == null || Set.copyOf(asked).equals(now == null ? Set.of() : Set.copyOf(now));
  }
}
