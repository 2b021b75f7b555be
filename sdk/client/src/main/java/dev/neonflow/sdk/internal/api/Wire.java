package dev.neonflow.sdk.internal.api;

import dev.neonflow.sdk.Secret;
import dev.neonflow.sdk.projects.Project;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The envelopes around the values, as Neon sends and wants them. Public because Moshi builds them.
 */
public final class Wire {
  private Wire() {}

  /** Where a list goes on. */
  public record Pagination(String cursor) {}

  /** Answer of the project list. */
  public record Projects(List<Project> projects, @Nullable Pagination pagination) {}

  /** Answer of one project. */
  public record OneProject(Project project) {}

  /** Answer with a connection URI. */
  public record Uri(Secret uri) {}
}
