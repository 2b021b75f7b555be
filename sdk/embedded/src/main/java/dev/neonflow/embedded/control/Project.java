package dev.neonflow.embedded.control;

import java.time.Instant;

/**
 * A project.
 *
 * @param role the role that owns the first database; it can not be dropped
 * @param serverVersion for example {@code 18.6}
 * @param historyRetentionSeconds recorded and reported; there is no history
 * @param endpointSettings what a new endpoint has if nothing else is asked for
 */
public record Project(
    String id,
    String name,
    String organizationId,
    String role,
    String serverVersion,
    int historyRetentionSeconds,
    Endpoint.Settings endpointSettings,
    Instant createdAt,
    Instant updatedAt) {

  Project changed(ProjectChange change, Instant now) {
    return new Project(
        id,
        change.name().orElse(name),
        organizationId,
        role,
        serverVersion,
        change.historyRetentionSeconds().orElse(historyRetentionSeconds),
        change.endpointSettings().over(endpointSettings),
        createdAt,
        now);
  }

  /** The major version of PostgreSQL. */
  public int majorVersion() {
    int dot = serverVersion.indexOf('.');
    return Integer.parseInt(dot < 0 ? serverVersion : serverVersion.substring(0, dot));
  }
}
