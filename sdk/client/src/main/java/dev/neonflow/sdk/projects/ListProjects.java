package dev.neonflow.sdk.projects;

import dev.neonflow.sdk.values.Checks;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Which projects to list. Each method returns a changed copy.
 *
 * @param search a part of the name or id; null is any
 * @param orgId the organization, which personal API keys must name; null is the key's own
 * @param limit how many at most in a page, 1 to 400; null leaves it to Neon (10)
 * @param cursor where to start; null is the beginning
 * @param timeout how long Neon gathers at most, 100 ms to 30 s; the projects it did not get to are
 *     named in {@link ProjectPage#unavailableProjectIds}; null leaves it to Neon
 * @param recoverable whether to list the deleted ones that can still be brought back, and no others
 */
public record ListProjects(
    @Nullable String search,
    @Nullable String orgId,
    @Nullable Integer limit,
    @Nullable String cursor,
    @Nullable Duration timeout,
    @Nullable Boolean recoverable) {
  /** Refuses what cannot be asked. */
  public ListProjects {
    Checks.requireText(orgId, "orgId");
    Checks.requireLimit(limit, ProjectChecks.MOST_IN_A_PAGE);
    ProjectChecks.requireTimeout(timeout);
  }

  /** All projects that the API key can see. */
  public static ListProjects all() {
    return new ListProjects(null, null, null, null, null, null);
  }

  /** Only those whose name or id contains this. */
  public ListProjects search(String text) {
    return new ListProjects(
        Checks.present(text, "search"), orgId, limit, cursor, timeout, recoverable);
  }

  /** Only those of this organization. */
  public ListProjects orgId(String id) {
    return new ListProjects(
        search, Checks.present(id, "orgId"), limit, cursor, timeout, recoverable);
  }

  /** At most this many in a page. */
  public ListProjects limit(int limit) {
    return new ListProjects(search, orgId, limit, cursor, timeout, recoverable);
  }

  /** Starts where an earlier page ended; null is the first page. */
  public ListProjects cursor(@Nullable String cursor) {
    return new ListProjects(search, orgId, limit, cursor, timeout, recoverable);
  }

  /** Lets Neon gather no longer than this. */
  public ListProjects timeout(Duration most) {
    return new ListProjects(
        search, orgId, limit, cursor, Checks.present(most, "timeout"), recoverable);
  }

  /** Only deleted ones that can still be brought back, or only others. Beta. */
  public ListProjects recoverable(boolean only) {
    return new ListProjects(search, orgId, limit, cursor, timeout, only);
  }
}
