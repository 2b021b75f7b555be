package dev.neonflow.sdk.consumption;

import dev.neonflow.sdk.values.Checks;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which consumption to list. Each method returns a changed copy.
 *
 * @param orgId the organization that owns the projects
 * @param granularity how long one measured stretch of time is
 * @param from the beginning, rounded down to the granularity; 1 March 2024 at the earliest
 * @param to the end, rounded down to the granularity
 * @param metrics what to measure; at least one
 * @param projectIds which projects, at most 100; empty is all
 * @param limit how many projects at most in a page, 1 to 100; null leaves it to Neon (10)
 * @param cursor where to start; null is the beginning
 */
public record ListConsumption(
    String orgId,
    Granularity granularity,
    Instant from,
    Instant to,
    List<ConsumptionMetric> metrics,
    List<String> projectIds,
    @Nullable Integer limit,
    @Nullable String cursor) {

  private static final int MOST = 100;

  /** Copies the lists, and refuses what cannot be asked for. */
  public ListConsumption {
    Checks.given(orgId, "orgId");
    Checks.present(granularity, "granularity");
    Checks.present(from, "from");
    Checks.present(to, "to");
    metrics = List.copyOf(Checks.present(metrics, "metrics"));
    projectIds = List.copyOf(Checks.present(projectIds, "projectIds"));
    if (granularity == Granularity.UNKNOWN) {
      throw new IllegalArgumentException("granularity UNKNOWN cannot be asked for");
    }
    if (to.isBefore(from)) {
      throw new IllegalArgumentException("to " + to + " is before from " + from);
    }
    if (metrics.isEmpty()) {
      throw new IllegalArgumentException("metrics is empty");
    }
    if (metrics.contains(ConsumptionMetric.UNKNOWN)) {
      throw new IllegalArgumentException("metrics UNKNOWN cannot be asked for");
    }
    if (projectIds.stream().anyMatch(String::isBlank)) {
      throw new IllegalArgumentException("projectIds has an empty one: " + projectIds);
    }
    if (projectIds.size() > MOST) {
      throw new IllegalArgumentException(projectIds.size() + " projectIds: at most " + MOST);
    }
    Checks.requireLimit(limit, MOST);
  }

  /** These metrics of all projects of an organization, from one time to another. */
  public static ListConsumption of(
      String orgId,
      Granularity granularity,
      Instant from,
      Instant to,
      List<ConsumptionMetric> metrics) {
    return new ListConsumption(orgId, granularity, from, to, metrics, List.of(), null, null);
  }

  /** Of these projects only. */
  public ListConsumption projectIds(List<String> ids) {
    return new ListConsumption(orgId, granularity, from, to, metrics, ids, limit, cursor);
  }

  /** At most this many projects in a page. */
  public ListConsumption limit(int limit) {
    return new ListConsumption(orgId, granularity, from, to, metrics, projectIds, limit, cursor);
  }

  /** Starts where an earlier page ended; null is the first page. */
  public ListConsumption cursor(@Nullable String cursor) {
    return new ListConsumption(orgId, granularity, from, to, metrics, projectIds, limit, cursor);
  }
}
