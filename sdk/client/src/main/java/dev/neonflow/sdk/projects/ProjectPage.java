package dev.neonflow.sdk.projects;

import dev.neonflow.sdk.paging.Page;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One page of a list of projects.
 *
 * @param items what the page holds, in Neon's order
 * @param nextCursor where the next page starts; null on the last page
 * @param unavailableProjectIds projects that exist, but that Neon could not describe in time
 * @param applications what is installed on a project, by its id; empty in the list of shared ones
 * @param integrations what is connected with a project, by its id; empty in the list of shared ones
 */
public record ProjectPage(
    List<ProjectListItem> items,
    @Nullable String nextCursor,
    List<String> unavailableProjectIds,
    Map<String, List<ApplicationType>> applications,
    Map<String, List<ApplicationType>> integrations) {

  /** Copies the collections. */
  public ProjectPage {
    items = List.copyOf(items);
    unavailableProjectIds = List.copyOf(unavailableProjectIds);
    applications = Map.copyOf(applications);
    integrations = Map.copyOf(integrations);
  }

  /** Where the next page starts; empty on the last page. */
  public Optional<String> next() {
    return Optional.ofNullable(nextCursor);
  }

  /** The projects alone. */
  public Page<ProjectListItem> page() {
    return new Page<>(items, nextCursor);
  }
}
