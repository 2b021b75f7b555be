package dev.neonflow.embedded.control;

import java.time.Instant;

/**
 * A project.
 *
 * @param role the role that owns the first database; it can not be dropped
 * @param serverVersion for example {@code 18.6}
 */
public record Project(
    String id,
    String name,
    String organizationId,
    String role,
    String serverVersion,
    Instant createdAt) {

  /** The major version of PostgreSQL. */
  public int majorVersion() {
    int dot = serverVersion.indexOf('.');
    return Integer.parseInt(dot < 0 ? serverVersion : serverVersion.substring(0, dot));
  }
}
