package dev.neonflow.sdk.consumption;

import dev.neonflow.sdk.values.Checks;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which consumption to list on the plans of old. Each method returns a changed copy.
 *
 * @param orgId the organization that owns the projects; null is the user
 * @param granularity how long one measured stretch of time is
 * @param from the beginning, rounded down to the granularity; 1 March 2024 at the earliest
 * @param to the end, rounded down to the granularity
 * @param metrics what to measure; empty leaves it to Neon (those that are never null)
 * @param projectIds which projects, at most 100; empty is all
 * @param limit how many projects at most in a page, 1 to 100; null leaves it to Neon (10)
 * @param cursor where to start; null is the beginning
 */
public record ListLegacyConsumption(
    @Nullable String orgId,
    Granularity granularity,
    Instant from,
    Instant to,
    List<LegacyConsumptionMetric> metrics,
    List<String> projectIds,
    @Nullable Integer limit,
    @Nullable String cursor) {

  private static final int MOST = 100;

  /** Copies the lists, and refuses what cannot be asked for. */
  public ListLegacyConsumption {
    Checks.requireText(orgId, "orgId");
    Checks.present(granularity, "granularity");
    Checks.present(from, "from");
    Checks.present(to, "to");
    metrics = List.copyOf(Checks.present(metrics, "metrics"));
    projectIds = List.copyOf(Checks.present(projectIds, "projectIds"));
    if (granularity == Granularity.UNKNOWN) {
      throw new IllegalArgumentException("granularity UNKNOWN cannot be asked for");
    }
    if (metrics.contains(LegacyConsumptionMetric.UNKNOWN)) {
      throw new IllegalArgumentException("metrics UNKNOWN cannot be asked for");
    }
    if (to.isBefore(from)) {
      throw new IllegalArgumentException("to " + to + " is before from " + from);
    }
    if (projectIds.stream().anyMatch(String::isBlank)) {
      throw new IllegalArgumentException("projectIds has an empty one: " + projectIds);
    }
    if (projectIds.size() > MOST) {
      throw new IllegalArgumentException(projectIds.size() + " projectIds: at most " + MOST);
    }
    Checks.requireLimit(limit, MOST);
  }

  /** All metrics that Neon gives unasked, of the user's own projects, from one time to another. */
  public static ListLegacyConsumption of(Granularity granularity, Instant from, Instant to) {
    return new ListLegacyConsumption(null, granularity, from, to, List.of(), List.of(), null, null);
  }

  /** Of the projects of this organization. */
  public ListLegacyConsumption orgId(String id) {
    return new ListLegacyConsumption(
        Checks.given(id, "orgId"), granularity, from, to, metrics, projectIds, limit, cursor);
  }

  /** These metrics. */
  public ListLegacyConsumption metrics(List<LegacyConsumptionMetric> measured) {
    return new ListLegacyConsumption(
        orgId, granularity, from, to, measured, projectIds, limit, cursor);
  }

  /** Of these projects only. */
  public ListLegacyConsumption projectIds(List<String> ids) {
    return new ListLegacyConsumption(orgId, granularity, from, to, metrics, ids, limit, cursor);
  }

  /** At most this many projects in a page. */
  public ListLegacyConsumption limit(int limit) {
    return new ListLegacyConsumption(
        orgId, granularity, from, to, metrics, projectIds, limit, cursor);
  }

  /** Starts where an earlier page ended; null is the first page. */
  public ListLegacyConsumption cursor(@Nullable String cursor) {
    return new ListLegacyConsumption(
        orgId, granularity, from, to, metrics, projectIds, limit, cursor);
  }
}
