package dev.neonflow.sdk.projects;

import dev.neonflow.sdk.values.Checks;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Which projects of others to list. Each method returns a changed copy.
 *
 * @param search a part of the name or id; null is any
 * @param limit how many at most in a page, 1 to 400; null leaves it to Neon (10)
 * @param cursor where to start; null is the beginning
 * @param timeout how long Neon gathers at most, 100 ms to 30 s; the projects it did not get to are
 *     named in {@link ProjectPage#unavailableProjectIds}; null leaves it to Neon
 */
public record ListSharedProjects(
    @Nullable String search,
    @Nullable Integer limit,
    @Nullable String cursor,
    @Nullable Duration timeout) {
  /** Refuses what cannot be asked. */
  public ListSharedProjects {
    Checks.requireLimit(limit, ProjectChecks.MOST_IN_A_PAGE);
    ProjectChecks.requireTimeout(timeout);
  }

  /** All projects that others share with the account. */
  public static ListSharedProjects all() {
    return new ListSharedProjects(null, null, null, null);
  }

  /** Only those whose name or id contains this. */
  public ListSharedProjects search(String text) {
    return new ListSharedProjects(Checks.present(text, "search"), limit, cursor, timeout);
  }

  /** At most this many in a page. */
  public ListSharedProjects limit(int limit) {
    return new ListSharedProjects(search, limit, cursor, timeout);
  }

  /** Starts where an earlier page ended; null is the first page. */
  public ListSharedProjects cursor(@Nullable String cursor) {
    return new ListSharedProjects(search, limit, cursor, timeout);
  }

  /** Lets Neon gather no longer than this. */
  public ListSharedProjects timeout(Duration most) {
    return new ListSharedProjects(search, limit, cursor, Checks.present(most, "timeout"));
  }
}
